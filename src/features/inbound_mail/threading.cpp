// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/threading.hpp"

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/store.hpp"
#include "features/people/people.hpp"
#include "platform/mail/reply_address.hpp"

#include <ranges>

namespace heed::inbound_mail {

namespace {

struct Found {
    TicketId ticket;
    std::string how;
    bool by_secret = true; // known only to who has a letter of the request
};

/// Customer or copied: all that a number in a subject opens a door for, since anybody can write it.
bool is_party(db::Transaction& tx, const tickets::Ticket& ticket, const std::string& address) {
    if (conversations::is_participant(tx, ticket.id, address)) return true;
    return people::find_by_address(tx, address) == ticket.customer_id;
}

/// What only who has a letter of the request can know is believed of its agents too, and of who
/// opened it and asked for answers elsewhere (Reply-To).
bool belongs(
    db::Transaction& tx,
    const tickets::Ticket& ticket,
    const std::string& address,
    const Found& found
) {
    if (address.empty()) return false;
    // Copied before a mailbox got the address: no person can be made of it any more.
    if (mailboxes::is_own_address(tx, address) && !people::find_by_address(tx, address))
        return false;
    if (is_party(tx, ticket, address)) return true;
    if (found.by_secret && store::opened_by(tx, ticket.id, address)) return true;
    const auto person = people::find_by_address(tx, address);
    return found.by_secret && person && tickets::is_worked_on_by(tx, ticket, *person);
}

std::optional<Found> by_reply_address(const ReadLetter& read, std::string_view key) {
    for (const auto& recipient : recipients_of(read.letter)) {
        if (const auto ticket = mail::ticket_of_address(recipient, key))
            return Found{
                .ticket = TicketId{*ticket},
                .how = "It was sent to the signed reply address of this request."
            };
    }
    return std::nullopt;
}

/// Nearest first: what it answers, then its references from the newest.
std::vector<std::string> parents_of(const mail::Letter& letter) {
    auto parents = letter.in_reply_to;
    for (const auto& reference : letter.references | std::views::reverse)
        parents.push_back(reference);
    constexpr std::size_t looked_at = 50;
    if (parents.size() > looked_at) parents.resize(looked_at);
    return parents;
}

std::optional<Found>
by_message_id(db::Transaction& tx, const ReadLetter& read, std::string_view key) {
    for (const auto& parent : parents_of(read.letter)) {
        if (const auto ours = mail::entry_of_message_id(parent, key)) {
            if (const auto entry = conversations::find_entry(tx, EntryId{*ours}))
                return Found{
                    .ticket = entry->ticket_id,
                    .how = "It answers a message of ours in this request."
                };
        }
        if (const auto entry = conversations::find_by_message_id(tx, parent))
            return Found{
                .ticket = entry->ticket_id, .how = "It refers to a letter of this request."
            };
    }
    return std::nullopt;
}

std::optional<Found> by_subject(const ReadLetter& read) {
    if (!read.names_request) return std::nullopt;
    return Found{
        .ticket = *read.names_request, .how = "Its subject names this request.", .by_secret = false
    };
}

} // namespace

std::string from_elsewhere(std::string how, TicketId number) {
    constexpr std::string_view here = "this request";
    const auto at = how.find(here);
    if (at == std::string::npos) return how;
    return how.replace(at, here.size(), "request #" + std::to_string(number.value));
}

Thread find_thread(db::Transaction& tx, const ReadLetter& read, std::string_view signing_key) {
    Thread thread;
    for (const auto& found :
         {by_reply_address(read, signing_key),
          by_message_id(tx, read, signing_key),
          by_subject(read)}) {
        if (!found) continue;
        const auto ticket = tickets::get_ticket(tx, Actor::system("inbound_mail"), found->ticket);
        if (!ticket) continue;
        if (belongs(tx, *ticket, read.sender.address, *found)) {
            thread.joins = ticket->id;
            thread.how = found->how;
            thread.by_number = !found->by_secret;
            return thread;
        }
        if (thread.related) continue;
        thread.related = ticket->id;
        thread.how = from_elsewhere(found->how, found->ticket) +
                     " But its sender does not belong to that request.";
    }
    return thread;
}

} // namespace heed::inbound_mail
