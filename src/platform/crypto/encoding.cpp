// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/encoding.hpp"

#include <array>
#include <cstdint>

namespace heed::crypto {

namespace {

/// An alphabet of 2^bits letters. Bytes are written most significant bit first, no padding.
struct Alphabet {
    std::string_view letters;
    unsigned bits;
};

constexpr Alphabet base16_alphabet{.letters = "0123456789abcdef", .bits = 4};
constexpr Alphabet base32_alphabet{.letters = "abcdefghijklmnopqrstuvwxyz234567", .bits = 5};
constexpr Alphabet base64url_alphabet{
    .letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", .bits = 6
};

constexpr Alphabet base64_alphabet{
    .letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", .bits = 6
};

constexpr std::uint8_t no_letter = 0xff;

constexpr std::array<std::uint8_t, 256> values_of(const Alphabet& alphabet) {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_letter);
    for (std::size_t value = 0; value < alphabet.letters.size(); ++value) {
        const auto letter = static_cast<unsigned char>(alphabet.letters[value]);
        values[letter] = static_cast<std::uint8_t>(value);
    }
    return values;
}

std::string encode(const Alphabet& alphabet, std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() * 8 + alphabet.bits - 1) / alphabet.bits);
    const std::uint32_t mask = (1U << alphabet.bits) - 1;
    std::uint32_t pending = 0;
    unsigned count = 0;
    for (const char byte : bytes) {
        pending = (pending << 8U) | static_cast<unsigned char>(byte);
        for (count += 8; count >= alphabet.bits; count -= alphabet.bits)
            text += alphabet.letters[(pending >> (count - alphabet.bits)) & mask];
    }
    if (count > 0) text += alphabet.letters[(pending << (alphabet.bits - count)) & mask];
    return text;
}

std::optional<std::string> decode(
    const Alphabet& alphabet, const std::array<std::uint8_t, 256>& values, std::string_view text
) {
    std::string bytes;
    bytes.reserve(text.size() * alphabet.bits / 8);
    std::uint32_t pending = 0;
    unsigned count = 0;
    for (const char letter : text) {
        const auto value = values[static_cast<unsigned char>(letter)];
        if (value == no_letter) return std::nullopt;
        pending = (pending << alphabet.bits) | value;
        count += alphabet.bits;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>((pending >> count) & 0xffU);
    }
    // One byte sequence has one spelling: no whole letter too many, no bits left over.
    const bool stray_bits = (pending & ((1U << count) - 1)) != 0;
    if (count >= alphabet.bits || stray_bits) return std::nullopt;
    return bytes;
}

constexpr auto base64url_values = values_of(base64url_alphabet);

} // namespace

std::string hex(std::string_view bytes) {
    return encode(base16_alphabet, bytes);
}

std::string base64url(std::string_view bytes) {
    return encode(base64url_alphabet, bytes);
}

std::optional<std::string> from_base64url(std::string_view text) {
    return decode(base64url_alphabet, base64url_values, text);
}

std::string base64(std::string_view bytes) {
    auto text = encode(base64_alphabet, bytes);
    while (text.size() % 4 != 0) text += '=';
    return text;
}

std::string base32(std::string_view bytes) {
    return encode(base32_alphabet, bytes);
}

} // namespace heed::crypto
