// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/blocking.hpp"

#include "features/inbound_mail/events.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/inbound_mail/store.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::inbound_mail {

namespace {

Result<std::string> checked_pattern(const std::string& text) {
    auto pattern = mail::normalised_address(text);
    const bool domain = pattern.starts_with('@') && pattern.find('.') != std::string::npos;
    if (domain || mail::is_mail_address(pattern)) return pattern;
    return refuse(
        Refusal::invalid,
        "bad_address",
        "/pattern",
        "Give a mail address, or @domain for everybody there."
    );
}

/// Acts on the wish that a spam mark carried.
Result<> hear_block_asked(db::Transaction& tx, const journal::Fact& fact) {
    const auto asked = fact.as<tickets::BlockAsked>();
    const auto person = people::find_person(tx, asked.customer_id);
    if (!person || !person->email) return {};
    const auto pattern = asked.block == tickets::Block::domain
                             ? "@" + mail::domain_of(*person->email)
                             : *person->email;
    const auto blocked = block_sender(
        tx, Actor::system("inbound_mail"), {.pattern = pattern, .ticket = asked.ticket}, fact.at
    );
    if (!blocked && blocked.error().code != "already_blocked")
        return std::unexpected(blocked.error());
    return {};
}

} // namespace

Result<Done>
block_sender(db::Transaction& tx, const Actor& actor, const BlockSender& command, Instant now) {
    const auto pattern = TRY(checked_pattern(command.pattern));
    if (mailboxes::is_own_address(tx, pattern))
        return refuse(
            Refusal::invalid, "own_address", "/pattern", "This is an address of the desk itself."
        );
    const auto id = store::insert_block(
        tx, {.id = 0, .pattern = pattern, .ticket_id = command.ticket, .created_at = now}
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

std::vector<journal::Reactor> reactors() {
    return {
        {.name = "blocked_senders",
         .kind = journal::ReactorKind::acts,
         .hears = {tickets::BlockAsked::kind},
         .tables = {},
         .hear = hear_block_asked},
    };
}

} // namespace heed::inbound_mail
