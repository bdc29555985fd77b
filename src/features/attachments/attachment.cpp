// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/attachment.hpp"

#include "kernel/format.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <array>

namespace heed::attachments {

namespace {

constexpr std::size_t filename_bytes_max = 200;
constexpr std::string_view octets = "application/octet-stream";

constexpr std::array<std::string_view, 6> harmless = {
    "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "application/pdf"
};

/// Marks that turn the reading direction, so that `gpj.exe` reads as `exe.jpg`.
constexpr std::array<std::string_view, 2> direction_marks = {"\u200E", "\u200F"};

bool is_plain(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x20U && byte != 0x7FU;
}

bool is_token(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           std::string_view("!#$&-^_.+").contains(letter);
}

bool is_unreserved(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           (letter >= '0' && letter <= '9') || std::string_view("-._~").contains(letter);
}

std::string extended_value(std::string_view text) {
    std::string result = "UTF-8''";
    for (const char letter : text) {
        if (is_unreserved(letter))
            result += letter;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return result;
}

std::string ascii_fallback(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool safe = byte < 0x80U && letter != '"' && letter != '\\' && letter != '%';
        if (safe)
            result += letter;
        else if ((byte & 0xC0U) != 0x80U)
            result += '_';
    }
    return result;
}

} // namespace

std::string safe_filename(std::string_view name) {
    auto clean = without_overrides(valid_utf8(name));
    for (const auto mark : direction_marks) {
        for (auto at = clean.find(mark); at != std::string::npos; at = clean.find(mark))
            clean.erase(at, mark.size());
    }
    std::erase_if(clean, [](char letter) { return !is_plain(letter); });
    const auto folder = clean.find_last_of("/\\");
    if (folder != std::string::npos) clean.erase(0, folder + 1);
    std::string_view kept = trimmed(clean);
    while (kept.starts_with('.')) kept.remove_prefix(1);
    if (kept.size() > filename_bytes_max) {
        // The ending tells what it is, so the middle goes.
        const auto dot = kept.rfind('.');
        const auto ending =
            dot != std::string_view::npos && kept.size() - dot <= 16 ? kept.substr(dot) : "";
        return std::string(utf8_prefix(kept, filename_bytes_max - ending.size())) +
               std::string(ending);
    }
    return kept.empty() ? "file" : std::string(kept);
}

std::string_view served_type(std::string_view content_type) {
    const auto found = std::ranges::find(harmless, content_type);
    return found == harmless.end() ? octets : *found;
}

std::string content_disposition(std::string_view filename, bool as_inline) {
    return fmt::format(
        "{}; filename=\"{}\"; filename*={}",
        as_inline ? "inline" : "attachment",
        ascii_fallback(filename),
        extended_value(filename)
    );
}

std::string clean_type(std::string_view content_type) {
    auto type = ascii_lower(trimmed(content_type.substr(0, content_type.find(';'))));
    const auto slash = type.find('/');
    const bool whole =
        slash != std::string::npos && slash > 0 && slash + 1 < type.size() && type.size() <= 100;
    const bool tokens =
        std::ranges::all_of(type, [](char letter) { return letter == '/' || is_token(letter); });
    if (whole && tokens && std::ranges::count(type, '/') == 1) return type;
    return std::string(octets);
}

} // namespace heed::attachments
