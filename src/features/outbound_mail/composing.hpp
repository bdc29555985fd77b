// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "kernel/result.hpp"
#include "platform/desk/desk.hpp"
#include "platform/smtp/mail_transport.hpp"

#include <string>
#include <vector>

namespace heed::outbound_mail {

/// A letter as the server is given it.
struct ReadyLetter {
    smtp::Envelope envelope;
    std::string bytes;
    std::string message_id;
    std::string address;                      // of letters to one person: where it really goes
    std::vector<std::string> unsendable = {}; // left out: no server takes these addresses
    std::vector<std::string> returning = {};  // left out: letters to them come back
};

/// Puts a letter together from what is true now. The same letter gets the same Message-ID each
/// time. Signed by the keys of its domain that sign. Refuses, with a sentence for people, what can
/// never leave: `demo_address`, `no_recipient`, `bad_address`, `link_expired`, `not_acknowledged`,
/// `gone`.
Result<ReadyLetter> ready_letter(Desk& desk, const LetterRow& letter);

} // namespace heed::outbound_mail
