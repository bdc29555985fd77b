// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/blocking.hpp"

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/duplicates.hpp"
#include "features/inbound_mail/events.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/inbound_mail/store.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/domains.hpp"

#include <algorithm>

namespace heed::inbound_mail {

namespace {

Result<std::string> checked_pattern(const std::string& text) {
    auto pattern = mail::normalised_address(text);
    if (pattern.find('@') == std::string::npos) pattern = "@" + mail::normalised_domain(pattern);
    const bool domain = pattern.starts_with('@') && pattern.find('.') != std::string::npos;
    if (domain || mail::is_mail_address(pattern)) return pattern;
    return refuse(
        Refusal::invalid,
        "bad_address",
        "/pattern",
        "Give a mail address, or @domain for everybody there."
    );
}

/// Refuses what would shut out customers or the desk's own people, whoever forged their address.
Result<> require_stranger(db::Transaction& tx, const std::string& pattern) {
    if (mailboxes::is_own_address(tx, pattern))
        return refuse(
            Refusal::invalid, "own_address", "/pattern", "This is an address of the desk itself."
        );
    if (!pattern.starts_with('@')) return {};
    const auto domain = pattern.substr(1);
    if (people::is_public_domain(domain))
        return refuse(
            Refusal::invalid,
            "public_domain",
            "/pattern",
            "Anybody can have an address at " + domain +
                ", your customers too; block single addresses there."
        );
    if (!mailboxes::is_own_domain(tx, domain)) return {};
    return refuse(
        Refusal::invalid,
        "own_domain",
        "/pattern",
        "A mailbox of this desk has its address at " + domain +
            ": colleagues write from there. Block single addresses."
    );
}

/// Who wrote last, from that very address: a person may have several. Without a letter, the
/// customer's own.
std::optional<std::string> sender_of(db::Transaction& tx, const tickets::BlockAsked& asked) {
    if (auto sender = conversations::sender_of_newest(tx, asked.ticket))
        return mail::normalised_address(*sender);
    const auto person = people::find_person(tx, asked.customer_id);
    return person ? person->email : std::nullopt;
}

/// Where anybody can have an address, or the domain is none that can be blocked, one address is
/// meant, whatever was asked for.
std::string pattern_of(const std::string& sender, tickets::Block block) {
    const auto domain = mail::domain_of(sender);
    const bool all = block == tickets::Block::domain && domain.find('.') != std::string::npos &&
                     !people::is_public_domain(domain);
    return all ? "@" + domain : sender;
}

/// Acts on the wish that a spam mark carried. A letter that names no sender, or one of ours, leaves
/// nobody to block: that is no fault to try again, and the history says so.
Result<> hear_block_asked(db::Transaction& tx, const journal::Fact& fact) {
    const auto asked = fact.as<tickets::BlockAsked>();
    const auto desk = Actor::system("inbound_mail");
    const auto sender = sender_of(tx, asked).value_or("");
    const BlockSender command{
        .pattern = pattern_of(sender, asked.block),
        .ticket = asked.ticket,
        .by = fact.actor_id ? std::optional(PersonId{*fact.actor_id}) : std::nullopt
    };
    const auto blocked = block_sender(tx, desk, command, fact.at);
    if (blocked || blocked.error().code == "already_blocked") return {};
    if (blocked.error().kind != Refusal::invalid) return std::unexpected(blocked.error());
    const SenderNotBlocked refused{.ticket = asked.ticket, .reason = blocked.error().code};
    journal::append(tx, desk, fact.at, refused);
    return {};
}

bool is_no_spam_after_all(const tickets::TicketChanged& changed) {
    return std::ranges::any_of(changed.changes, [](const tickets::FieldChange& change) {
        return change.field == "cancelled_as" &&
               change.old_value.text == to_json(tickets::CancelledAs::spam);
    });
}

/// Whoever takes a spam mark back takes back what it did: its block goes.
Result<> hear_ticket_changed(db::Transaction& tx, const journal::Fact& fact) {
    const auto changed = fact.as<tickets::TicketChanged>();
    if (!is_no_spam_after_all(changed)) return {};
    for (const auto& block : store::blocks_of(tx, changed.ticket)) {
        TRY(unblock_sender(tx, Actor::system("inbound_mail"), block.id, fact.at));
    }
    return {};
}

Result<> hear(db::Transaction& tx, const journal::Fact& fact) {
    if (fact.is<tickets::BlockAsked>()) return hear_block_asked(tx, fact);
    return hear_ticket_changed(tx, fact);
}

} // namespace

Result<Done>
block_sender(db::Transaction& tx, const Actor& actor, const BlockSender& command, Instant now) {
    const auto pattern = TRY(checked_pattern(command.pattern));
    TRY(require_stranger(tx, pattern));
    const auto id = store::insert_block(
        tx,
        {.id = 0,
         .pattern = pattern,
         .ticket_id = command.ticket,
         .created_at = now,
         .created_by = command.by}
    );
    if (!id)
        return refuse(
            Refusal::conflict, "already_blocked", "/pattern", "This sender is blocked already."
        );
    journal::append(
        tx, actor, now, SenderBlocked{.block = *id, .pattern = pattern, .ticket = command.ticket}
    );
    return Done{.id = *id};
}

Result<Done> unblock_sender(db::Transaction& tx, const Actor& actor, std::int64_t id, Instant now) {
    const auto block = store::remove_block(tx, id);
    if (!block) return refuse(Refusal::not_found, "not_found", "", "This sender is not blocked.");
    journal::append(tx, actor, now, SenderUnblocked{.block = id, .pattern = block->pattern});
    return Done{.id = id};
}

std::optional<OwnDomainBlocked> own_domain_blocked(db::Transaction& tx) {
    for (const auto& address : mailboxes::all_addresses(tx)) {
        auto block = store::find_block(tx, mail::normalised_address(address));
        if (!block) continue;
        auto text = "Letters from " + block->pattern + " are blocked, and the desk's mailbox " +
                    address + " is there: what colleagues write is kept back. Unblock " +
                    block->pattern + ".";
        return OwnDomainBlocked{
            .address = address,
            .pattern = std::move(block->pattern),
            .text = std::move(text),
        };
    }
    return std::nullopt;
}

std::vector<journal::Reactor> reactors() {
    return {
        {.name = "blocked_senders",
         .kind = journal::ReactorKind::acts,
         .hears = {tickets::BlockAsked::kind, tickets::TicketChanged::kind},
         .tables = {},
         .hear = hear},
        duplicates_reactor(),
    };
}

} // namespace heed::inbound_mail
