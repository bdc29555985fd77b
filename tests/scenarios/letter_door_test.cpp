// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/house.hpp"
#include "app/letter_door.hpp"
#include "platform/mail/reply_address.hpp"
#include "tests/scenarios/desk.hpp"
#include "tests/scripted_peer/scripted_client.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <stdlib.h>

using namespace heed;
using namespace heed::tests;
namespace fs = std::filesystem;

namespace {

const std::string first = "From: Ana <ana@acme.example>\r\nTo: help@desk.example\r\n"
                          "Subject: VPN\r\nMessage-ID: <one@acme.example>\r\n\r\nIt is down.\r\n";

void add_mailbox(StoryDesk& desk, const std::string& name, const std::string& address) {
    const auto made = desk.administrator().post(
        "/api/v1/mailboxes", R"({"name":")" + name + R"(","addresses":[")" + address + R"("]})"
    );
    REQUIRE(made.status() == 201);
}

lmtp::Envelope envelope(std::vector<std::string> recipients) {
    return {.hello = "mx.example", .from = "ana@acme.example", .recipients = std::move(recipients)};
}

/// A desk in a folder of its own, opened as `heed serve` does.
struct OwnHouse {
    OwnHouse() {
        std::string pattern = (fs::temp_directory_path() / "heed-door-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        config.data = folder / "desk";
        config.lmtp = {.listen = "127.0.0.1:0", .take_all = true};
        REQUIRE(app::House::make_folder(config).has_value());
        house = std::move(app::House::open(config, {}).value());
    }

    ~OwnHouse() {
        house.reset();
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    OwnHouse(const OwnHouse&) = delete;
    OwnHouse& operator=(const OwnHouse&) = delete;

    fs::path folder;
    config::Config config;
    std::unique_ptr<app::House> house;
};

} // namespace

TEST_CASE("a mail server is answered by the mailboxes of the desk") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        add_mailbox(desk, "Help", "help@desk.example");
        add_mailbox(desk, "Old", "old@desk.example");
        REQUIRE(desk.administrator().remove("/api/v1/mailboxes/2").status() == 200);
        const auto receiver = app::letter_receiver(desk.desk());
        CHECK(receiver.recipient("Help@Desk.Example").code == 250);
        CHECK(receiver.recipient("help+r-1.x@desk.example").code == 250);
        CHECK(receiver.recipient("sales@desk.example").code == 550);
        CHECK(receiver.recipient("old@desk.example").code == 550);
        CHECK(receiver.recipient("postmaster").code == 550);
    }
}

TEST_CASE("a letter handed over is a request, with who sent it and to whom, and once") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        add_mailbox(desk, "Help", "help@desk.example");
        const auto receiver = app::letter_receiver(desk.desk());
        const auto verdict = receiver.letter(envelope({"help@desk.example"}), first);
        CHECK(verdict.code == 250);
        CHECK(verdict.text == "2.0.0 Kept as letter 1");
        const auto ticket = desk.agent("Noor").get("/api/v1/tickets/1");
        CHECK(ticket.text("/subject") == "VPN");
        CHECK(ticket.text("/customer/email") == "ana@acme.example");
        const auto source = desk.administrator().get("/api/v1/letters/1/source");
        CHECK(source.response.body.starts_with(
            "Return-Path: <ana@acme.example>\r\nDelivered-To: help@desk.example\r\n"
            "Received: from mx.example by "
        ));
        CHECK(receiver.letter(envelope({"help@desk.example"}), first).code == 250);
        CHECK(desk.administrator().get("/api/v1/tickets").size("/items") == 1);
    }
}

TEST_CASE("what only the mail server knows joins a letter to its request") {
    StoryDesk desk(db::Engine::sqlite);
    add_mailbox(desk, "Help", "help@desk.example");
    const auto receiver = app::letter_receiver(desk.desk());
    REQUIRE(receiver.letter(envelope({"help@desk.example"}), first).code == 250);
    const auto key =
        desk.read([](db::Transaction& tx) { return mailboxes::desk_key(tx).signing_key; });
    const auto hidden = mail::reply_address("help@desk.example", 1, key);
    const std::string copy = "From: ana@acme.example\r\nTo: undisclosed:;\r\nSubject: More\r\n"
                             "Message-ID: <two@acme.example>\r\n\r\nStill down.\r\n";
    CHECK(receiver.letter(envelope({hidden}), copy).code == 250);
    CHECK(desk.agent("Noor").get("/api/v1/tickets/1").number("/entry_count") == 2);
}

TEST_CASE("a quiet desk lets the mail server keep what it has") {
    StoryDesk desk(db::Engine::sqlite);
    add_mailbox(desk, "Help", "help@desk.example");
    REQUIRE(
        desk.administrator().put("/api/v1/settings/quiet", R"({"quiet":true})").status() == 200
    );
    CHECK(app::letter_receiver(desk.desk()).recipient("help@desk.example").code == 451);
}

TEST_CASE("nothing at all is no letter") {
    StoryDesk desk(db::Engine::sqlite);
    const auto receiver = app::letter_receiver(desk.desk());
    CHECK(receiver.letter(envelope({"help@desk.example"}), "").code == 554);
}

TEST_CASE("from the mail server to the request over a socket, whoever it is for") {
    const OwnHouse own;
    auto& desk = own.house->desk;
    const auto door = app::letter_door(desk);
    REQUIRE(door != nullptr);
    door->start();
    ScriptedClient client(door->place());
    CHECK(client.answer().starts_with("220 "));
    CHECK(client.ask("LHLO mx.example").ends_with("250 SIZE 52363264"));
    CHECK(client.ask("MAIL FROM:<ana@acme.example>").starts_with("250"));
    CHECK(client.ask("RCPT TO:<whoever@desk.example>").starts_with("250"));
    CHECK(client.ask("DATA").starts_with("354"));
    client.say(first);
    CHECK(client.ask(".") == "250 2.0.0 Kept as letter 1");
    const auto subject = desk.db.read([](db::Transaction& tx) {
        return tickets::get_ticket(tx, Actor::system("test"), TicketId{1})->subject;
    });
    CHECK(subject == "VPN");
}

TEST_CASE("a letter that the storage does not keep is put off, and taken when it does again") {
    const OwnHouse own;
    const auto receiver = app::letter_receiver(own.house->desk);
    const auto large = first + std::string(200'000, 'x') + "\r\n";
    const auto files = own.config.data / "files";
    const auto aside = own.config.data / "aside";
    fs::rename(files, aside);
    std::ofstream(files) << "in the way";
    const auto refused = receiver.letter(envelope({"help@desk.example"}), large);
    CHECK(refused.code == 452);
    CHECK(refused.text.starts_with("4.3.1 "));
    fs::remove(files);
    fs::rename(aside, files);
    CHECK(receiver.letter(envelope({"help@desk.example"}), large).code == 250);
}
