// SPDX-License-Identifier: AGPL-3.0-or-later
// The real Postfix and Dovecot of mail_servers.py, met by our transport and our source.
#include "platform/imap/imap_source.hpp"
#include "platform/json/decode.hpp"
#include "platform/smtp/smtp_transport.hpp"

#include <chrono>
#include <cstdlib>
#include <doctest/doctest.h>
#include <stdexcept>

using namespace std::chrono_literals;

namespace heed {

namespace {

struct MailUser {
    std::string name;
    std::string password;
};

HEED_FIELDS(MailUser, name, password)

struct MailServers {
    std::string host;
    std::string ca_file;
    std::uint16_t smtp_port = 0;
    std::uint16_t smtps_port = 0;
    std::uint16_t imap_port = 0;
    std::uint16_t imaps_port = 0;
    std::vector<MailUser> users;
};

HEED_FIELDS(MailServers, host, ca_file, smtp_port, smtps_port, imap_port, imaps_port, users)

using Kind = smtp::SendOutcome::Kind;
using net::TlsMode;

MailServers servers() {
    const char* text = std::getenv("HEED_TEST_MAIL_SERVERS");
    if (text == nullptr) throw std::runtime_error("HEED_TEST_MAIL_SERVERS is not set");
    auto parsed = parse_json<MailServers>(text);
    if (!parsed) throw std::runtime_error("HEED_TEST_MAIL_SERVERS: " + parsed.error().detail);
    if (parsed->users.size() < 2) throw std::runtime_error("two users are needed");
    return std::move(*parsed);
}

Result<std::string> loopback(std::string_view, std::uint16_t) {
    return "127.0.0.1";
}

const smtp::BeforeData yes = [] { return true; };

smtp::Account sender(TlsMode tls) {
    const auto real = servers();
    const auto port = tls == TlsMode::implicit ? real.smtps_port : real.smtp_port;
    return {
        .endpoint = {.host = real.host, .port = port, .tls = tls, .ca_file = real.ca_file},
        .user = real.users[0].name,
        .password = real.users[0].password,
        .hello_name = "desk.example"
    };
}

imap::Account reader(TlsMode tls = TlsMode::implicit) {
    const auto real = servers();
    const auto port = tls == TlsMode::implicit ? real.imaps_port : real.imap_port;
    return {
        .endpoint = {.host = real.host, .port = port, .tls = tls, .ca_file = real.ca_file},
        .user = real.users[1].name,
        .password = real.users[1].password
    };
}

smtp::Envelope to_reader() {
    return {.mail_from = servers().users[0].name, .rcpt_to = {servers().users[1].name}};
}

// What comes in behind `cursor`, at the latest in twenty seconds.
std::vector<std::string> next_letters(const imap::Account& account, imap::Cursor& cursor) {
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    const auto source = imap::make_imap_source(account, loopback);
    std::vector<std::string> letters;
    while (letters.empty() && std::chrono::steady_clock::now() < deadline) {
        const auto run = source->fetch_new(cursor, [&](const imap::FetchedLetter& letter) {
            letters.push_back(letter.bytes);
            return true;
        });
        cursor = run.cursor;
        CHECK_MESSAGE(!run.problem, (run.problem ? run.problem->code : ""));
        CHECK(run.warnings.empty());
    }
    return letters;
}

imap::Cursor end_of_folder(const imap::Account& account) {
    auto end = imap::make_imap_source(account, loopback)->end_of_folder();
    REQUIRE(end);
    return *end;
}

} // namespace

TEST_CASE("a letter goes through Postfix into Dovecot and back, byte for byte") {
    for (const auto tls : {TlsMode::starttls, TlsMode::implicit}) {
        auto cursor = end_of_folder(reader(tls));
        const std::string body =
            "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n.\r\n..\r\n.one\r\n\r\nend\r\n";
        const auto outcome =
            smtp::make_smtp_transport(sender(tls), loopback)->send(to_reader(), body, yes);
        CHECK_MESSAGE(outcome.kind == Kind::accepted, outcome.word.text);
        CHECK(outcome.word.enhanced_status == "2.0.0");
        const auto letters = next_letters(reader(tls), cursor);
        REQUIRE(letters.size() == 1);
        CHECK(letters[0].ends_with("\r\n\r\n.\r\n..\r\n.one\r\n\r\nend\r\n"));
        CHECK(letters[0].find("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n") != std::string::npos);
    }
}

TEST_CASE("ten megabytes arrive whole, and only their headers where the limit is lower") {
    auto cursor = end_of_folder(reader());
    auto limited_cursor = cursor;
    std::string body = "Subject: large\r\n\r\n";
    while (body.size() < 10'000'000) body += std::string(76, 'A') + "\r\n.\r\n";
    CHECK(
        smtp::make_smtp_transport(sender(TlsMode::starttls), loopback)
            ->send(to_reader(), body, yes)
            .kind == Kind::accepted
    );
    const auto letters = next_letters(reader(), cursor);
    REQUIRE(letters.size() == 1);
    const auto text_at = body.find("\r\n\r\n");
    CHECK(letters[0].ends_with(body.substr(text_at)));
    auto limited = reader();
    limited.limits.letter_bytes_max = 1'000'000;
    const auto headers = next_letters(limited, limited_cursor);
    REQUIRE(headers.size() == 1);
    CHECK(headers[0].size() < 2'000);
    CHECK(headers[0].ends_with("\r\n\r\n"));
}

TEST_CASE("a kept connection carries many letters") {
    auto cursor = end_of_folder(reader());
    const auto transport = smtp::make_smtp_transport(sender(TlsMode::starttls), loopback);
    for (int count = 0; count < 20; ++count) {
        CHECK(
            transport->send(to_reader(), "Subject: many\r\n\r\nx\r\n", yes).kind == Kind::accepted
        );
    }
    std::size_t arrived = 0;
    while (arrived < 20) {
        const auto letters = next_letters(reader(), cursor);
        REQUIRE_FALSE(letters.empty());
        arrived += letters.size();
    }
    CHECK(arrived == 20);
}

TEST_CASE("letters are moved once they are committed") {
    auto account = reader();
    account.afterwards = imap::Afterwards::move;
    account.move_to = "Done & d\xc3\xbcsted";
    auto cursor = end_of_folder(account);
    CHECK(
        smtp::make_smtp_transport(sender(TlsMode::starttls), loopback)
            ->send(to_reader(), "Subject: move\r\n\r\nx\r\n", yes)
            .kind == Kind::accepted
    );
    CHECK(next_letters(account, cursor).size() == 1);
    auto moved = reader();
    moved.folder = account.move_to;
    imap::Cursor from_the_beginning;
    const auto letters = next_letters(moved, from_the_beginning);
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].find("Subject: move") != std::string::npos);
}

