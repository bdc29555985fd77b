// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/stems.hpp"

#include <unordered_map>
#include <xapian.h>

namespace heed::full_text {

namespace {

/// The words of a desk repeat themselves; what is met more rarely is worked out again.
constexpr std::size_t kept_most = 100'000;

std::string algorithm_of(std::string_view language) {
    for (const std::string_view known : {"en", "de", "fr", "es", "pt"}) {
        if (language == known) return std::string(known);
    }
    return "none";
}

struct Hash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

} // namespace

struct Stems::Body {
    Xapian::Stem stem;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> kept;
};

Stems::Stems(std::string_view language)
    : body_(std::make_unique<Body>(Xapian::Stem(algorithm_of(language)))) {}

Stems::~Stems() = default;
Stems::Stems(Stems&&) noexcept = default;
Stems& Stems::operator=(Stems&&) noexcept = default;

const std::string& Stems::of(std::string_view word) {
    auto& kept = body_->kept;
    if (const auto known = kept.find(word); known != kept.end()) return known->second;
    if (kept.size() >= kept_most) kept.clear();
    const std::string text(word);
    return kept.emplace(text, body_->stem(text)).first->second;
}

} // namespace heed::full_text
