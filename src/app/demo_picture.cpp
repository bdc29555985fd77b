// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_picture.hpp"

#include "app/demo_words.hpp"

#include <array>
#include <string_view>

namespace heed::app {

namespace {

constexpr std::size_t width = 160;
constexpr std::size_t height = 90;
constexpr std::size_t pixels_per_byte = 4; // four colours

enum class Colour : std::uint8_t { paper, ink, frame, alarm };

// Red, green and blue of each.
constexpr std::array<std::uint8_t, 12> palette = {
    0xF7, 0xF7, 0xF5, 0x4A, 0x4F, 0x5A, 0x8F, 0xA3, 0xBF, 0xC2, 0x3B, 0x32
};

struct Box {
    std::size_t left;
    std::size_t top;
    std::size_t right;
    std::size_t bottom;
};

class Canvas {
public:
    void fill(const Box& box, Colour colour) {
        for (auto y = box.top; y < box.bottom; ++y) {
            for (auto x = box.left; x < box.right; ++x) pixels_[y * width + x] = colour;
        }
    }

    /// Each row behind a zero: no filter.
    [[nodiscard]] std::string rows() const {
        std::string bytes;
        for (std::size_t y = 0; y < height; ++y) {
            bytes += '\0';
            for (std::size_t x = 0; x < width; x += pixels_per_byte) {
                unsigned packed = 0;
                for (std::size_t one = 0; one < pixels_per_byte; ++one)
                    packed = packed << 2U | static_cast<unsigned>(pixels_[y * width + x + one]);
                bytes += static_cast<char>(packed);
            }
        }
        return bytes;
    }

private:
    std::array<Colour, width * height> pixels_{};
};

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (const auto shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(number >> shift & 0xFFU);
    return bytes;
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

std::uint32_t adler32(std::string_view bytes) {
    constexpr std::uint32_t modulus = 65'521;
    std::uint32_t low = 1;
    std::uint32_t high = 0;
    for (const char byte : bytes) {
        low = (low + static_cast<std::uint8_t>(byte)) % modulus;
        high = (high + low) % modulus;
    }
    return high << 16U | low;
}

/// One stored block of deflate: it holds what one picture needs, up to 65,535 bytes.
std::string zlib_stored(std::string_view bytes) {
    const auto size = static_cast<unsigned>(bytes.size());
    std::string stream = "\x78\x01\x01";
    for (const auto length : {size, ~size}) {
        stream += static_cast<char>(length & 0xFFU);
        stream += static_cast<char>(length >> 8U & 0xFFU);
    }
    stream += bytes;
    return stream + big_endian(adler32(bytes));
}

std::string chunk(std::string_view type, std::string_view content) {
    const auto body = std::string(type) + std::string(content);
    return big_endian(static_cast<std::uint32_t>(content.size())) + body + big_endian(crc32(body));
}

} // namespace

std::string demo_picture(std::uint64_t seed) {
    Dice dice(seed);
    Canvas canvas;
    canvas.fill({.left = 0, .top = 0, .right = width, .bottom = 10}, Colour::frame);
    canvas.fill({.left = 0, .top = 10, .right = 34, .bottom = height}, Colour::frame);
    for (std::size_t line = 18; line + 2 < height; line += 7)
        canvas.fill(
            {.left = 42, .top = line, .right = 80 + dice.below(70), .bottom = line + 2}, Colour::ink
        );
    const auto top = 25 + dice.below(20);
    canvas.fill({.left = 50, .top = top, .right = 140, .bottom = top + 26}, Colour::alarm);
    canvas.fill({.left = 52, .top = top + 6, .right = 138, .bottom = top + 24}, Colour::paper);
    const auto size = big_endian(width) + big_endian(height);
    const std::string form = {2, 3, 0, 0, 0}; // bits of a pixel, by palette, nothing special
    const std::string_view colours(reinterpret_cast<const char*>(palette.data()), palette.size());
    return "\x89PNG\r\n\x1A\n" + chunk("IHDR", size + form) + chunk("PLTE", colours) +
           chunk("IDAT", zlib_stored(canvas.rows())) + chunk("IEND", "");
}

} // namespace heed::app
