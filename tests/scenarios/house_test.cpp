// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/check.hpp"
#include "app/doctor.hpp"
#include "app/house.hpp"
#include "app/key_mark.hpp"
#include "app/served_routes.hpp"
#include "app/storage_words.hpp"
#include "app/timers.hpp"
#include "app/watching.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/wire.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/db/engine_version.hpp"
#include "platform/dns/fake_resolver.hpp"
#include "platform/http/headers.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <stdlib.h>

using namespace heed;
namespace fs = std::filesystem;

namespace {

/// A data folder that goes with the test.
struct Folder {
    fs::path path;

    Folder() {
        std::string pattern = (fs::temp_directory_path() / "heed-house-XXXXXX").string();
        path = mkdtemp(pattern.data());
    }

    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] config::Config config() const {
        config::Config config;
        config.data = path / "desk";
        return config;
    }
};

/// A new desk, closed again.
config::Config make_desk(const Folder& folder) {
    auto config = folder.config();
    REQUIRE(app::House::make_folder(config).has_value());
    REQUIRE(app::House::open(config, {}).has_value());
    return config;
}

std::string refusal_of(const Result<std::unique_ptr<app::House>>& house) {
    return house ? "" : house.error().code;
}

bool is_private(const fs::path& path) {
    return (fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
           fs::perms::none;
}

http::Response asked(const http::Route& route, access::Gate& gate, std::string_view bearer = {}) {
    http::Request request;
    request.peer = "192.0.2.1";
    if (!bearer.empty()) request.headers.add("Authorization", "Bearer " + std::string(bearer));
    REQUIRE(gate.authorise(request, route).has_value());
    auto response = route.handler(request);
    if (response) return *std::move(response);
    http::Response refused;
    refused.status = response.error().kind == Refusal::unauthenticated ? 401 : 400;
    return refused;
}

const app::Finding* finding_on(const std::vector<app::Finding>& findings, std::string_view what) {
    const auto found = std::ranges::find(findings, what, &app::Finding::subject);
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("a desk without its key file does not start, and no new key is made by mistake") {
    const Folder folder;
    const auto config = make_desk(folder);
    fs::remove(config.key_path());
    CHECK(refusal_of(app::House::open(config, {})) == "key_lost");
    const auto made = app::House::make_folder(config);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == "key_lost");
    CHECK(made.error().detail.contains("heed serve --new-key"));
    CHECK_FALSE(fs::exists(config.key_path()));
}

TEST_CASE("a desk whose database is gone does not begin anew") {
    const Folder folder;
    const auto config = make_desk(folder);
    CHECK(app::House::open(config, {}).has_value());
    const auto letters = config.data / "files" / "ab" / "cd";
    fs::create_directories(letters);
    std::ofstream(letters / "abcd") << "a letter";
    CHECK(app::House::open(config, {}).has_value());
    fs::resize_file(config.data / "heed.db", 0);
    CHECK(refusal_of(app::House::open(config, {})) == "database_gone");
    fs::remove(config.data / "heed.db");
    CHECK(refusal_of(app::House::open(config, {})) == "database_gone");
}

TEST_CASE("a key of another desk is found out; a new one on purpose is accepted") {
    const Folder folder;
    const Folder elsewhere;
    const auto config = make_desk(folder);
    const auto other = make_desk(elsewhere);
    fs::copy_file(other.key_path(), config.key_path(), fs::copy_options::overwrite_existing);
    CHECK(refusal_of(app::House::open(config, {})) == "wrong_key");

    REQUIRE(app::House::make_new_key(config).has_value());
    CHECK(refusal_of(app::House::open(config, {})) == "wrong_key");
    CHECK(app::House::open(config, {.new_key = true}).has_value());
    CHECK(app::House::open(config, {}).has_value());
}

TEST_CASE("a folder that is no desk says how to make one") {
    const Folder folder;
    const auto house = app::House::open(folder.config(), {});
    REQUIRE_FALSE(house.has_value());
    CHECK(house.error().code == "not_a_desk");
    CHECK(house.error().detail.contains("heed init --data"));
}

TEST_CASE("the mark of a key holds on either engine") {
    for (const auto engine : db::test_engines()) {
        const Folder folder;
        const auto database = db::open_test_database(engine);
        const auto sealer_of = [&](const char* name) {
            REQUIRE(crypto::Sealer::create_key_file(folder.path / name).has_value());
            return *crypto::Sealer::load(folder.path / name);
        };
        const auto own = sealer_of("own.key");
        const auto foreign = sealer_of("foreign.key");
        CHECK(app::check_key(*database, own).has_value());
        CHECK(app::check_key(*database, own).has_value());
        const auto refused = app::check_key(*database, foreign);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == "wrong_key");
        app::mark_key(*database, foreign);
        CHECK(app::check_key(*database, foreign).has_value());
        CHECK_FALSE(app::check_key(*database, own).has_value());
        CHECK(db::major_version(db::engine_version(*database)) >= 3);
    }
}

