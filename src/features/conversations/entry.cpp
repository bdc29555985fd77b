// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/entry.hpp"

#include "features/conversations/wire.hpp"
#include "kernel/text.hpp"
#include "platform/json/decode.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/markdown.hpp"

namespace heed::conversations {

namespace {

constexpr std::size_t excerpt_length_max = 140;
constexpr std::size_t body_bytes_max = 1U << 20U;

Body from_html(const std::string& html) {
    auto clean = mail::sanitise_composed(html);
    auto text = mail::html_to_text(clean);
    auto excerpt = excerpt_of(text);
    return {.text = std::move(text), .html = std::move(clean), .excerpt = std::move(excerpt)};
}

Body from_text(std::string_view text) {
    return {.text = std::string(text), .html = {}, .excerpt = excerpt_of(text)};
}

} // namespace

std::string excerpt_of(std::string_view text) {
    std::string line;
    for (const char letter : code_point_prefix(trimmed(text), excerpt_length_max * 2)) {
        const bool blank = letter == '\n' || letter == '\r' || letter == '\t' || letter == ' ';
        if (blank && !line.empty() && line.back() == ' ') continue;
        line += blank ? ' ' : letter;
    }
    return std::string(trimmed(code_point_prefix(line, excerpt_length_max)));
}

Result<Body> ready_body(const BodyForms& forms) {
    const int given = (forms.html ? 1 : 0) + (forms.markdown ? 1 : 0) + (forms.text ? 1 : 0);
    if (given == 0)
        return refuse(
            Refusal::invalid,
            "required",
            "/body_text",
            "Write something: body_html, body_markdown or body_text."
        );
    if (given > 1)
        return refuse(
            Refusal::invalid,
            "one_body",
            "/body_text",
            "Send only one of body_html, body_markdown and body_text."
        );
    const auto& raw = forms.html ? *forms.html : forms.markdown ? *forms.markdown : *forms.text;
    if (raw.size() > body_bytes_max)
        return refuse(
            Refusal::invalid,
            "too_long",
            "/body_text",
            "A message has at most 1 MiB; attach the rest as a file."
        );
    auto body = forms.html       ? from_html(raw)
                : forms.markdown ? from_html(mail::markdown_to_html(raw))
                                 : from_text(raw);
    const bool has_picture = body.html && body.html->contains("<img");
    if (trimmed(body.text).empty() && !has_picture)
        return refuse(Refusal::invalid, "required", "/body_text", "The message is empty.");
    return body;
}

RawJson addresses_json(const std::vector<mail::MailAddress>& addresses) {
    std::vector<AddressWire> wires;
    wires.reserve(addresses.size());
    for (const auto& address : addresses) wires.push_back({address.name, address.address});
    return {to_json(wires)};
}

std::vector<mail::MailAddress> addresses_from(const RawJson& json) {
    const auto wires = decode_fact<std::vector<AddressWire>>(json.text);
    CHECK(wires.has_value());
    std::vector<mail::MailAddress> addresses;
    for (const auto& wire : *wires) addresses.push_back({wire.name, wire.email});
    return addresses;
}

} // namespace heed::conversations
