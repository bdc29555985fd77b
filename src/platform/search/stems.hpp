// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace heed::full_text {

/// What the forms of a word have in common in one language. Not thread-safe: one for each who asks.
class Stems {
public:
    /// `en`, `de`, `fr`, `es` or `pt`; for anything else every form stands for itself.
    explicit Stems(std::string_view language);
    ~Stems();
    Stems(Stems&&) noexcept;
    Stems& operator=(Stems&&) noexcept;

    /// Of a folded word.
    const std::string& of(std::string_view word);

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::full_text