TEST_CASE("what a desk writes is for its owner alone, also files of before") {
    const Folder folder;
    const auto config = make_desk(folder);
    fs::permissions(config.data, fs::perms::all);
    fs::permissions(config.data / "heed.db", fs::perms::all);
    REQUIRE(app::House::open(config, {}).has_value());
    CHECK(is_private(config.data));
    CHECK(is_private(config.data / "heed.db"));
    CHECK(is_private(config.key_path()));
}

TEST_CASE("a server says whether it can serve, and why not") {
    const Folder folder;
    const auto house = *app::House::open(make_desk(folder), {});
    app::Watching watching(house->desk);
    access::Gate gate(house->desk, {});
    const auto probes = watching.probes();
    const auto probe = [&](std::string_view pattern) {
        return asked(*std::ranges::find(probes, pattern, &http::Route::pattern), gate);
    };
    CHECK(probe("/healthz").body == "ok\n");
    CHECK(probe("/readyz").body == "ready\n");
    watching.stopping();
    const auto refused = probe("/readyz");
    CHECK(refused.status == 503);
    CHECK(refused.body.contains("shutting down"));
    CHECK(refused.header("Retry-After") == "5");
    CHECK(probe("/healthz").status == 200);
}

TEST_CASE("metrics are for their token and for those who operate the desk") {
    const Folder folder;
    auto config = make_desk(folder);
    config.base_url = "https://help.example";
    config.metrics.token = "a-long-secret-word";
    const auto house = *app::House::open(config, {});
    access::Gate gate(house->desk, {});
    app::Watching watching(house->desk);
    http::AccessRecord answered = {};
    answered.method = "GET";
    answered.status = 200;
    watching.count(answered);
    const auto route = watching.metrics_route();
    CHECK(asked(route, gate).status == 401);
    CHECK(asked(route, gate, "a-long-secret-wore").status == 401);
    const auto text = asked(route, gate, "a-long-secret-word").body;
    CHECK(text.contains("heed_http_requests_total{status=\"2xx\"} 1\n"));
    CHECK(text.contains("heed_http_request_duration_seconds_count{kind=\"read\"} 1\n"));
    CHECK(text.contains("heed_reactor_lag_facts{reactor=\"outbox\"}"));
    CHECK(text.contains("heed_database_bytes"));
    CHECK(asked(watching.open_metrics_route(), gate).status == 200);
}

