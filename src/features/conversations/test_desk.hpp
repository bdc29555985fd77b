// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "platform/mail/addresses.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

namespace heed::tests {

/// A desk where people talk: help@desk.example is its own address, and nothing leaves the house.
class TalkingDesk : public World {
public:
    explicit TalkingDesk(db::Engine engine)
        : World(
              engine,
              {.routes =
                   {access::routes(),
                    people::routes(),
                    tickets::routes(),
                    attachments::routes(),
                    conversations::routes()},
               .reactors = tickets::reactors()}
          ) {
        const auto made = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            mailboxes::MailboxInput input;
            input.name = {Text<1, 100>{"Help"}};
            input.addresses = {std::vector<mailboxes::Address>{{"help@desk.example"}}};
            return mailboxes::create_mailbox(
                tx, {.actor = actor, .sealer = desk().sealer, .now = now}, input
            );
        });
        REQUIRE(made);
    }

    /// What a customer sends; name and address are made from `who`.
    conversations::IncomingMessage message(std::string who, std::string text) {
        const auto address = who + "@acme.example";
        const auto person = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return people::find_or_create_customer(
                tx, actor, {.address = address, .name = who}, now
            );
        });
        REQUIRE(person);
        return {
            .author = *person,
            .from = {.name = who, .address = address},
            .subject = "Printer jams",
            .body_text = std::move(text),
        };
    }

    /// Ana asks something new.
    TicketId asks(std::string text = "It jams on every page.") {
        auto first = message("ana", std::move(text));
        first.first = true;
        const auto opened = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket = tickets::open_ticket(
                tx, actor, {.subject = "Printer jams", .customer = first.author}, now
            );
            REQUIRE(ticket);
            REQUIRE(conversations::receive_message(tx, actor, *ticket, first, now));
            return Result<TicketId>(ticket->id);
        });
        REQUIRE(opened);
        return *opened;
    }

    EntryId hears(TicketId id, const conversations::IncomingMessage& incoming) {
        const auto entry = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket = tickets::get_ticket_for_update(tx, actor, id);
            REQUIRE(ticket);
            return conversations::receive_message(tx, actor, *ticket, incoming, now);
        });
        REQUIRE(entry);
        return *entry;
    }

    /// An upload of the agent's that a message may use.
    std::string uploaded(
        const Visitor& agent,
        std::string_view content = "a few words",
        const std::string& filename = "words.txt",
        const std::string& content_type = "text/plain"
    ) {
        const auto id = run([&](db::Transaction& tx, const Actor&, Instant now) {
            const auto blob = attachments::make_ready(desk().files, content);
            attachments::attach(
                tx, {{.blob = blob, .filename = filename, .content_type = content_type}}, {}, now
            );
            return Result<std::int64_t>(tx.value<std::int64_t>(
                "UPDATE attachment SET entry_id = NULL, ticket_id = NULL, uploaded_by = ?1 "
                "WHERE id = (SELECT max(id) FROM attachment) RETURNING id",
                agent.person
            ));
        });
        REQUIRE(id);
        return std::to_string(*id);
    }

    tickets::Ticket ticket(TicketId id) {
        const auto found = read([&](db::Transaction& tx) {
            return tickets::get_ticket(tx, Actor::system("test"), id);
        });
        REQUIRE(found);
        return *found;
    }
};

inline std::string talk_of(TicketId id) {
    return "/api/v1/tickets/" + std::to_string(id.value);
}

/// Runs `test` at a fresh desk of each engine.
template <class Test>
void at_each_talking_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        TalkingDesk desk(engine);
        test(desk);
    }
}

} // namespace heed::tests
