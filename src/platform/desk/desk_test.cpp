// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/desk/desk.hpp"
#include "platform/files/blob_files.hpp"
#include "platform/search/index.hpp"
#include "tests/support/gate.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <future>
#include <thread>
#include <unistd.h>

namespace heed {

namespace {

using namespace std::chrono_literals;

struct Noted {
    static constexpr std::string_view kind = "noted";
    std::int64_t about = 0;

    [[nodiscard]] journal::Subject subject() const { return {.type = "note", .id = about}; }
};
HEED_FIELDS(Noted, about)

const Instant noon{std::chrono::hours{12}};

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / fmt::format("heed_desk_{}", ::getpid());

    Folder() { std::filesystem::create_directories(path); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    [[nodiscard]] crypto::Sealer sealer() const {
        CHECK(crypto::Sealer::create_key_file(path / "heed.key").has_value());
        return crypto::Sealer::load(path / "heed.key").value();
    }
};

/// A desk that can do one thing: note a number.
struct Bench {
    explicit Bench(
        db::Engine engine, std::vector<journal::Reactor> given = {}, journal::Pace pace = {}
    )
        : database(db::open_test_database(engine)),
          reactors(*database, clock, std::move(given), pace) {}

    Folder folder = {};
    HandClock clock{noon};
    config::Config config = {};
    crypto::Sealer sealer = folder.sealer();
    files::Disk disk = {};
    files::BlobFiles files{{.folder = folder.path / "files"}, disk};
    full_text::Index index{folder.path / "search", full_text::Index::Care::quick};
    std::unique_ptr<db::Database> database;
    journal::Reactors reactors;
    Desk desk{
        {.db = *database,
         .clock = clock,
         .reactors = reactors,
         .config = config,
         .sealer = sealer,
         .files = files,
         .index = index}
    };

    Result<Outcome> note(
        const http::Request& request,
        std::int64_t about,
        std::chrono::milliseconds patience = std::chrono::milliseconds{0}
    ) {
        const auto command = [&](db::Transaction& tx) -> Result<Done> {
            journal::append(tx, Actor::system("test"), noon, Noted{about});
            return Done{.id = about, .item = 0};
        };
        return desk.run(request, command, patience);
    }

    std::int64_t facts() {
        return database->read([](db::Transaction& tx) {
            return tx.value<std::int64_t>("SELECT count(*) FROM event");
        });
    }
};

http::Request request_with(std::string_view key, std::string body = "{}") {
    http::Request request;
    request.method = http::Method::post;
    request.target = "/notes";
    request.headers.add("Idempotency-Key", std::string(key));
    request.body = std::move(body);
    request.actor.kind = Actor::Kind::agent;
    request.actor.person = PersonId{2};
    return request;
}

} // namespace

TEST_CASE("desk: a key that comes again is answered by what was done, and does nothing") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        const auto first = bench.note(request_with("one"), 7);
        REQUIRE(first.has_value());
        CHECK_FALSE(first->replayed);
        const auto again = bench.note(request_with("one"), 8);
        REQUIRE(again.has_value());
        CHECK(again->replayed);
        CHECK(again->done.id == 7);
        CHECK(bench.facts() == 1);
        CHECK_FALSE(bench.note(request_with("two"), 8)->replayed);
    }
}

TEST_CASE("desk: a key belongs to one body, one route and one actor") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        REQUIRE(bench.note(request_with("one"), 7).has_value());
        const auto other_body = bench.note(request_with("one", R"({"a":1})"), 8);
        REQUIRE(!other_body.has_value());
        CHECK(other_body.error().code == "key_reused");
        auto elsewhere = request_with("one");
        elsewhere.target = "/others";
        CHECK(bench.note(elsewhere, 8).error().code == "key_reused");
        auto somebody_else = request_with("one");
        somebody_else.actor.person = PersonId{3};
        CHECK_FALSE(bench.note(somebody_else, 8)->replayed);
        CHECK(bench.facts() == 2);
    }
}

TEST_CASE("desk: the version that was seen is part of what a key belongs to") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        const auto seen = [](std::string_view version) {
            auto request = request_with("one");
            request.headers.add("If-Match", std::string(version));
            return request;
        };
        REQUIRE(bench.note(seen("\"1\""), 7).has_value());
        CHECK(bench.note(seen("\"2\""), 8).error().code == "key_reused");
        CHECK(bench.note(request_with("one"), 8).error().code == "key_reused");
        CHECK(bench.note(seen("\"1\""), 8)->replayed);
        CHECK(bench.facts() == 1);
    }
}

