// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heed::lmtp {

/// Collects a letter after DATA: takes doubled dots away and finds the end. Another reading of a
/// line end than the sender's would let one letter carry a second one inside (SMTP smuggling), so a
/// CR or LF that stands alone ends nothing and spoils the letter.
class LetterText {
public:
    enum class Flaw { none, bare_line_end, too_large, no_room };

    explicit LetterText(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// Takes what belongs to the letter and returns how many bytes that were; what follows the end
    /// is not touched.
    std::size_t take(std::string_view bytes);

    /// What comes is still read up to its end, and kept no more. The first flaw counts.
    void spoil(Flaw flaw);

    [[nodiscard]] bool is_complete() const { return place_ == Place::end; }

    [[nodiscard]] Flaw flaw() const { return flaw_; }

    [[nodiscard]] std::size_t size() const { return text_.size(); }

    /// The letter with CRLF lines; to be asked once.
    std::string take_out() { return std::move(text_); }

private:
    enum class Place { line_start, dot, dot_return, inside, carriage_return, end };

    void step(char byte);
    void after_line_start(char byte);
    void after_dot(char byte);
    void keep(std::string_view bytes);
    void go_on_behind(char byte);

    std::size_t bytes_max_;
    std::string text_;
    Flaw flaw_ = Flaw::none;
    Place place_ = Place::line_start;
};

} // namespace heed::lmtp