TEST_CASE("letters and files may be as large as the configuration says") {
    const Folder folder;
    auto config = make_desk(folder);
    config.mail.letter_max = config::mebibytes(3);
    config.upload_max = config::mebibytes(7);
    const auto house = *app::House::open(config, {});
    app::Watching watching(house->desk);
    live::Live live(house->desk);
    presence::Presence presence(house->clock);
    app::NextBeginning next_beginning([] {});
    app::BackupKeeper backups(house->config);
    const auto routes = app::served_routes(
        {.desk = house->desk,
         .live = live,
         .presence = presence,
         .watching = watching,
         .address_check = {},
         .next_beginning = next_beginning,
         .backups = backups}
    );
    const auto largest = [&](std::string_view pattern, http::BodyKind kind) {
        const auto route = std::ranges::find_if(routes, [&](const http::Route& one) {
            return one.pattern == pattern && one.body.kind == kind;
        });
        return route == routes.end() ? 0 : route->body.size_max / http::mebibyte;
    };
    CHECK(largest("/api/v1/mail/inbound", http::BodyKind::raw) == 3);
    CHECK(largest("/api/v1/attachments", http::BodyKind::multipart) == 12);
    CHECK(largest("/api/v1/tickets", http::BodyKind::json) == 1);
}

TEST_CASE("a letter is read as far as the configuration says") {
    const Folder folder;
    auto config = make_desk(folder);
    config.mail.header_lines_max = 100;
    const auto house = *app::House::open(config, {});
    std::string letter;
    for (int line = 0; line < 150; ++line) letter += "X-Filler: 1\r\n";
    letter += "From: Ana <ana@acme.example>\r\nSubject: Far below\r\n\r\nHello.\r\n";
    const auto taken =
        inbound_mail::ingest(house->desk, {.bytes = letter, .source = inbound_mail::Source::pipe});
    REQUIRE(taken.has_value());
    REQUIRE(taken->number.has_value());
    const auto subject = house->db->read([&](db::Transaction& tx) {
        return tickets::get_ticket(tx, Actor::system("test"), *taken->number)->subject;
    });
    CHECK(subject != "Far below");
}

TEST_CASE("counters that are behind are no damage; those that have heard all must agree") {
    const Folder folder;
    const auto config = make_desk(folder);
    auto house = *app::House::open(config, {});
    const std::string letter = "From: Ana <ana@acme.example>\r\nSubject: Printer\r\n\r\nHello.\r\n";
    REQUIRE(inbound_mail::ingest(house->desk, {.bytes = letter}).has_value());
    const auto forget_counts = [&](std::int64_t heard) {
        const auto done = house->db->write([&](db::Transaction& tx) -> Result<bool> {
            tx.run("DELETE FROM ticket_count");
            tx.run(
                "UPDATE reactor SET position = position * ?1 WHERE name = 'ticket_counts'", heard
            );
            return true;
        });
        REQUIRE(done.has_value());
        house.reset();
        house = *app::House::open(config, {});
    };
    CHECK(app::check_desk(*house, false).empty());
    forget_counts(0); // as a crash may leave it
    CHECK(app::check_desk(*house, false).empty());
    house->reactors.run_until_quiet();
    CHECK(app::check_desk(*house, false).empty());
    forget_counts(1);
    CHECK_FALSE(app::check_desk(*house, false).empty());
}

TEST_CASE("a lost sync of a letter's file is told before the fault is thrown") {
    const Folder folder;
    const auto house = *app::House::open(make_desk(folder), {});
    std::vector<std::string> told;
    house->own_disk.on_lost_sync([&](const std::string& reason) { told.push_back(reason); });
    files::Disk& disk = house->own_disk;
    CHECK_THROWS_AS(disk.sync(-1), files::FsyncFault);
    CHECK_THROWS_AS(disk.sync_folder("/proc"), files::FsyncFault); // which knows no syncs
    CHECK(told.size() == 2);
    CHECK(house->files.put("a letter").size == 8);
    CHECK(told.size() == 2);
}

TEST_CASE("the doctor finds a sound desk sound and has a cure for what is not") {
    const Folder folder;
    const auto house = *app::House::open(make_desk(folder), {});
    const auto findings = app::findings_in(*house);
    for (const auto* const subject : {"engine", "database", "mailbox", "readers"}) {
        CAPTURE(subject);
        const auto* const finding = finding_on(findings, subject);
        REQUIRE(finding != nullptr);
        CHECK(finding->level == "good");
    }
    for (const auto& finding : findings) CHECK((finding.level == "good" || finding.cure));
}

