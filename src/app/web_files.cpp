// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/web_files.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <string>

namespace heed::app {

namespace {

struct Packing {
    std::string_view encoding;
    std::string_view ending;
};

/// The smallest first.
constexpr std::array packings = {
    Packing{.encoding = "br", .ending = ".br"},
    Packing{.encoding = "gzip", .ending = ".gz"},
};

const EmbeddedFile* find(std::span<const EmbeddedFile> files, std::string_view path) {
    const auto found = std::ranges::find(files, path, &EmbeddedFile::path);
    return found == files.end() ? nullptr : &*found;
}

/// `br`, `br;q=0.8` and `BR` are taken, `br;q=0` and `br; q=0.000` are not.
bool takes(std::string_view offer, std::string_view encoding) {
    const auto weight_at = offer.find(';');
    if (!equals_ignoring_case(trimmed(offer.substr(0, weight_at)), encoding)) return false;
    if (weight_at == std::string_view::npos) return true;
    const auto weight = trimmed(offer.substr(weight_at + 1));
    return !equals_ignoring_case(weight.substr(0, 3), "q=0") ||
           weight.find_first_of("123456789") != weight.npos;
}

bool accepts(std::string_view accepted, std::string_view encoding) {
    return std::ranges::any_of(std::views::split(accepted, ','), [&](const auto& part) {
        return takes(std::string_view(part.begin(), part.end()), encoding);
    });
}

} // namespace

std::optional<WebFile> find_web_file(
    std::span<const EmbeddedFile> files, std::string_view path, std::string_view accepted
) {
    const auto* plain = find(files, path);
    if (plain == nullptr) return std::nullopt;
    for (const auto& packing : packings) {
        if (!accepts(accepted, packing.encoding)) continue;
        const auto* packed = find(files, std::string(path) + std::string(packing.ending));
        if (packed != nullptr) return WebFile{.file = packed, .encoding = packing.encoding};
    }
    return WebFile{.file = plain, .encoding = {}};
}

} // namespace heed::app