TEST_CASE("desk: what a form carries is part of what a key belongs to") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        const auto form_with = [](std::string text, std::string_view content) {
            auto request = request_with("one", "");
            request.form.add("body", std::move(text));
            request.uploads.emplace_back().sha256 = crypto::sha256(content);
            return request;
        };
        REQUIRE(bench.note(form_with("Hello", "bill"), 7).has_value());
        CHECK(bench.note(form_with("Hello", "bill"), 8)->replayed);
        CHECK(bench.note(form_with("Hello", "tax"), 8).error().code == "key_reused");
        CHECK(bench.note(form_with("Bye", "bill"), 8).error().code == "key_reused");
        CHECK(bench.facts() == 1);
    }
}

TEST_CASE("desk: two visitors without a name share no key") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        auto ana = request_with("one", "Ana's request");
        auto leo = request_with("one", "Leo's request");
        ana.actor = leo.actor = Actor{};
        REQUIRE(bench.note(ana, 7).has_value());
        CHECK_FALSE(bench.note(leo, 8)->replayed);
        CHECK(bench.note(ana, 9)->replayed);
        CHECK(bench.facts() == 2);
    }
}

TEST_CASE("desk: a refusal is not remembered") {
    Bench bench(db::Engine::sqlite);
    const auto refused = bench.desk.run(request_with("one"), [](db::Transaction&) -> Result<Done> {
        return refuse(Refusal::conflict, "wrong_state");
    });
    CHECK(refused.error().code == "wrong_state");
    CHECK_FALSE(bench.note(request_with("one"), 7)->replayed);
}

TEST_CASE("desk: while the first request with a key is at work, the second hears so") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        std::promise<void> begun;
        std::promise<void> go_on;
        std::thread first([&] {
            const auto done =
                bench.desk.run(request_with("one"), [&](db::Transaction&) -> Result<Done> {
                    begun.set_value();
                    go_on.get_future().wait();
                    return Done{.id = 7, .item = 0};
                });
            CHECK(done.has_value());
        });
        begun.get_future().wait();
        CHECK(bench.note(request_with("one"), 8).error().code == "still_running");
        go_on.set_value();
        first.join();
        CHECK(bench.note(request_with("one"), 8)->done.id == 7);
    }
}

TEST_CASE("desk: with patience the second waits for the first and hears what it did") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        tests::Gate gate;
        std::thread first([&] {
            const auto done =
                bench.desk.run(request_with("one"), [&](db::Transaction&) -> Result<Done> {
                    gate.pass();
                    return Done{.id = 7, .item = 0};
                });
            CHECK(done.has_value());
        });
        gate.wait_for(1);
        CHECK(bench.note(request_with("one"), 8, 1ms).error().code == "still_running");
        std::promise<void> asks;
        std::thread second([&] {
            asks.set_value();
            const auto heard = bench.note(request_with("one"), 8, 1h);
            CHECK((heard && heard->replayed && heard->done.id == 7));
        });
        asks.get_future().wait();
        gate.open();
        first.join();
        second.join();
        CHECK(bench.facts() == 0);
    }
}

TEST_CASE("desk: a key is one to 200 visible characters") {
    Bench bench(db::Engine::sqlite);
    for (const auto* key : {"", "a\tb", "a b", "caf\xc3\xa9", "\x7f"}) {
        const auto refused = bench.note(request_with(key), 7);
        REQUIRE(!refused.has_value());
        CHECK(refused.error().code == "bad_key");
        CHECK(refused.error().kind == Refusal::invalid);
        CHECK(!refused.error().detail.empty());
    }
    CHECK(bench.note(request_with(std::string(201, 'k')), 7).error().code == "key_too_long");
    CHECK(bench.facts() == 0);
    CHECK(bench.note(request_with("!0Az~"), 7).has_value());
    CHECK(bench.note(http::Request{}, 8).has_value());
}

TEST_CASE("desk: an answer that comes before the readers are through says so") {
    const journal::Reactor idle{
        .name = "idle",
        .hears = {"noted"},
        .tables = {},
        .hear = [](db::Transaction&, const journal::Fact&) -> Result<> { return {}; },
    };
    for (const auto engine : db::test_engines()) {
        // On PostgreSQL nobody follows the journal here; on SQLite it is heard inside the batch.
        Bench bench(engine, {idle}, {.settle_max = {}});
        const auto outcome = bench.note(request_with("one"), 7);
        REQUIRE(outcome.has_value());
        CHECK(outcome->settled == (engine == db::Engine::sqlite));
        CHECK(
            answer(*outcome, R"({"id":7})").body ==
            (outcome->settled ? R"({"id":7,"settled":true})" : R"({"id":7,"settled":false})")
        );
        const auto again = bench.note(request_with("one"), 7);
        CHECK(answer(*again, "{}", 201).header("Idempotency-Replayed") == "true");
    }
}

} // namespace heed
