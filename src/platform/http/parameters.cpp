// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/parameters.hpp"

#include "kernel/json.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace heed::http {

namespace {

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += plus_is_blank && text[at] == '+' ? ' ' : text[at];
            continue;
        }
        if (at + 2 >= text.size()) return std::nullopt;
        const int high = hex_value(text[at + 1]);
        const int low = hex_value(text[at + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    if (out.contains('\0') || !is_valid_utf8(out)) return std::nullopt;
    return out;
}

} // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    return decoded(text, false);
}

std::optional<std::string> form_decoded(std::string_view text) {
    return decoded(text, true);
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text) {
        if (plain.contains(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

Result<Parameters> Parameters::parse(std::string_view encoded) {
    Parameters parameters;
    while (!encoded.empty()) {
        const auto end = std::min(encoded.find('&'), encoded.size());
        const auto pair = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = form_decoded(pair.substr(0, equals));
        auto value = form_decoded(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value)
            return refuse(
                Refusal::malformed,
                "malformed_query",
                {},
                "A %-escape is broken, or the text is not UTF-8."
            );
        parameters.add(std::move(*name), std::move(*value));
    }
    return parameters;
}

void Parameters::add(std::string name, std::string value) {
    pairs_.emplace_back(std::move(name), std::move(value));
}

Result<std::optional<std::string>> Parameters::text(std::string_view name) const {
    const std::string* found = nullptr;
    for (const auto& [key, value] : pairs_) {
        if (key != name) continue;
        if (found)
            return refuse(
                Refusal::invalid,
                "repeated_parameter",
                "/" + std::string(name),
                "The parameter " + std::string(name) + " may be given once only."
            );
        found = &value;
    }
    if (!found) return std::nullopt;
    return *found;
}

Result<std::optional<std::int64_t>> Parameters::number(std::string_view name) const {
    const auto value = TRY(text(name));
    if (!value) return std::nullopt;
    std::int64_t number = 0;
    const auto* const end = value->data() + value->size();
    const auto read = std::from_chars(value->data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end)
        return refuse(
            Refusal::invalid,
            "not_a_number",
            "/" + std::string(name),
            "The parameter " + std::string(name) + " must be a whole number."
        );
    return number;
}

Result<std::vector<std::string>> Parameters::list(std::string_view name) const {
    const auto value = TRY(text(name));
    std::vector<std::string> parts;
    if (!value) return parts;
    for (std::size_t at = 0; at < value->size();) {
        const auto comma = std::min(value->find(',', at), value->size());
        if (comma > at) parts.push_back(value->substr(at, comma - at));
        at = comma + 1;
    }
    return parts;
}

Result<> Parameters::require_only(std::span<const std::string> known) const {
    const auto is_known = [&](const auto& pair) {
        return std::ranges::find(known, pair.first) != known.end();
    };
    const auto wrong = std::ranges::find_if_not(pairs_, is_known);
    if (wrong == pairs_.end()) return {};
    std::string names;
    for (const auto& name : known) names += (names.empty() ? "" : ", ") + name;
    return std::unexpected(Error{
        .kind = Refusal::invalid,
        .code = "unknown_parameter",
        .pointer = {},
        .detail = "There is no parameter \"" + wrong->first + "\" here; " +
                  (known.empty() ? "none is taken." : "those there are: " + names + "."),
        .members = {{"allowed", to_json(std::vector(known.begin(), known.end()))}},
    });
}

std::vector<std::string> Parameters::every(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : pairs_)
        if (key == name) values.push_back(value);
    return values;
}

} // namespace heed::http
