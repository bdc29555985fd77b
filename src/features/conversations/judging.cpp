// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/conversations/counting.hpp"
#include "features/conversations/store.hpp"
#include "features/people/people.hpp"

namespace heed::conversations {

namespace {

using tickets::State;
using tickets::Ticket;

/// What was thought to need nobody does: the ticket is open again.
Result<> wake(db::Transaction& tx, const Actor& actor, Ticket& ticket, Instant now) {
    if (ticket.state == State::closed || ticket.state == State::open || ticket.state == State::new_)
        return {};
    TRY(tickets::reopen_ticket(tx, actor, ticket.id, ticket.state, now));
    return {};
}

/// What the entry's coming has changed is taken back with it, unless somebody has spoken since.
Result<> let_sleep(db::Transaction& tx, const Actor& actor, const Entry& entry, Instant now) {
    const auto version = store::woke_version(tx, entry.id);
    const bool last_word = store::newer_than(tx, entry.ticket_id, entry.id, PersonId{}).empty();
    if (version && last_word) TRY(tickets::undo_change(tx, actor, entry.ticket_id, *version, now));
    return {};
}

/// Whose address it came from; nobody's when that has changed hands since.
std::optional<PersonId> sender_of(db::Transaction& tx, const Entry& entry) {
    if (entry.author_id) return entry.author_id;
    return entry.from_address ? people::find_by_address(tx, *entry.from_address) : std::nullopt;
}

/// In a request of its own, a letter that was kept as a note is its sender's message.
void take_as_message(
    db::Transaction& tx, const Actor& actor, const Entry& entry, PersonId customer, Instant now
) {
    if (entry.kind != EntryKind::note) return;
    store::set_message_in(tx, entry.id, customer);
    attachments::make_public(tx, entry.id);
    for (const auto& standing : store::judgements_of(tx, entry.id)) {
        if (standing.kind != JudgementKind::unproven) continue;
        if (!store::set_reversed(tx, standing.id, actor.person, now)) continue;
        journal::append(
            tx,
            actor,
            now,
            JudgementReversed{
                .ticket = standing.ticket_id,
                .entry = entry.id,
                .judgement = standing.id,
                .judged = standing.kind
            }
        );
    }
}

/// The entry leaves for a ticket of its own, which stays linked.
Result<TicketId>
split_off(db::Transaction& tx, const Actor& actor, const Entry& entry, Instant now) {
    TRY(let_sleep(tx, actor, entry, now));
    auto from = TRY(tickets::get_ticket_for_update(tx, actor, entry.ticket_id));
    const auto customer = sender_of(tx, entry).value_or(from.customer_id);
    auto opened = TRY(tickets::open_ticket(
        tx,
        actor,
        {.kind = from.kind,
         .subject = entry.subject && !entry.subject->empty() ? *entry.subject : from.subject,
         .customer = customer,
         .team = from.team_id,
         .channel = from.channel,
         .mailbox = entry.mailbox_id},
        now
    ));
    take_as_message(tx, actor, entry, customer, now);
    store::set_ticket(tx, entry.id, opened.id);
    attachments::move_to_ticket(tx, entry.id, opened.id);
    recount(tx, from);
    if (entry.from_address)
        store::add_participant(
            tx,
            opened.id,
            {.address = *entry.from_address,
             .name = entry.from_name.value_or(""),
             .role = Role::customer}
        );
    journal::append(
        tx, actor, now, EntryMoved{.ticket = opened.id, .from = from.id, .entry = entry.id}
    );
    TRY(tickets::add_entry(
        tx,
        actor,
        opened,
        {.at = now,
         .entry = entry.id,
         .public_from = tickets::Side::customer,
         .shown = true,
         .excerpt = excerpt_of(entry.body_text)}
    ));
    TRY(tickets::link_tickets(
        tx, actor, opened.id, {.kind = tickets::LinkKind::related, .number = from.id}, now
    ));
    return opened.id;
}

/// What was taken out of a request before, by another judgement, would leave nothing behind.
Result<> require_company(db::Transaction& tx, const Entry& entry) {
    if (store::count_entries(tx, entry.ticket_id) > 1) return {};
    return refuse(
        Refusal::conflict,
        "only_entry",
        "",
        "This message is all that its request holds: it stands alone already."
    );
}

/// It did arrive, or the address is good after all: what came back counts as sent, and those it was
/// for can be written to again.
Result<>
take_as_delivered(db::Transaction& tx, const Actor& actor, const Entry& entry, Instant now) {
    if (entry.delivery != Delivery::bounced && entry.delivery != Delivery::failed) return {};
    if (entry.delivery == Delivery::bounced)
        TRY(record_delivery(
            tx,
            actor,
            entry.id,
            {.delivery = Delivery::sent,
             .text = "It came back, but somebody says that it arrived.",
             .attempts = entry.attempts},
            now
        ));
    for (const auto* addresses : {&entry.to_addresses, &entry.cc_addresses}) {
        for (const auto& address : addresses_from(*addresses))
            people::mark_deliverable(tx, actor, address.address, now);
    }
    return {};
}

Result<TicketId> undo(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const Judgement& judgement,
    Instant now
) {
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, entry.ticket_id));
    switch (judgement.kind) {
        case JudgementKind::thanks:
        case JudgementKind::auto_reply:
        case JudgementKind::spam: {
            // What is closed stays so; the message asks for something in a request of its own.
            if (ticket.state == State::closed) return split_off(tx, actor, entry, now);
            TRY(wake(tx, actor, ticket, now));
            return ticket.id;
        }
        case JudgementKind::bounce:
            TRY(take_as_delivered(tx, actor, entry, now));
            TRY(let_sleep(tx, actor, entry, now));
            return ticket.id;
        case JudgementKind::joined: {
            TRY(require_company(tx, entry));
            const auto opened = TRY(split_off(tx, actor, entry, now));
            return opened;
        }
        case JudgementKind::related:
            TRY(tickets::unlink_made_by(tx, actor, ticket.id, tickets::LinkOrigin::judgement, now));
            return ticket.id;
        case JudgementKind::unproven:
            if (const auto author = sender_of(tx, entry)) store::set_author(tx, entry.id, *author);
            TRY(let_sleep(tx, actor, entry, now));
            return ticket.id;
        case JudgementKind::duplicate:
        case JudgementKind::unreadable: return ticket.id;
    }
    return ticket.id;
}

} // namespace

