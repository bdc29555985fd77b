// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/settings/settings.hpp"
#include "platform/mail/letter.hpp"
#include "platform/smtp/fake_transport.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

namespace heed::tests {

/// Lends a transport to the postbox and lets a test look in the moment before DATA.
class LentTransport final : public smtp::MailTransport {
public:
    LentTransport(smtp::FakeTransport& fake, std::function<void()>& before)
        : fake_(fake), before_(before) {}

    smtp::SendOutcome send(
        const smtp::Envelope& envelope, std::string_view letter, const smtp::BeforeData& before_data
    ) override {
        return fake_.send(envelope, letter, [&] {
            const bool go_on = before_data();
            if (before_) before_();
            return go_on;
        });
    }

    net::ConnectionTest test_connection() override { return fake_.test_connection(); }

private:
    smtp::FakeTransport& fake_;
    std::function<void()>& before_;
};

/// On a demo desk nobody can be written to at the addresses that tests like.
enum class People { real, made_up };

/// A desk with one mailbox whose letters go to a post office for tests.
class Office {
public:
    explicit Office(
        db::Engine engine, std::string address = "help@desk.heed.dev", People people = People::real
    )
        : world(
              engine,
              {.routes =
                   {access::routes(),
                    people::routes(),
                    settings::routes(),
                    tickets::routes(),
                    conversations::routes(),
                    mailboxes::routes(),
                    outbound_mail::routes()},
               .reactors = outbound_mail::reactors(),
               .gate =
                   {.rates =
                        {.reads_per_second = 0, .writes_per_second = 0, .anonymous_per_second = 0},
                    .invitations = outbound_mail::invitation_letters}}
          ),
          postbox(
              world.desk(),
              [this](const smtp::Account&) {
                  return std::make_unique<LentTransport>(fake, before_data);
              }
          ),
          own_address(std::move(address)) {
        REQUIRE(world.run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            mailboxes::ensure_desk_key(tx);
            return true;
        }));
        auto ada = world.administrator();
        for (const auto* name : {"Noor", "Leo"}) world.agent(name);
        const auto made = ada.post(
            "/api/v1/mailboxes",
            R"({"name":"Help","addresses":[")" + own_address +
                R"("],"signature":"{agent} at {desk}","smtp":{"host":"mx.heed.dev","port":465,)"
                R"("tls":"implicit","user":"u","password":"p"}})"
        );
        REQUIRE(made.status() == 201);
        if (people == People::made_up) becomes_a_demo();
        run(); // their invitations
        fake.sent.clear();
    }

    World world;
    smtp::FakeTransport fake;
    std::function<void()> before_data;
    outbound_mail::Postbox postbox;
    std::string own_address;

    void becomes_a_demo() {
        REQUIRE(world.run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            settings::mark_demo(tx);
            return true;
        }));
    }

    /// Hears what happened and sends what is due; returns how many letters were tried.
    int run() {
        world.run_reactors();
        int tried = 0;
        for (const auto mailbox : postbox.due_mailboxes()) tried += postbox.send_due(mailbox);
        return tried;
    }

    inbound_mail::Ingested take(const std::string& letter) {
        const auto taken = inbound_mail::ingest(world.desk(), {.bytes = letter});
        REQUIRE(taken);
        return *taken;
    }

    inbound_mail::Ingested customer_writes(
        const std::string& from, const std::string& subject, const std::string& more = {}
    ) {
        ++letters_;
        return take(
            "Return-Path: <" + from + ">\r\nFrom: Ana Petrova <" + from +
            ">\r\nTo: " + own_address + "\r\nSubject: " + subject +
            "\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\nMessage-ID: <m" +
            std::to_string(letters_) + "@kunde.net>\r\n" + more + "\r\nPlease help " +
            std::to_string(letters_) + ".\r\n"
        );
    }

    Answer agent_answers(TicketId ticket, const std::string& json) {
        auto noor = world.agent("Noor");
        return noor.post("/api/v1/tickets/" + std::to_string(ticket.value) + "/replies", json);
    }

    Answer ticket(TicketId id) {
        auto noor = world.agent("Noor");
        return noor.get("/api/v1/tickets/" + std::to_string(id.value));
    }

    mail::Letter sent(std::size_t index) {
        REQUIRE(fake.sent.size() > index);
        const auto letter = mail::parse_letter(fake.sent[index].letter);
        REQUIRE(letter);
        return *letter;
    }

    void acknowledge(bool wanted) {
        auto ada = world.administrator();
        REQUIRE(
            ada.patch(
                   "/api/v1/settings",
                   wanted ? R"({"acknowledge":true})" : R"({"acknowledge":false})"
            )
                .status() == 200
        );
    }

private:
    int letters_ = 0;
};

/// Runs `test` in a fresh office on each engine.
template <class Test>
void in_each_office(Test test) {
    for (const auto engine : db::test_engines()) {
        Office office(engine);
        test(office);
    }
}

template <class Test>
void in_each_demo_office(Test test) {
    for (const auto engine : db::test_engines()) {
        Office office(engine, "help@desk.heed.dev", People::made_up);
        test(office);
    }
}

} // namespace heed::tests
