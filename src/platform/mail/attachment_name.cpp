// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/body.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heed::mail {

namespace {

constexpr std::size_t name_bytes_max = 180;

using Named = std::pair<std::string_view, std::string_view>; // type and file name

std::string name_for_type(std::string_view type) {
    constexpr auto known = std::to_array<Named>({
        {"text/calendar", "invite.ics"},
        {"text/vcard", "contact.vcf"},
        {"text/x-vcard", "contact.vcf"},
        {"text/csv", "table.csv"},
        {"text/html", "page.html"},
        {"text/plain", "text.txt"},
        {"image/png", "image.png"},
        {"image/jpeg", "image.jpg"},
        {"image/jpg", "image.jpg"},
        {"image/gif", "image.gif"},
        {"image/webp", "image.webp"},
        {"application/pdf", "document.pdf"},
        {"application/zip", "archive.zip"},
        {"application/ms-tnef", "winmail.dat"},
        {"application/pkcs7-mime", "smime.p7m"},
        {"application/x-pkcs7-mime", "smime.p7m"},
        {"application/pkcs7-signature", "smime.p7s"},
        {"application/pgp-signature", "signature.asc"},
        {"application/json", "file.json"},
        {"application/xml", "file.xml"},
        {"text/xml", "file.xml"},
        {"video/mp4", "video.mp4"},
        {"audio/mpeg", "audio.mp3"},
    });
    const auto found = std::ranges::find(known, type, &Named::first);
    return std::string(found == known.end() ? "attachment.bin" : found->second);
}

std::string without_path(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

/// Letters that mean something to file systems, shells or address bars become `_`.
std::string safe(std::string name) {
    for (char& letter : name)
        if (std::string_view("/\\:*?\"<>|").contains(letter)) letter = '_';
    const auto begin = name.find_first_not_of(". ");
    if (begin == std::string::npos) return {};
    name = name.substr(begin, name.find_last_not_of(". ") - begin + 1);
    if (name.size() <= name_bytes_max) return name;
    const auto dot = name.rfind('.');
    const bool has_extension = dot != std::string::npos && name.size() - dot <= 12;
    const auto extension = has_extension ? name.substr(dot) : std::string();
    return std::string(utf8_prefix(name, name_bytes_max - extension.size())) + extension;
}

} // namespace

std::string attachment_name(const MimePart& part) {
    std::string subject = part.subject;
    std::ranges::replace(subject, '/', '-');
    std::ranges::replace(subject, '\\', '-');
    const bool is_letter = part.kind == MimePart::Kind::letter;
    const auto candidates = std::to_array<std::string>({
        std::string(part.disposition.parameter("filename")),
        std::string(part.content_type.parameter("name")),
        part.content_location.contains('?') ? std::string() : part.content_location,
        is_letter ? subject : std::string(),
    });
    for (const auto& candidate : candidates) {
        auto name = safe(without_path(candidate));
        if (name.empty()) continue;
        if (is_letter && !ascii_lower(name).ends_with(".eml")) name += ".eml";
        return name;
    }
    return is_letter ? "letter.eml" : name_for_type(part.content_type.value);
}

} // namespace heed::mail
