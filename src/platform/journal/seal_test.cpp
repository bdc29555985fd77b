// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/browse.hpp"
#include "platform/journal/payloads.hpp"
#include "platform/journal/seal.hpp"
#include "tests/support/race.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <functional>

using namespace heed;
using namespace heed::journal;
using namespace std::chrono_literals;

namespace {

constexpr Instant monday{1'700'000'000s};

struct Said {
    static constexpr std::string_view kind = "said";
    int number = 0;
    std::string words;

    [[nodiscard]] Subject subject() const { return {.type = "person", .id = number}; }
};
HEED_FIELDS(Said, number, words)

struct Journal {
    explicit Journal(db::Engine engine) : database(db::open_test_database(engine)) {}

    void say(int count) {
        for (int turn = 0; turn < count; ++turn) {
            ++said;
            const auto done = database->write([&](db::Transaction& tx) -> Result<int> {
                const Actor actor{.kind = Actor::Kind::agent, .person = PersonId{said % 3 + 1}};
                append(
                    tx, actor, monday + said * 1min, Said{said, "the word " + std::to_string(said)}
                );
                return 0;
            });
            REQUIRE(done.has_value());
        }
    }

    void seal() {
        Sealer sealer(*database);
        while (sealer.step(monday)) {
        }
    }

    template <class... Args>
    void tamper(db::Sql sql, const Args&... args) {
        const auto done = database->write([&](db::Transaction& tx) -> Result<int> {
            CHECK(tx.run(sql, args...) > 0);
            return 0;
        });
        REQUIRE(done.has_value());
    }

    void erase(PersonId person) {
        const auto done = database->write([&](db::Transaction& tx) -> Result<int> {
            const auto actor = Actor::system("test");
            const Rewriter rewriter{.actor = actor, .now = monday};
            return rewrite_payloads_of_person(tx, rewriter, person, without_content);
        });
        REQUIRE(done == 1);
    }

    SealReport check(std::optional<std::string_view> noted = {}) {
        auto report = check_seals(*database, noted);
        REQUIRE(report.has_value());
        return std::move(*report);
    }

    std::unique_ptr<db::Database> database;
    int said = 0;
};

std::string only_problem(const SealReport& report) {
    CHECK(report.problems.size() == 1);
    return report.problems.empty() ? "" : report.problems.front();
}

/// A journal of `count` sealed facts, meddled with; the one problem that the check then tells.
std::string found_after(db::Engine engine, int count, const std::function<void(Journal&)>& meddle) {
    Journal journal(engine);
    journal.say(count);
    journal.seal();
    meddle(journal);
    return only_problem(journal.check());
}

/// Words and digest of the fifth fact, as somebody who knows how it is made would change them.
void forge(Journal& journal) {
    const RawJson words{R"({"number":5,"words":"never said"})"};
    const auto digest = journal.database->read([&](db::Transaction& tx) {
        auto fact = browse(tx, {.subject_type = "person", .subject_id = 5}, {}, 1).facts.at(0);
        fact.data = words;
        return db::Bytes{digest_of("pepper", fact)};
    });
    journal.tamper(
        "UPDATE event SET data = ?1, salt = ?2, digest = ?3 WHERE position = 5",
        words,
        db::Bytes{"pepper"},
        digest
    );
}

} // namespace

TEST_CASE("a sealed journal is true, and says how far it is sealed") {
    for (const auto engine : db::test_engines()) {
        Journal journal(engine);
        CHECK(journal.check().head == "0:" + std::string(64, '0'));
        journal.say(700);
        journal.seal();
        journal.say(2);
        const auto report = journal.check();
        CHECK(report.problems.empty());
        CHECK(report.facts == 702);
        CHECK(report.unsealed == 2);
        CHECK(report.head.starts_with("700:"));
    }
}

TEST_CASE("whatever is changed in a fact is found, and the fact is named where that can be") {
    const std::string named = "Somebody changed fact 5 (said).";
    const std::string around = "Somebody changed the facts 1 to 9, or their seal.";
    for (const auto engine : db::test_engines()) {
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  journal.tamper("UPDATE event SET data = ?1 WHERE position = 5", RawJson{"{}"});
              }) == named);
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  journal.tamper("UPDATE event SET at = at + 1 WHERE position = 5");
              }) == named);
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  const db::Bytes other{"other"};
                  journal.tamper("UPDATE event SET digest = ?1 WHERE position = 5", other);
              }) == named);
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  journal.tamper("UPDATE event SET actor_id = 77 WHERE position = 5");
              }) == around);
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  journal.tamper("UPDATE seal SET hash = ?1", db::Bytes{"other"});
              }) == around);
        CHECK(found_after(engine, 9, forge) == around);
    }
}

