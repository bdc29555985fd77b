// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/transfer/transfer.hpp"
#include "kernel/format.hpp"
#include "tests/scenarios/desk.hpp"

#include <fstream>
#include <iterator>
#include <stdlib.h>

using namespace heed;
namespace fs = std::filesystem;

using tests::StoryDesk;
using tests::Visitor;

namespace {

/// A folder of lines from another desk.
struct OldDesk {
    OldDesk() {
        std::string pattern = (fs::temp_directory_path() / "heed-transfer-XXXXXX").string();
        path = mkdtemp(pattern.data());
        write("desk.json", R"({"format":"heed-transfer-1","source":"Old desk"})");
    }

    ~OldDesk() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    OldDesk(const OldDesk&) = delete;
    OldDesk& operator=(const OldDesk&) = delete;

    void write(const std::string& file, const std::string& text) const {
        fs::create_directories((path / file).parent_path());
        std::ofstream(path / file, std::ios::binary | std::ios::app) << text << '\n';
    }

    [[nodiscard]] std::string text(const std::string& file) const {
        std::ifstream stream(path / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    fs::path path;
};

void has_people(const OldDesk& old) {
    old.write("organisations.jsonl", R"({"id":"o1","name":"Acme","domains":["acme.example"]})");
    old.write(
        "people.jsonl",
        R"({"id":"p1","name":"Ana","addresses":["ana@acme.example"],"organisation":"o1"})"
    );
}

constexpr std::string_view closed_request =
    R"({"id":"4711","subject":"Printer","customer":"p1",)"
    R"("opened_at":"2024-01-02T10:00:00Z","state":"closed",)"
    R"("state_at":"2024-01-09T10:00:00Z",)"
    R"("resolution":"New toner","tags":["toner"],)"
    R"("known_as":"Ticket 4711","entries":[)"
    R"({"kind":"answer","at":"2024-01-02T11:00:00Z",)"
    R"("by":"gone@old.example","by_name":"Gus Gone",)"
    R"("text":"Is there toner in it?"},)"
    R"({"kind":"message","at":"2024-01-02T10:00:00Z",)"
    R"("text":"It prints nothing.",)"
    R"("message_id":"first@acme.example",)"
    R"("files":[{"file":"files/log","name":"log.txt",)"
    R"("type":"text/plain"}]},)"
    R"({"kind":"note","at":"2024-01-03T10:00:00Z",)"
    R"("by":"ada@desk.example","text":"Toner ordered."}]})";

/// A desk whose administrator is Ada.
struct NewDesk : StoryDesk {
    explicit NewDesk(db::Engine engine) : StoryDesk(engine), ada(administrator()) {}

    Result<transfer::ImportReport> imports(const OldDesk& old, bool check_only = false) {
        auto report = transfer::import_desk(
            desk(), {.from = old.path, .by = "ada@desk.example", .check_only = check_only}
        );
        run_reactors();
        return report;
    }

    std::size_t tickets() { return ada.get("/api/v1/tickets").size("/items"); }

    Visitor ada;
};

template <class Story>
void on_each_engine(const Story& story) {
    for (const auto engine : db::test_engines()) {
        NewDesk desk(engine);
        story(desk);
    }
}

void expect_all_in_another(const fs::path& exported) {
    const auto other = std::make_unique<NewDesk>(db::Engine::sqlite);
    const auto imported =
        transfer::import_desk(other->desk(), {.from = exported, .by = "ada@desk.example"});
    REQUIRE(imported.has_value());
    CHECK(imported->problems == std::vector<std::string>{});
    other->run_reactors();
    const auto entries = other->ada.get("/api/v1/tickets/1/entries");
    CHECK(entries.text("/items/0/body_text") == "It does not connect.\n");
    CHECK(entries.text("/items/1/body_text") == "We are at it.");
    CHECK(other->ada.get("/api/v1/tickets/1").text("/subject") == "VPN is down");
}

} // namespace

TEST_CASE("requests of another desk come in as they were, and nobody is written to") {
    const OldDesk old;
    has_people(old);
    old.write("tickets.jsonl", std::string(closed_request));
    old.write("files/log", "E17 out of toner");
    on_each_engine([&](NewDesk& desk) {
        const auto report = desk.imports(old);
        REQUIRE(report.has_value());
        CHECK(report->problems.empty());
        CHECK(report->tickets == 1);
        CHECK(report->files == 1);
        CHECK(report->strangers == std::vector<std::string>{"gone@old.example"});

        REQUIRE(desk.tickets() == 1);
        const auto number = desk.ada.get("/api/v1/tickets").number("/items/0/number");
        const auto ticket = desk.ada.get(fmt::format("/api/v1/tickets/{}", number));
        CHECK(ticket.text("/state") == "closed");
        CHECK(ticket.text("/opened_at") == "2024-01-02T10:00:00.000Z");
        CHECK(ticket.text("/closed_at") == "2024-01-09T10:00:00.000Z");
        CHECK(ticket.text("/resolution/text") == "New toner");
        CHECK(ticket.text("/customer/email") == "ana@acme.example");
        CHECK(ticket.text("/customer/organisation/name") == "Acme");

        const auto entries = desk.ada.get(fmt::format("/api/v1/tickets/{}/entries", number));
        REQUIRE(entries.size("/items") == 4);
        CHECK(entries.text("/items/0/body_text") == "It prints nothing.");
        CHECK(entries.text("/items/0/at") == "2024-01-02T10:00:00.000Z");
        CHECK(entries.text("/items/0/attachments/0/filename") == "log.txt");
        CHECK(
            entries.text("/items/1/body_text") ==
            "Gus Gone <gone@old.example>:\n\nIs there toner in it?"
        );
        CHECK(entries.text("/items/1/delivery/state") == "sent");
        CHECK(entries.text("/items/3/body_text") == "Old desk: Ticket 4711");
        const auto letters = desk.read([](db::Transaction& tx) {
            return tx.value<std::int64_t>("SELECT count(*) FROM event WHERE origin <> 'import' AND "
                                          "ticket_id IS NOT NULL");
        });
        CHECK(letters == 0);

        REQUIRE(transfer::export_desk(desk.desk(), old.path / "again"));
        CHECK(old.text("again/organisations.jsonl").contains(R"("domains":["acme.example"])"));
        CHECK(old.text("again/people.jsonl").contains(R"("addresses":["ana@acme.example"])"));
        CHECK(old.text("again/tickets.jsonl").contains(R"("name":"log.txt")"));
        fs::remove_all(old.path / "again");
    });
}

TEST_CASE("the same lines again add nothing, and more lines go on") {
    const OldDesk old;
    has_people(old);
    old.write("tickets.jsonl", std::string(closed_request));
    old.write("files/log", "E17");
    on_each_engine([&](NewDesk& desk) {
        REQUIRE(desk.imports(old));
        const auto again = desk.imports(old);
        REQUIRE(again.has_value());
        CHECK(again->known == 3);
        CHECK(desk.tickets() == 1);
        CHECK(desk.facts("desk_imported") == 2);
    });
}

TEST_CASE("whatever state a request was in it has here") {
    for (const std::string state : {"open", "waiting", "resolved", "closed", "cancelled"}) {
        CAPTURE(state);
        const OldDesk old;
        has_people(old);
        old.write(
            "tickets.jsonl",
            R"({"id":"1","subject":"S","customer":"new@acme.example","opened_at":)"
            R"("2024-01-02T10:00:00Z","state":")" +
                state +
                R"(","entries":[{"kind":"message","at":"2024-01-02T10:00:00Z","text":"a"},)"
                R"({"kind":"answer","at":"2024-01-02T11:00:00Z","html":"<p><b>b</b></p>"}]})"
        );
        on_each_engine([&](NewDesk& desk) {
            const auto report = desk.imports(old);
            REQUIRE(report.has_value());
            CHECK(report->problems == std::vector<std::string>{});
            const auto list = desk.ada.get("/api/v1/tickets");
            CHECK(list.text("/items/0/state") == state);
        });
    }
}

TEST_CASE("while a line is wrong nothing is written, and each is named") {
    const OldDesk old;
    has_people(old);
    old.write("people.jsonl", R"({"id":"p1","addresses":["other@acme.example"]})");
    old.write("people.jsonl", R"({"id":"p2","addresses":["ana@acme.example"]})");
    old.write("people.jsonl", R"({"id":"p3","addresses":["nobody"]})");
    old.write("people.jsonl", "not JSON");
    old.write(
        "tickets.jsonl",
        R"({"id":"1","subject":"S","customer":"p9","opened_at":"2024-01-02T10:00:00Z",)"
        R"("state":"open","entries":[]})"
    );
    old.write(
        "tickets.jsonl",
        R"({"id":"2","subject":"S","customer":"p1","opened_at":"2024-01-02T10:00:00Z",)"
        R"("state":"open","entries":[{"kind":"note","at":"2024-01-02T10:00:00Z","text":"a",)"
        R"("files":[{"file":"../../etc/passwd","name":"x"}]}]})"
    );
    on_each_engine([&](NewDesk& desk) {
        const auto report = desk.imports(old);
        REQUIRE(report.has_value());
        REQUIRE(report->problems.size() == 6);
        CHECK(report->problems[0] == "people.jsonl, line 2 /id: A person above has this id.");
        CHECK(report->problems[1].starts_with("people.jsonl, line 3 /addresses: ana@acme.example"));
        CHECK(report->problems[2].starts_with("people.jsonl, line 4 /addresses: "));
        CHECK(report->problems[3].starts_with("people.jsonl, line 5"));
        CHECK(report->problems[4].starts_with("tickets.jsonl, line 1 /customer: No person"));
        CHECK(report->problems[5].starts_with("tickets.jsonl, line 2 /entries/files: ../../etc"));
        CHECK(desk.tickets() == 0);
        CHECK(desk.facts("organisation_created") == 0);
    });
}

TEST_CASE("what is no export, and who is no agent, is said") {
    const OldDesk old;
    on_each_engine([&](NewDesk& desk) {
        const auto nobody =
            transfer::import_desk(desk.desk(), {.from = old.path, .by = "ana@acme.example"});
        CHECK(nobody.error().code == "unknown_agent");
        const auto nothing =
            transfer::import_desk(desk.desk(), {.from = old.path / "no", .by = "x@y.example"});
        CHECK(nothing.error().code == "not_an_export");
    });
}

TEST_CASE("what a desk exports another one imports") {
    on_each_engine([](NewDesk& desk) {
        desk.arrives(tests::letter({}));
        const auto number = desk.ada.get("/api/v1/tickets").number("/items/0/number");
        const auto path = fmt::format("/api/v1/tickets/{}", number);
        CHECK(desk.ada.post(path + "/replies", R"({"body_text":"We are at it."})").status() == 201);
        const OldDesk place;
        const auto to = place.path / "export";
        const auto exported = transfer::export_desk(desk.desk(), to);
        REQUIRE(exported.has_value());
        CHECK(exported->tickets == 1);
        CHECK(exported->entries == 2);
        CHECK(transfer::export_desk(desk.desk(), to).error().code == "exists");
        CHECK(desk.facts("desk_exported") == 1);
        expect_all_in_another(to);
    });
}

TEST_CASE("links between requests come along, each once") {
    const OldDesk old;
    has_people(old);
    const auto request = [](const std::string& id) {
        return R"({"id":")" + id + R"(","subject":"Printer )" + id +
               R"(","customer":"p1","opened_at":"2024-01-02T10:00:00Z","state":"closed",)"
               R"("entries":[]})";
    };
    old.write("tickets.jsonl", request("1"));
    old.write("tickets.jsonl", request("2"));
    old.write("links.jsonl", R"({"ticket":"2","kind":"duplicate_of","other":"1"})");
    on_each_engine([&](NewDesk& desk) {
        REQUIRE(desk.imports(old)->links == 1);
        const auto again = desk.imports(old);
        CHECK(again->known == again->people + again->organisations + 3);
        const auto second = desk.ada.get("/api/v1/tickets?sort=opened_at&direction=desc");
        const auto number = second.text("/items/0/number");
        const auto ticket = desk.ada.get("/api/v1/tickets/" + number);
        CHECK(ticket.text("/subject") == "Printer 2");
        REQUIRE(ticket.size("/links") == 1);
        CHECK(ticket.text("/links/0/kind") == "duplicate_of");
        CHECK(ticket.text("/links/0/subject") == "Printer 1");

        const OldDesk place;
        const auto written = transfer::export_desk(desk.desk(), place.path / "out");
        REQUIRE(written.has_value());
        CHECK(written->links == 1);
        CHECK(place.text("out/links.jsonl").contains(R"("kind":"duplicate_of")"));
    });
}

TEST_CASE("a link to a request that is not there stops an import before it begins") {
    const OldDesk old;
    has_people(old);
    old.write("links.jsonl", R"({"ticket":"1","kind":"related","other":"2"})");
    on_each_engine([&](NewDesk& desk) {
        const auto report = desk.imports(old);
        REQUIRE(report->problems.size() == 1);
        CHECK(report->problems.front() == "links.jsonl, line 1 /ticket: No request has this id.");
    });
}
