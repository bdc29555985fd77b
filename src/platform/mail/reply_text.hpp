// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

#include <string>
#include <string_view>

namespace heed::mail {

/// The new part of a reply. A view: the full letter is always kept beside it.
struct ReplyText {
    std::string text;
    bool quoted = false; // something was left out (older letters, signature, mobile footer)
};

/// The new part of a letter. Answers written between quotes are kept, with the lines they answer;
/// forwarded letters are not trimmed; if nothing would be left, everything is kept.
ReplyText reply_text(const Letter& letter);

/// The same for a plain text.
ReplyText reply_text_of(std::string_view text);

/// The line that letters of ours carry above their history, so that replies can be cut exactly:
/// `##- words -##`. Recognised whatever the words (they come from the template's language).
std::string reply_line(std::string_view words);

struct SplitHtml {
    std::string fresh;  // the new part
    std::string quoted; // the history below it; empty when none was found
};

/// Cuts the HTML of a reply where the history begins (containers and header blocks of the usual
/// mail programs). Both parts are whole HTML, still to be sanitised. A bare blockquote is no
/// proof of history, and history with answers between is not cut.
SplitHtml split_html(std::string_view html);

/// The attribute of what is history in a page; the sanitiser lets it through.
inline constexpr std::string_view history_mark = "data-heed-quote";

/// The same page, in the order of its writer: what `split_html` would cut stands in elements that
/// bear the mark, so that a reader's screen can fold it.
std::string mark_history(std::string_view html);

} // namespace heed::mail
