// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/inbound_mail/store.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "platform/mail/reply_address.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

namespace heed::tests {

struct LetterOf {
    std::string from = "Ana <ana@acme.example>";
    std::string to = "help@desk.example";
    std::string subject = "VPN is down";
    std::string message_id = "one@acme.example";
    std::string date = "Fri, 15 Jan 2027";
    std::string headers = {}; // further lines, each with its line end
    std::string text = "It does not connect.\r\n";
};

inline std::string letter(const LetterOf& parts) {
    std::string bytes = "From: " + parts.from + "\r\nTo: " + parts.to +
                        "\r\nSubject: " + parts.subject + "\r\nDate: " + parts.date +
                        " 08:00:00 +0000\r\n";
    if (!parts.message_id.empty()) bytes += "Message-ID: <" + parts.message_id + ">\r\n";
    return bytes + parts.headers + "\r\n" + parts.text;
}

inline std::string answering(std::string_view message_id) {
    return "In-Reply-To: <" + std::string(message_id) + ">\r\n";
}

/// A desk that letters come to, at help@desk.example.
class LetterDesk : public World {
public:
    explicit LetterDesk(db::Engine engine)
        : World(engine, {.routes = all_routes(), .reactors = inbound_mail::reactors()}) {
        REQUIRE(run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            mailboxes::ensure_desk_key(tx);
            return true;
        }));
        help = mailbox("help@desk.example");
    }

    mailboxes::MailboxId help;

    mailboxes::MailboxId mailbox(const std::string& address, std::optional<TeamId> team = {}) {
        const auto made = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            mailboxes::MailboxInput input;
            input.name = {Text<1, 100>{address}};
            input.addresses = {std::vector<mailboxes::Address>{{address}}};
            if (team) input.team_id = *team;
            return mailboxes::create_mailbox(
                tx, {.actor = actor, .sealer = desk().sealer, .now = now}, input
            );
        });
        REQUIRE(made);
        return mailboxes::MailboxId{made->id};
    }

    /// What lies in its folder already is of no interest.
    void begins_with_new(mailboxes::MailboxId id) {
        mailboxes::MailboxInput input;
        input.imap = mailboxes::ImapInput{
            .host = {"imap.desk.example"},
            .user = {"help"},
            .password = {},
            .folder = {},
            .poll_seconds = {},
            .start_with = mailboxes::StartWith::new_,
        };
        REQUIRE(run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return mailboxes::change_mailbox(
                tx, {.actor = actor, .sealer = desk().sealer, .now = now}, id, input
            );
        }));
    }

    inbound_mail::Ingested arrives(const std::string& bytes) {
        auto taken =
            inbound_mail::ingest(desk(), {.bytes = bytes, .source = inbound_mail::Source::pipe});
        REQUIRE(taken);
        return std::move(*taken);
    }

    /// The ticket and its conversation as an agent sees them.
    Answer seen(const inbound_mail::Ingested& taken) {
        REQUIRE(taken.number);
        auto noor = agent("Noor");
        return noor.get("/api/v1/tickets/" + std::to_string(taken.number->value));
    }

    Answer does(const inbound_mail::Ingested& taken, const std::string& what, std::string body) {
        auto noor = agent("Noor");
        return noor.post("/api/v1/tickets/" + std::to_string(taken.number->value) + what, body);
    }

    std::string signing_key() {
        return read([](db::Transaction& tx) { return mailboxes::desk_key(tx).signing_key; });
    }

    inbound_mail::LetterRow row(inbound_mail::LetterId id) {
        const auto found =
            read([&](db::Transaction& tx) { return inbound_mail::store::find(tx, id); });
        REQUIRE(found);
        return *found;
    }

private:
    static std::vector<std::span<const Route>> all_routes() {
        return {
            access::routes(),
            people::routes(),
            tickets::routes(),
            attachments::routes(),
            conversations::routes(),
            inbound_mail::routes()
        };
    }
};

/// Runs `test` at a fresh desk of each engine.
template <class Test>
void at_each_letter_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        LetterDesk desk(engine);
        test(desk);
    }
}

} // namespace heed::tests
