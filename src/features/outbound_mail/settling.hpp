// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/composing.hpp"

#include <string>

namespace heed::outbound_mail {

/// One attempt that is over.
struct Attempt {
    const ReadyLetter& ready;
    smtp::SendOutcome outcome;
    std::string server; // host name, for people
    std::string zone;
};

/// What became of a letter, by how its attempt ended: sent, queued again, or failed for good. Pure:
/// the row as it is to be stored.
struct Settled {
    LetterRow letter;
    std::vector<smtp::RefusedRecipient> lost = {}; // will never get it
    bool somebody_left_out = false;                // whom no server takes; told once
    bool server_in_trouble = false;
    std::string trouble_code = {}; // then
};

Settled settled(const LetterRow& letter, const Attempt& attempt, Instant now);

/// What becomes of a letter that could not be put together: tried again when only the desk was too
/// busy, else given up with the refusal's sentence.
Settled not_ready(const LetterRow& letter, const Error& why, Instant now);

/// Gives a letter up with a sentence for people.
LetterRow given_up(const LetterRow& letter, std::string words);

/// Stores it and tells who waits for it: the entry, the mailbox, the journal.
Result<> store_settled(db::Transaction& tx, const Settled& settled, Instant now);

} // namespace heed::outbound_mail