TEST_CASE("the doctor gives the record that a sending domain wants") {
    const Folder folder;
    const auto house = *app::House::open(make_desk(folder), {});
    const auto names = [] { return std::make_unique<dns::FakeResolver>(); };
    CHECK(app::findings_on_sending(*house, names).empty());

    const auto made = house->db->write([&](db::Transaction& tx) -> Result<Done> {
        mailboxes::MailboxInput input;
        input.name = Text<1, 100>{"Help"};
        input.addresses = std::vector{mailboxes::Address{"help@acme.org"}};
        input.smtp = mailboxes::SmtpInput{.host = {"smtp.acme.org"}, .user = {}, .password = {}};
        const auto now = house->clock.now();
        const auto actor = Actor::system("test");
        return mailboxes::create_mailbox(
            tx, {.actor = actor, .sealer = house->sealer, .now = now}, input
        );
    });
    REQUIRE(made.has_value());
    const auto findings = app::findings_on_sending(*house, names);
    const auto* const spf = finding_on(findings, "spf");
    REQUIRE(spf != nullptr);
    CHECK(spf->level == "bad");
    CHECK(spf->cure.value_or("").contains("\"v=spf1 mx a:smtp.acme.org ~all\""));
    CHECK(finding_on(findings, "dmarc") != nullptr);
}

TEST_CASE("storage that fails is told as what it is, with what to do") {
    constexpr int malformed_index = 11 | (3 << 8); // an extended code
    for (const auto& [code, part] : {
             std::pair{malformed_index, "damaged"},
             {26, "damaged"},
             {13, "full"},
             {10, "cannot be read"},
             {8, "opened for writing"},
             {14, "opened for writing"},
         }) {
        CAPTURE(code);
        const auto words = app::storage_words(db::SqliteFault(code, "library's words"));
        REQUIRE(words.has_value());
        CHECK(words->text.contains(part));
        CHECK(words->cure.ends_with("."));
    }
    constexpr int misuse = 21;
    CHECK_FALSE(app::storage_words(db::SqliteFault(misuse, "a bug")).has_value());
}

TEST_CASE("the doctor reads a large database through only when asked to") {
    const Folder folder;
    const auto house = *app::House::open(make_desk(folder), {});
    const auto quick = app::findings_in(*house, 0);
    REQUIRE(finding_on(quick, "database") != nullptr);
    CHECK(finding_on(quick, "database")->text.contains("--whole"));
    const auto whole = app::findings_in(*house);
    CHECK(finding_on(whole, "database")->text == "It is sound.");
}

TEST_CASE("what was answered a day ago is forgotten by itself") {
    const Folder folder;
    const auto house = app::House::open(make_desk(folder), {}).value();
    http::Request request;
    request.method = http::Method::post;
    request.target = "/api/v1/tickets";
    request.headers.add("Idempotency-Key", "one-and-only");
    request.actor.kind = Actor::Kind::agent;
    request.actor.person = PersonId{1};
    const auto deed = [](db::Transaction&) -> Result<Done> { return Done{.id = 1}; };
    REQUIRE(house->desk.run(request, deed));
    CHECK(house->desk.run(request, deed)->replayed);

    HandClock clock(house->clock.now());
    access::Gate gate(house->desk, {});
    tasks::Scheduler scheduler(clock);
    app::add_timers(scheduler, *house, gate);
    clock.advance(std::chrono::hours{2});
    scheduler.run_due();
    CHECK(house->desk.run(request, deed)->replayed);
    clock.advance(std::chrono::hours{23});
    scheduler.run_due();
    CHECK_FALSE(house->desk.run(request, deed)->replayed);
}
