// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/reading.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::inbound_mail {

/// Which ticket a letter belongs to, and how that was found.
struct Thread {
    std::optional<TicketId> joins = {};   // found, and the sender belongs to it
    std::optional<TicketId> related = {}; // found, but the sender does not belong
    std::string how = {};                 // one sentence
    bool by_number = false;               // found by what anybody can write
};

/// In order: our signed reply address, Message-IDs of ours, stored Message-IDs of the references
/// from the nearest on, a number in the subject. Each needs a sender who belongs to the ticket: its
/// customer or somebody copied, and for all but the number in the subject, which anybody can write,
/// also an agent who works on it, and who opened it but asked for answers elsewhere.
/// What `how` says of "this request", for who reads it in another one: by its number.
std::string from_elsewhere(std::string how, TicketId number);

Thread find_thread(db::Transaction& tx, const ReadLetter& read, std::string_view signing_key);

} // namespace heed::inbound_mail
