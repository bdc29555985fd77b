// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/letter_text.hpp"

#include <algorithm>
#include <utility>

namespace heed::lmtp {

void LetterText::spoil(Flaw flaw) {
    if (flaw_ != Flaw::none) return;
    flaw_ = flaw;
    std::string().swap(text_); // its memory goes at once
}

void LetterText::keep(std::string_view bytes) {
    if (flaw_ != Flaw::none) return;
    if (bytes.size() > bytes_max_ - text_.size()) return spoil(Flaw::too_large);
    text_ += bytes;
}

/// A byte that begins no line.
void LetterText::go_on_behind(char byte) {
    if (byte == '\r') {
        place_ = Place::carriage_return;
        return;
    }
    if (byte == '\n') spoil(Flaw::bare_line_end);
    keep({&byte, 1});
    place_ = Place::inside;
}

void LetterText::after_line_start(char byte) {
    if (byte == '.')
        place_ = Place::dot;
    else
        go_on_behind(byte);
}

void LetterText::after_dot(char byte) {
    if (byte == '\r')
        place_ = Place::dot_return;
    else
        go_on_behind(byte); // the dot before it was doubled, or should have been
}

void LetterText::step(char byte) {
    switch (place_) {
        case Place::line_start: return after_line_start(byte);
        case Place::dot: return after_dot(byte);
        case Place::inside: return go_on_behind(byte);
        case Place::dot_return:
            if (byte == '\n') {
                place_ = Place::end;
                return;
            }
            spoil(Flaw::bare_line_end);
            return go_on_behind(byte);
        case Place::carriage_return:
            if (byte == '\n') {
                keep("\r\n");
                place_ = Place::line_start;
                return;
            }
            spoil(Flaw::bare_line_end);
            return go_on_behind(byte);
        case Place::end: return;
    }
}

std::size_t LetterText::take(std::string_view bytes) {
    std::size_t taken = 0;
    while (taken < bytes.size() && !is_complete()) {
        if (place_ == Place::inside) {
            const auto line = bytes.substr(taken);
            const auto run = std::min(line.find_first_of("\r\n"), line.size());
            keep(line.substr(0, run));
            taken += run;
            if (taken == bytes.size()) break;
        }
        step(bytes[taken]);
        ++taken;
    }
    return taken;
}

} // namespace heed::lmtp
