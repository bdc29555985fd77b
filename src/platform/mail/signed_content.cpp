// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/signed_content.hpp"

#include <cstdint>

namespace heed::mail {

namespace {

// Tags of X.690, with their constructed bit where they have one.
constexpr std::uint8_t object_identifier = 0x06;
constexpr std::uint8_t octet_string = 0x04;
constexpr std::uint8_t pieces_of_octets = 0x24;
constexpr std::uint8_t sequence = 0x30;
constexpr std::uint8_t zeroth = 0xA0; // [0], explicit
constexpr std::uint8_t constructed = 0x20;
constexpr std::uint8_t long_tag = 0x1F;

// 1.2.840.113549.1.7.2
constexpr std::string_view signed_data = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";

constexpr int levels_max = 12;

struct Element {
    std::uint8_t tag = 0;
    std::string_view content;
};

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

std::optional<Element> take_element(std::string_view& rest, int levels);

/// What stands before the end mark that belongs to it, taken off together with that.
std::optional<std::string_view> take_until_end(std::string_view& rest, int levels) {
    constexpr std::string_view end("\0\0", 2);
    const auto whole = rest;
    while (!rest.starts_with(end)) {
        if (!take_element(rest, levels)) return std::nullopt;
    }
    const auto content = whole.substr(0, whole.size() - rest.size());
    rest.remove_prefix(end.size());
    return content;
}

/// A length of the definite form, taken off.
std::optional<std::size_t> take_length(std::string_view& rest, std::uint8_t first) {
    if (first < 0x80) return first;
    constexpr std::uint8_t bytes_max = 4; // letters are far below 4 GiB
    const std::uint8_t bytes = first & 0x7FU;
    if (bytes > bytes_max || rest.size() < bytes) return std::nullopt;
    std::size_t length = 0;
    for (std::size_t at = 0; at < bytes; ++at) length = length << 8U | byte_at(rest, at);
    rest.remove_prefix(bytes);
    return length;
}

std::optional<Element> take_element(std::string_view& rest, int levels) {
    if (levels == 0 || rest.size() < 2) return std::nullopt;
    const auto tag = byte_at(rest, 0);
    const auto first = byte_at(rest, 1);
    rest.remove_prefix(2);
    if ((tag & long_tag) == long_tag) return std::nullopt;
    if (first == 0x80) {
        if ((tag & constructed) == 0) return std::nullopt;
        const auto content = take_until_end(rest, levels - 1);
        if (!content) return std::nullopt;
        return Element{.tag = tag, .content = *content};
    }
    const auto length = take_length(rest, first);
    if (!length || *length > rest.size()) return std::nullopt;
    const Element element{.tag = tag, .content = rest.substr(0, *length)};
    rest.remove_prefix(*length);
    return element;
}

/// The content of the next element, when it has this tag.
std::optional<std::string_view> take(std::string_view& rest, std::uint8_t tag) {
    const auto element = take_element(rest, levels_max);
    if (!element || element->tag != tag) return std::nullopt;
    return element->content;
}

bool add_octets(std::string& out, const Element& element, int levels) {
    if (element.tag == octet_string) {
        out += element.content;
        return true;
    }
    if (element.tag != pieces_of_octets || levels == 0) return false;
    auto rest = element.content;
    while (!rest.empty()) {
        const auto piece = take_element(rest, levels);
        if (!piece || !add_octets(out, *piece, levels - 1)) return false;
    }
    return true;
}

/// encapContentInfo of the SignedData, i.e. what was signed.
std::optional<std::string_view> signed_part(std::string_view ber) {
    auto info = take(ber, sequence);
    if (!info || take(*info, object_identifier) != signed_data) return std::nullopt;
    auto wrapped = take(*info, zeroth);
    if (!wrapped) return std::nullopt;
    auto data = take(*wrapped, sequence);
    // Its version and the names of the digests.
    if (!data || !take_element(*data, levels_max) || !take_element(*data, levels_max))
        return std::nullopt;
    return take(*data, sequence);
}

} // namespace

std::optional<std::string> signed_content(std::string_view ber) {
    auto part = signed_part(ber);
    if (!part || !take(*part, object_identifier)) return std::nullopt;
    auto wrapped = take(*part, zeroth);
    if (!wrapped) return std::nullopt;
    const auto octets = take_element(*wrapped, levels_max);
    std::string content;
    if (!octets || !add_octets(content, *octets, levels_max)) return std::nullopt;
    return content;
}

} // namespace heed::mail
