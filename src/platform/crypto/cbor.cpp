// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/cbor.hpp"

#include <limits>

namespace heed::crypto {

namespace {

constexpr unsigned kind_shift = 5;
constexpr unsigned value_mask = 0x1f;
constexpr unsigned short_values = 24; // smaller ones stand in the first byte
constexpr unsigned longest_value = 27;

unsigned first_of(std::string_view bytes) {
    return static_cast<unsigned char>(bytes.front());
}

} // namespace

std::optional<CborReader::Head> CborReader::head() {
    if (bytes_.empty()) return std::nullopt;
    const auto first = first_of(bytes_);
    const auto kind = static_cast<Kind>(first >> kind_shift);
    const auto small = first & value_mask;
    auto left = bytes_.substr(1);
    if (small < short_values) {
        bytes_ = left;
        return Head{.kind = kind, .value = small};
    }
    if (small > longest_value) return std::nullopt; // of no definite length
    const std::size_t size = std::size_t{1} << (small - short_values);
    if (left.size() < size) return std::nullopt;
    std::uint64_t value = 0;
    for (const char byte : left.substr(0, size))
        value = (value << 8U) | static_cast<unsigned char>(byte);
    bytes_ = left.substr(size);
    return Head{.kind = kind, .value = value};
}

std::optional<std::uint64_t> CborReader::head_of(Kind kind) {
    if (bytes_.empty() || static_cast<Kind>(first_of(bytes_) >> kind_shift) != kind)
        return std::nullopt;
    const auto found = head();
    return found ? std::optional(found->value) : std::nullopt;
}

std::optional<std::size_t> CborReader::map() {
    const auto pairs = head_of(Kind::map);
    // Each pair takes two bytes at least: what claims more is a lie.
    if (!pairs || *pairs > bytes_.size() / 2) return std::nullopt;
    return static_cast<std::size_t>(*pairs);
}

std::optional<std::int64_t> CborReader::integer() {
    constexpr auto longest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (const auto count = head_of(Kind::count))
        return *count <= longest ? std::optional(static_cast<std::int64_t>(*count)) : std::nullopt;
    const auto below = head_of(Kind::negative);
    if (!below || *below > longest) return std::nullopt;
    return -1 - static_cast<std::int64_t>(*below);
}

std::optional<std::string_view> CborReader::string(Kind kind) {
    const auto size = head_of(kind);
    if (!size || *size > bytes_.size()) return std::nullopt;
    const auto text = bytes_.substr(0, static_cast<std::size_t>(*size));
    bytes_.remove_prefix(text.size());
    return text;
}

std::optional<std::string_view> CborReader::text() {
    return string(Kind::text);
}

std::optional<std::string_view> CborReader::bytes() {
    return string(Kind::bytes);
}

bool CborReader::at_text() const {
    return !bytes_.empty() && static_cast<Kind>(first_of(bytes_) >> kind_shift) == Kind::text;
}

bool CborReader::skip(int depth) {
    if (depth == 0) return false;
    const auto found = head();
    if (!found) return false;
    switch (found->kind) {
        case Kind::count:
        case Kind::negative:
        case Kind::simple: return true;
        case Kind::bytes:
        case Kind::text:
            if (found->value > bytes_.size()) return false;
            bytes_.remove_prefix(static_cast<std::size_t>(found->value));
            return true;
        case Kind::list:
        case Kind::map: break;
        case Kind::tag: return false;
    }
    if (found->value > bytes_.size()) return false;
    const auto items = found->kind == Kind::map ? found->value * 2 : found->value;
    for (std::uint64_t at = 0; at < items; ++at)
        if (!skip(depth - 1)) return false;
    return true;
}

} // namespace heed::crypto