std::int64_t add_judgement(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const NewJudgement& judgement,
    Instant now
) {
    const auto id = store::insert_judgement(
        tx,
        {.id = 0,
         .entry_id = entry.id,
         .ticket_id = entry.ticket_id,
         .kind = judgement.kind,
         .reason = judgement.reason,
         .reversible = judgement.reversible},
        now
    );
    store::count_judgement(tx, entry.id);
    journal::append(
        tx,
        actor,
        now,
        JudgementMade{
            .ticket = entry.ticket_id,
            .entry = entry.id,
            .judgement = id,
            .judged = judgement.kind,
            .reason = judgement.reason
        }
    );
    return id;
}

void renew_judgement(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const NewJudgement& judgement,
    Instant now
) {
    for (const auto& standing : store::judgements_of(tx, entry.id)) {
        if (standing.kind != judgement.kind || standing.reversed_at) continue;
        store::set_reason(tx, standing.id, judgement.reason);
        return;
    }
    add_judgement(tx, actor, entry, judgement, now);
}

Result<Done> reverse_judgement(
    db::Transaction& tx, const Actor& actor, EntryId id, std::int64_t judgement_id, Instant now
) {
    const auto entry = TRY(get_entry(tx, actor, id));
    const auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, entry.ticket_id));
    TRY(tickets::require_changeable(actor, ticket));
    const auto judgement = store::find_judgement(tx, id, judgement_id);
    if (!judgement)
        return refuse(Refusal::not_found, "not_found", "", "There is no such judgement.");
    if (!judgement->reversible)
        return refuse(Refusal::conflict, "not_reversible", "", "This cannot be taken back.");
    if (!store::set_reversed(tx, judgement_id, actor.person, now))
        return refuse(
            Refusal::conflict, "already_reversed", "", "Somebody has taken this back already."
        );
    journal::append(
        tx,
        actor,
        now,
        JudgementReversed{
            .ticket = ticket.id, .entry = id, .judgement = judgement_id, .judged = judgement->kind
        }
    );
    const auto shown = TRY(undo(tx, actor, entry, *judgement, now));
    return Done{.id = shown.value, .item = id.value};
}

Result<> record_delivery(
    db::Transaction& tx, const Actor& actor, EntryId id, const DeliveryNews& news, Instant now
) {
    auto entry = store::find(tx, id);
    if (!entry) return refuse(Refusal::not_found, "not_found");
    entry->delivery = news.delivery;
    entry->delivery_text = news.text;
    entry->delivery_at = now;
    entry->attempts = news.attempts;
    if (news.message_id) entry->message_id = news.message_id;
    store::set_delivery(tx, *entry);
    journal::append(
        tx,
        actor,
        now,
        DeliveryChanged{
            .ticket = entry->ticket_id, .entry = id, .delivery = news.delivery, .text = news.text
        }
    );
    return {};
}

} // namespace heed::conversations