TEST_CASE("Postfix's refusals are told apart") {
    const auto transport = smtp::make_smtp_transport(sender(TlsMode::starttls), loopback);
    auto envelope = to_reader();
    envelope.rcpt_to.push_back(
        "nobody@" + envelope.rcpt_to[0].substr(envelope.rcpt_to[0].find('@') + 1)
    );
    const auto partly = transport->send(envelope, "Subject: x\r\n\r\nx\r\n", yes);
    CHECK(partly.kind == Kind::accepted);
    REQUIRE(partly.refused.size() == 1);
    CHECK(partly.refused[0].word.enhanced_status == "5.1.1");
    envelope.rcpt_to.erase(envelope.rcpt_to.begin());
    CHECK(
        transport->send(envelope, "Subject: x\r\n\r\nx\r\n", yes).kind == Kind::refused_permanently
    );
    auto stranger = sender(TlsMode::starttls);
    stranger.user.clear();
    const auto relayed = smtp::make_smtp_transport(stranger, loopback)
                             ->send(
                                 {.mail_from = "", .rcpt_to = {"x@elsewhere.example"}},
                                 "Subject: x\r\n\r\nx\r\n",
                                 yes
                             );
    CHECK(relayed.kind == Kind::refused_permanently);
    CHECK(relayed.word.code == 554);
}

TEST_CASE("wrong passwords and strange authorities") {
    auto wrong_sender = sender(TlsMode::starttls);
    wrong_sender.password = "wrong";
    CHECK(
        smtp::make_smtp_transport(wrong_sender, loopback)->send(to_reader(), "x\r\n", yes).kind ==
        Kind::auth_failed
    );
    CHECK(
        smtp::make_smtp_transport(wrong_sender, loopback)->test_connection().code ==
        "wrong_credentials"
    );
    auto wrong_reader = reader();
    wrong_reader.password = "wrong";
    CHECK(
        imap::make_imap_source(wrong_reader, loopback)->test_connection().code ==
        "wrong_credentials"
    );
    auto trusting_sender = sender(TlsMode::implicit);
    trusting_sender.endpoint.ca_file.clear();
    CHECK(
        smtp::make_smtp_transport(trusting_sender, loopback)->test_connection().code == "tls_failed"
    );
    auto trusting_reader = reader(TlsMode::starttls);
    trusting_reader.endpoint.ca_file.clear();
    CHECK(
        imap::make_imap_source(trusting_reader, loopback)->test_connection().code == "tls_failed"
    );
}

TEST_CASE("the test buttons") {
    for (const auto tls : {TlsMode::starttls, TlsMode::implicit}) {
        CHECK(smtp::make_smtp_transport(sender(tls), loopback)->test_connection().code == "ok");
        CHECK(imap::make_imap_source(reader(tls), loopback)->test_connection().code == "ok");
    }
    auto elsewhere = reader();
    elsewhere.folder = "Nowhere";
    CHECK(
        imap::make_imap_source(elsewhere, loopback)->test_connection().code == "folder_not_found"
    );
}

} // namespace heed
