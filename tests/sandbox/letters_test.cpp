// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/parts.hpp"
#include "features/inbound_mail/reading.hpp"
#include "features/inbound_mail/test_desk.hpp"
#include "tests/sandbox/planted.hpp"

#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace heed;
using inbound_mail::Ingested;
using tests::letter;

namespace {

/// A desk whose letters are read by these processes.
struct ApartDesk : tests::World {
    ApartDesk(db::Engine engine, sandbox::Sandbox& readers)
        : World(
              engine,
              {.routes =
                   {inbound_mail::routes(),
                    conversations::routes(),
                    tickets::routes(),
                    access::routes(),
                    people::routes()},
               .reactors = inbound_mail::reactors(),
               .sandbox = readers}
          ) {
        REQUIRE(run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            mailboxes::ensure_desk_key(tx);
            return true;
        }));
    }

    Ingested arrives(const std::string& bytes) {
        auto taken =
            inbound_mail::ingest(desk(), {.bytes = bytes, .source = inbound_mail::Source::pipe});
        REQUIRE(taken);
        return std::move(*taken);
    }
};

std::string planted(const std::string& how) {
    return letter({.message_id = how + "@acme.example", .headers = "X-Planted: " + how + "\r\n"});
}

std::string bytes_in(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::filesystem::path> corpus() {
    std::vector<std::filesystem::path> letters;
    for (const auto& file : std::filesystem::directory_iterator("tests/corpus/mail"))
        if (file.path().extension() == ".eml") letters.push_back(file.path());
    REQUIRE(letters.size() > 100);
    return letters;
}

/// What a reader answers to the task of that name, as bytes.
std::string answer_of(std::string_view task, const std::string& input) {
    for (const auto& offered : app::all_tasks())
        if (offered.name == task) return offered.work(input);
    return "";
}

template <class Test>
void at_each_apart_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        auto options = tests::this_program();
        options.patience = std::chrono::milliseconds{100};
        sandbox::Processes readers(std::move(options));
        ApartDesk desk(engine, readers);
        test(desk);
    }
}

} // namespace

TEST_CASE("every letter of the corpus is read apart as it is read here") {
    sandbox::Processes readers(tests::this_program());
    for (const auto& file : corpus()) {
        CAPTURE(file);
        const auto bytes = bytes_in(file);
        const auto input = sandbox::encode(
            inbound_mail::LetterToRead{.bytes = bytes, .desk = {.desk_id = "d", .addresses = {}}}
        );
        for (const auto* const task : {"judge_letter", "show_letter", "list_headers"}) {
            CAPTURE(task);
            const auto given = std::string_view(task) == "judge_letter"
                                   ? input
                                   : sandbox::encode(sandbox::Bytes{.bytes = bytes});
            const auto apart = readers.run(task, given);
            REQUIRE(apart.has_value());
            CHECK((*apart == answer_of(task, given)));
        }
    }
    CHECK(readers.idle().size() == 1); // none of them was lost on the way
}

TEST_CASE("a letter that no reader survives is set aside whole, and those after it are read") {
    at_each_apart_desk([](ApartDesk& desk) {
        for (const auto* const how : {"crash", "hang", "socket", "nonsense"}) {
            CAPTURE(how);
            const auto taken = desk.arrives(planted(how));
            CHECK(taken.action == "unreadable");
            const auto kept = desk.administrator().get(
                "/api/v1/letters/" + std::to_string(taken.letter.value) + "/source"
            );
            CHECK(kept.response.body == planted(how));
        }
        CHECK(desk.arrives(letter({})).action == "created");
        const auto list = desk.administrator().get("/api/v1/letters?state=unreadable");
        CHECK(list.size("/items") == 4);
        CHECK(list.response.body.contains("The process that reads letters stopped at it, twice: it "
                                          "crashed (signal 11)"));
        CHECK(list.response.body.contains("it took too long"));
    });
}

TEST_CASE("a letter that was set aside becomes a request once a reader survives it") {
    at_each_apart_desk([](ApartDesk& desk) {
        const auto taken = desk.arrives(planted("crash"));
        REQUIRE(taken.action == "unreadable");
        // Mended, as by a new version: here, where nothing is planted.
        Desk mended(
            {.db = desk.desk().db,
             .clock = desk.clock,
             .reactors = desk.desk().reactors,
             .config = desk.desk().config,
             .sealer = desk.desk().sealer,
             .files = desk.desk().files,
             .index = desk.desk().index}
        );
        const auto again = inbound_mail::retry_letter(
            mended,
            Actor::system("test"),
            taken.letter,
            [&](const Desk::Command& command) { return mended.run(db::CommandContext{}, command); }
        );
        REQUIRE(again.has_value());
        CHECK(again->action == "created");
    });
}

TEST_CASE("a letter is shown apart, and by its words where that fails") {
    at_each_apart_desk([](ApartDesk& desk) {
        const auto taken = desk.arrives(letter(
            {.headers = "Content-Type: text/html\r\n", .text = "<p>It does <b>not</b> connect.</p>"}
        ));
        REQUIRE(taken.entry_id);
        const auto shown = desk.administrator().get(
            "/api/v1/entries/" + std::to_string(taken.entry_id->value) + "/body"
        );
        CHECK(shown.status() == 200);
        CHECK(shown.response.body.contains("<b>not</b>"));
        const auto original = desk.administrator().get(
            "/api/v1/entries/" + std::to_string(taken.entry_id->value) + "/original"
        );
        CHECK(original.response.body.contains("one@acme.example"));
    });
}

TEST_CASE("letters wait, and none is lost, while no reader can be started") {
    for (const auto engine : db::test_engines()) {
        auto options = tests::this_program();
        options.program.path = "/nowhere/heed";
        sandbox::Processes readers(std::move(options));
        ApartDesk desk(engine, readers);
        CHECK_THROWS_AS(
            static_cast<void>(inbound_mail::ingest(desk.desk(), {.bytes = letter({})})),
            StorageFault
        );
        const auto waiting = desk.read([](db::Transaction& tx) {
            return inbound_mail::store::find(tx, inbound_mail::LetterId{1})->state;
        });
        CHECK(waiting == inbound_mail::LetterState::arrived);
    }
}
