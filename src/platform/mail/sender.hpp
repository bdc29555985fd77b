// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/automatic.hpp"
#include "platform/mail/letter.hpp"

namespace heed::mail {

/// Who answers for the letter: the first usable address of From, Return-Path and Sender,
/// normalised, with the name that From shows. Empty address when there is none. What lets a letter
/// into a conversation rests on this alone: mail servers prove it where they prove anything, and
/// nobody checks Reply-To and X-Original-From.
MailAddress sender_of(const Letter& letter);

/// Who wrote the letter: the first usable address of X-Original-From (set by groups that rewrite
/// From), From, Reply-To, Sender and Return-Path, normalised, with the name that From shows. Empty
/// address when there is none. The desk itself writes through no group.
MailAddress writer_of(const Letter& letter, const DeskIdentity& desk);

/// Where an answer goes: Reply-To when a person wrote the letter, it is usable, and names neither
/// the desk nor whom the letter went to (a list that wants the answers for everybody); else the
/// writer. `automatic` is set for answers of machines: an autoresponder's Reply-To may point to
/// somebody who never wrote to us.
MailAddress answer_address(const Letter& letter, bool automatic, const DeskIdentity& desk);

/// The language of a text by its small words ("en", "de", "fr", "es", "it", "pt", "nl"); empty
/// when it is short or undecided.
std::string guessed_language(std::string_view text);

} // namespace heed::mail
