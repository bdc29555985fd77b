// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

namespace heed::mail {

/// Who wrote the letter: the first usable address of X-Original-From (set by groups that rewrite
/// From), From, Reply-To, Sender and Return-Path, with the name that From shows. Empty address
/// when there is none.
MailAddress writer_of(const Letter& letter);

/// Where an answer goes: Reply-To when it is usable and a person wrote the letter, else the
/// writer. `automatic` is set for letters of machines: an autoresponder's Reply-To may point to
/// somebody who never wrote to us.
MailAddress answer_address(const Letter& letter, bool automatic);

/// The language of a text by its small words ("en", "de", "fr", "es", "it", "pt", "nl"); empty
/// when it is short or undecided.
std::string guessed_language(std::string_view text);

} // namespace heed::mail
