// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/privacy/privacy.hpp"
#include "features/settings/settings.hpp"
#include "tests/support/bytes_at_rest.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

namespace heed::tests {

/// A desk that letters come to, and where things have to disappear again.
class PrivateDesk : public World {
public:
    explicit PrivateDesk(db::Engine engine)
        : World(engine, {.routes = all_routes(), .reactors = all_reactors()}) {
        REQUIRE(run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            mailboxes::ensure_desk_key(tx);
            return true;
        }));
        REQUIRE(run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            mailboxes::MailboxInput input;
            input.name = {Text<1, 100>{"Help"}};
            input.addresses = {std::vector<mailboxes::Address>{{"help@desk.example"}}};
            return mailboxes::create_mailbox(
                tx, {.actor = actor, .sealer = desk().sealer, .now = now}, input
            );
        }));
    }

    struct LetterOf {
        std::string from = "Ana <ana@acme.example>";
        std::string subject = "Printer jams";
        std::string text;
        std::string headers = {};
        std::string content_type = "text/plain; charset=utf-8";
    };

    inbound_mail::Ingested arrives(const LetterOf& letter) {
        ++letters_;
        const auto bytes = "From: " + letter.from +
                           "\r\nTo: help@desk.example\r\nSubject: " + letter.subject +
                           "\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <" +
                           std::to_string(letters_) + "@acme.example>\r\n" + letter.headers +
                           "Content-Type: " + letter.content_type + "\r\n\r\n" + letter.text;
        auto taken =
            inbound_mail::ingest(desk(), {.bytes = bytes, .source = inbound_mail::Source::pipe});
        REQUIRE(taken);
        REQUIRE(taken->number);
        run_reactors();
        return *taken;
    }

    /// As the scheduler does, until what had to go is gone.
    void collects() {
        const auto set_aside = [&](db::Transaction& tx, const Actor&, Instant now) -> Result<int> {
            return attachments::set_aside_forgotten(tx, desk().files, now);
        };
        while (*run(set_aside) > 0) {
        }
        const auto later = clock.now() + std::chrono::minutes{11} - std::chrono::hours{24};
        for (const auto& file : desk().files.aside_before(later)) desk().files.remove(file);
    }

    std::vector<std::string> left_of(const std::vector<std::string>& words) {
        run_reactors();
        collects();
        return BytesAtRest(*this).found(words);
    }

private:
    static std::vector<std::span<const Route>> all_routes() {
        return {
            access::routes(),
            people::routes(),
            settings::routes(),
            tickets::routes(),
            attachments::routes(),
            conversations::routes(),
            inbound_mail::routes(),
            privacy::routes()
        };
    }

    static std::vector<journal::Reactor> all_reactors() {
        auto reactors = tickets::reactors();
        for (auto& reactor : inbound_mail::reactors()) reactors.push_back(std::move(reactor));
        return reactors;
    }

    int letters_ = 0;
};

inline std::string path_of(const inbound_mail::Ingested& taken) {
    return "/api/v1/tickets/" + std::to_string(taken.number->value);
}

inline std::string path_of(EntryId entry) {
    return "/api/v1/entries/" + std::to_string(entry.value);
}

/// Runs `test` at a fresh desk of each engine.
template <class Test>
void at_each_private_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        PrivateDesk desk(engine);
        test(desk);
    }
}

} // namespace heed::tests
