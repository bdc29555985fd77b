// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heed::crypto {

/// Reads CBOR (RFC 8949) as authenticators write it: definite lengths, no tags, no fractions. What
/// comes from a browser is hostile: every read says whether there was what was asked for, nothing
/// is allocated, and nesting deeper than eight is refused.
class CborReader {
public:
    explicit CborReader(std::string_view bytes) : bytes_(bytes) {}

    /// Of pairs; key and value of each come next.
    std::optional<std::size_t> map();
    std::optional<std::int64_t> integer();
    std::optional<std::string_view> text();
    std::optional<std::string_view> bytes();

    /// Passes over one item, whatever it is. False when it is none.
    bool skip() { return skip(depth_max); }

    /// True when the next item is a text.
    [[nodiscard]] bool at_text() const;

    /// What comes after all that was read.
    [[nodiscard]] std::string_view rest() const { return bytes_; }

private:
    enum class Kind : std::uint8_t { count, negative, bytes, text, list, map, tag, simple };

    struct Head {
        Kind kind;
        std::uint64_t value;
    };

    static constexpr int depth_max = 8;

    std::optional<Head> head();
    std::optional<std::uint64_t> head_of(Kind kind);
    std::optional<std::string_view> string(Kind kind);
    bool skip(int depth);

    std::string_view bytes_;
};

} // namespace heed::crypto
