// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::mail {

/// Is the new part of a reply (`reply_text`) nothing but thanks? Then why, as an English
/// sentence. Short, no question, and every word is a word of thanks, greeting, confirmation or
/// the writer's name: one other word ("thanks, but …") and it is not. `writer_name` is the
/// sender's display name, whose words may stand below.
std::optional<std::string>
bare_thanks(std::string_view reply_text, std::string_view writer_name = {});

/// The same for a whole letter: one with a file attached says more than thanks.
std::optional<std::string> bare_thanks(const Letter& letter);

} // namespace heed::mail