TEST_CASE("what is cut out, cut off or exchanged is found") {
    for (const auto engine : db::test_engines()) {
        CHECK(found_after(engine, 300, [](Journal& journal) {
                  journal.tamper("DELETE FROM event WHERE position = 5");
              }) == "Of the facts 1 to 256, 1 are gone.");
        CHECK(found_after(engine, 300, [](Journal& journal) {
                  journal.tamper("DELETE FROM event WHERE position > 290");
              }) == "Of the facts 257 to 300, 10 are gone.");
        CHECK(found_after(engine, 300, [](Journal& journal) {
                  journal.tamper("UPDATE event SET position = -1 WHERE position = 5");
                  journal.tamper("UPDATE event SET position = 5 WHERE position = 6");
                  journal.tamper("UPDATE event SET position = 6 WHERE position = -1");
              }) == "Somebody changed the facts 1 to 256, or their seal.");
        CHECK(found_after(engine, 300, [](Journal& journal) {
                  journal.tamper("DELETE FROM seal WHERE after = 0");
                  journal.tamper("DELETE FROM event WHERE position <= 256");
              }) == "The seals after fact 0 and before 300 are gone.");
    }
}

TEST_CASE("facts and seals cut off together are shown by a head that was noted") {
    for (const auto engine : db::test_engines()) {
        Journal journal(engine);
        journal.say(300);
        journal.seal();
        const auto noted = journal.check().head;
        journal.tamper("DELETE FROM seal WHERE position = 300");
        journal.tamper("DELETE FROM event WHERE position > 256");
        CHECK(journal.check().problems.empty());
        CHECK(only_problem(journal.check(noted)).starts_with("The head you noted, 300:"));
    }
}

TEST_CASE("a head that was noted is a link of the chain for good") {
    Journal journal(db::Engine::sqlite);
    journal.say(3);
    journal.seal();
    const auto noted = journal.check().head;
    journal.say(3);
    journal.seal();
    CHECK(journal.check(noted).problems.empty());
    for (const auto* const wrong : {"", "3", "3:", "x:00", "3:zz", "3:abcd"})
        CHECK(check_seals(*journal.database, wrong).error().code == "bad_head");
}

TEST_CASE("an erased payload leaves the chain whole") {
    for (const auto engine : db::test_engines()) {
        Journal journal(engine);
        journal.say(9);
        journal.seal();
        journal.erase(PersonId{5});
        for (const bool sealed : {false, true}) {
            if (sealed) journal.seal();
            const auto report = journal.check();
            CHECK(report.problems.empty());
            CHECK(report.erased == 1);
        }
    }
}

TEST_CASE("who erases a payload beneath the desk, or forges an erased one, is found") {
    const std::string named = "Somebody changed fact 5 (said).";
    for (const auto engine : db::test_engines()) {
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  journal.tamper(
                      "UPDATE event SET data = ?1, salt = ?2 WHERE position = 5",
                      RawJson{"{}"},
                      db::Bytes{}
                  );
              }) == named);
        CHECK(found_after(engine, 9, [](Journal& journal) {
                  journal.erase(PersonId{5});
                  journal.seal();
                  const RawJson forged{R"({"number":5,"words":"never said"})"};
                  journal.tamper("UPDATE event SET data = ?1 WHERE position = 5", forged);
              }) == named);
    }
}

TEST_CASE("of nodes that seal at once one adds each link, and none is missing") {
    for (const auto engine : db::test_engines()) {
        Journal journal(engine);
        journal.say(1'000);
        tests::race(4, [&](int) { journal.seal(); });
        journal.seal();
        const auto report = journal.check();
        CHECK(report.problems.empty());
        CHECK(report.unsealed == 0);
    }
}

TEST_CASE("one looks through the journal by who, what, about what and when") {
    for (const auto engine : db::test_engines()) {
        Journal journal(engine);
        journal.say(30);
        const auto found = [&](const FactFilter& filter, std::optional<std::int64_t> before = {}) {
            return journal.database->read([&](db::Transaction& tx) {
                return browse(tx, filter, before, 10);
            });
        };
        const auto newest = found({});
        CHECK(newest.facts.size() == 10);
        CHECK(newest.facts.front().subject_id == 30);
        CHECK(found({}, newest.next).facts.front().subject_id == 20);
        CHECK(found({.kinds = {"said", "sung"}}).facts.size() == 10);
        CHECK(found({.kinds = {"sung"}}).facts.empty());
        CHECK(found({.actor = PersonId{1}}).facts.at(1).subject_id == 27);
        const auto ninth = found({.subject_type = "person", .subject_id = 9});
        CHECK(ninth.facts.size() == 1);
        const auto morning = found({.since = monday + 5min, .until = monday + 8min});
        CHECK(morning.facts.size() == 3);
        CHECK(morning.facts.front().subject_id == 7);
        CHECK_FALSE(morning.next.has_value());
    }
}
