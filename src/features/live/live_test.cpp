// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/live.hpp"
#include "features/live/sight.hpp"
#include "tests/support/gate.hpp"
#include "tests/support/world.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <thread>

using namespace heed;
using namespace heed::live;
using namespace std::chrono_literals;

using tests::World;

namespace {

/// A browser that listens; what it heard is read as text.
struct Browser {
    std::shared_ptr<http::EventStream> stream = std::make_shared<http::EventStream>();

    std::string heard() const {
        std::string text;
        for (const auto& payload : stream->take()) text += *payload;
        return text;
    }
};

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

/// A desk whose journal is told to browsers when a test says so.
class LiveDesk {
public:
    explicit LiveDesk(db::Engine engine)
        : world(
              engine,
              {.routes = {access::routes(), tickets::routes()}, .reactors = tickets::reactors()}
          ),
          live(world.desk()),
          noor(world.agent("Noor")) {
        live.run_once(); // what was before is nobody's news
    }

    World world;
    Live live;
    tests::Visitor noor;

    Browser listens(const Actor& actor, std::optional<std::int64_t> after = {}) {
        Browser browser;
        live.add({.stream = browser.stream, .actor = actor, .after = after});
        live.run_once();
        return browser;
    }

    /// Noor's, who has heard the hello.
    Browser listens() {
        auto browser = listens(world.actor(noor.person));
        CHECK(browser.heard().starts_with("event: hello\nid: " + std::to_string(head())));
        return browser;
    }

    TicketId asks(std::optional<TeamId> team = {}) {
        const auto ana = world.customer("ana").person;
        const auto opened = world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return tickets::open_ticket(
                tx, actor, {.subject = "VPN", .customer = ana, .team = team}, now
            );
        });
        REQUIRE(opened);
        return opened->id;
    }

    std::int64_t head() {
        return world.read([](db::Transaction& tx) { return journal::head(tx); });
    }

    /// Draws a position that nobody will ever see.
    void gives_up() {
        const auto refused = world.run([](db::Transaction& tx, const Actor& actor, Instant now) {
            journal::append_json(tx, actor, now, "test_fact", {.type = "desk", .id = 1}, "{}");
            return Result<bool>(refuse(Refusal::invalid, "changed_my_mind"));
        });
        REQUIRE_FALSE(refused);
    }
};

/// A desk's database, whose reads fail when a test says so.
class FlawedReads final : public db::Database {
public:
    explicit FlawedReads(db::Database& real) : real_(real) {}

    void fails_after(int reads, std::function<void()> failure) {
        reads_left_ = reads;
        failure_ = std::move(failure);
    }

    void heals() { failure_ = nullptr; }

    void read_job(const std::function<void(db::Transaction&)>& job) override {
        if (failure_ && reads_left_-- <= 0) failure_();
        real_.read_job(job);
    }

    [[nodiscard]] db::Engine engine() const override { return real_.engine(); }

    Result<> write_job(WriteJob job, db::WriteOptions options) override {
        return real_.write_job(std::move(job), std::move(options));
    }

    void long_read(const std::function<void(db::Transaction&)>& job) override {
        real_.long_read(job);
    }

    void on_batch(db::BatchHook hook) override { real_.on_batch(std::move(hook)); }

    void on_commit(db::CommitHook hook) override { real_.on_commit(std::move(hook)); }

    void on_fatal(db::FatalHook hook) override { real_.on_fatal(std::move(hook)); }

    void finish_bulk_load() override { real_.finish_bulk_load(); }

    std::vector<std::string> integrity_problems() override { return real_.integrity_problems(); }

    std::int64_t size_bytes() override { return real_.size_bytes(); }

    [[nodiscard]] db::Load load() override { return real_.load(); }

private:
    db::Database& real_;
    int reads_left_ = 0;
    std::function<void()> failure_;
};

struct FlawedDesk {
    explicit FlawedDesk(Desk& sound)
        : db(sound.db),
          desk(
              {.db = db,
               .clock = sound.clock,
               .reactors = sound.reactors,
               .config = sound.config,
               .sealer = sound.sealer,
               .files = sound.files,
               .index = sound.index}
          ),
          live(desk) {
        live.run_once(); // what was before is nobody's news
    }

    FlawedReads db;
    Desk desk;
    Live live;

    Browser let_in(const Actor& actor, std::optional<std::int64_t> after = {}) {
        Browser browser;
        live.add({.stream = browser.stream, .actor = actor, .after = after});
        return browser;
    }
};

template <class Test>
void at_each_live_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        LiveDesk desk(engine);
        test(desk);
    }
}

} // namespace

TEST_CASE("a browser hears what happens from its hello on, with what changed and where") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto before = desk.asks();
        desk.live.run_once();
        const auto browser = desk.listens();
        const auto path = "/api/v1/tickets/" + std::to_string(before.value);
        REQUIRE(desk.noor.patch(path, R"({"impact":1})").status() == 200);
        desk.live.run_once();
        const auto heard = browser.heard();
        CHECK(times(heard, "event: fact") == 1);
        CHECK(heard.contains("\"kind\":\"ticket_changed\""));
        CHECK(heard.contains("\"fields\":[\"impact\",\"priority\"]"));
        CHECK(heard.contains("\"version\":2"));
        CHECK(heard.contains("id: " + std::to_string(desk.head())));
        desk.live.run_once();
        CHECK(browser.heard().empty());
    });
}

TEST_CASE("nobody hears of what they may not see") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto network = desk.world.team("Network");
        const auto personnel = desk.world.team("People");
        Actor sam = desk.world.actor(desk.noor.person);
        const auto rights = sam.permissions;
        sam.permissions = {};
        sam.in_teams = {{.team = network, .permissions = rights}};
        desk.live.run_once();
        const auto all = desk.listens();
        const auto some = desk.listens(sam);
        static_cast<void>(some.heard());
        desk.asks(personnel);
        const auto seen = desk.asks(network);
        desk.live.run_once();
        CHECK(times(all.heard(), "ticket_opened") == 2);
        const auto heard = some.heard();
        CHECK(times(heard, "ticket_opened") == 1);
        CHECK(heard.contains("\"ticket\":" + std::to_string(seen.value)));
        CHECK(desk.live.streams() == 2);
    });
}

TEST_CASE("who could see a request hears that it left, and nothing of where it went") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto network = desk.world.team("Network");
        const auto personnel = desk.world.team("People");
        Actor sam = desk.world.actor(desk.noor.person);
        const auto rights = sam.permissions;
        sam.permissions = {};
        sam.in_teams = {{.team = network, .permissions = rights}};
        const auto moved = desk.asks(network);
        const auto stays = desk.asks(personnel);
        desk.live.run_once();
        const auto left_at = desk.head();
        const auto some = desk.listens(sam);
        static_cast<void>(some.heard());
        const auto path = [](TicketId id) { return "/api/v1/tickets/" + std::to_string(id.value); };
        const auto to_people = R"({"team_id":)" + std::to_string(personnel.value) + "}";
        REQUIRE(desk.noor.patch(path(moved), to_people).status() == 200);
        REQUIRE(desk.noor.patch(path(moved), R"({"impact":1})").status() == 200);
        REQUIRE(desk.noor.patch(path(stays), R"({"impact":1})").status() == 200);
        desk.live.run_once();
        const auto heard = some.heard();
        CHECK(times(heard, "event: fact") == 1);
        CHECK(heard.contains("\"ticket\":" + std::to_string(moved.value)));
        CHECK(heard.contains("\"fields\":[]"));
        CHECK_FALSE(heard.contains("\"version\":2"));
        const auto later = desk.listens(sam, left_at);
        CHECK(times(later.heard(), "event: fact") == 1);
    });
}

TEST_CASE("customers and strangers hear nothing that is not about their own request") {
    journal::Fact fact;
    fact.kind = "person_changed";
    const Actor customer{.kind = Actor::Kind::customer, .person = PersonId{1}};
    CHECK_FALSE(may_hear(customer, fact, {}));
    CHECK_FALSE(may_hear(Actor{}, fact, {}));
    fact.ticket_id = TicketId{7};
    tickets::Ticket ticket;
    ticket.id = TicketId{7};
    ticket.customer_id = PersonId{1};
    CHECK(may_hear(customer, fact, {{TicketId{7}, ticket}}));
    CHECK_FALSE(may_hear(customer, fact, {}));
}

TEST_CASE("those who see alike share one text; a right more or less is another sight") {
    Actor left{.kind = Actor::Kind::agent, .person = PersonId{1}};
    left.permissions.add(Permission::ticket_read);
    Actor right = left;
    right.person = PersonId{2};
    CHECK(sees_alike(left, right));
    right.permissions.add(Permission::audit_read);
    CHECK_FALSE(sees_alike(left, right));
    right = left;
    right.in_teams.push_back({.team = TeamId{1}, .permissions = {Permission::ticket_read}});
    CHECK_FALSE(sees_alike(left, right));
}

TEST_CASE("who comes back hears what was missed, once and in order, then what is new") {
    at_each_live_desk([](LiveDesk& desk) {
        desk.asks();
        const auto left_at = desk.head();
        for (int at = 0; at < 5; ++at) desk.asks();
        desk.live.run_once();
        const auto browser = desk.listens(desk.world.actor(desk.noor.person), left_at);
        const auto missed = browser.heard();
        CHECK(times(missed, "ticket_opened") == 5);
        CHECK(missed.find("event: hello") > missed.rfind("ticket_opened"));
        CHECK(missed.find("\"ticket\":2,") < missed.find("\"ticket\":6,"));
        desk.asks();
        desk.live.run_once();
        CHECK(times(browser.heard(), "ticket_opened") == 1);
    });
}

TEST_CASE("who missed more than a stream holds hears all of it, as fast as it reads") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto noor = desk.world.actor(desk.noor.person);
        const auto left_at = desk.head();
        constexpr int missed = 300;
        for (int at = 0; at < missed; ++at) desk.asks();
        desk.live.run_once();
        const auto there = desk.listens();
        const auto back = desk.listens(noor, left_at);
        const auto reads_nothing = desk.listens(noor, left_at);
        CHECK(desk.live.streams() == 3);
        desk.asks();
        desk.live.run_once();
        CHECK(times(there.heard(), "ticket_opened") == 1); // waits for nobody
        std::string heard;
        for (int reads = 0; reads < missed && !heard.contains("event: hello"); ++reads) {
            heard += back.heard();
            desk.live.run_once();
        }
        CHECK(times(heard, "ticket_opened") == missed + 1);
        CHECK(times(heard, "event: hello") == 1);
        CHECK(heard.find("event: hello") > heard.rfind("ticket_opened"));
        CHECK_FALSE(heard.contains("event: reset"));
        desk.asks();
        desk.live.run_once();
        CHECK(times(back.heard(), "ticket_opened") == 1);
        reads_nothing.stream->end();
        desk.live.run_once();
        CHECK(desk.live.streams() == 2);
    });
}

TEST_CASE("storage that fails in a round takes nothing from those who listen or come back") {
    at_each_live_desk([](LiveDesk& desk) {
        FlawedDesk flawed(desk.world.desk());
        const auto noor = desk.world.actor(desk.noor.person);
        const auto left_at = desk.head();
        const Browser there = flawed.let_in(noor);
        flawed.live.run_once();
        CHECK(there.heard().contains("event: hello"));
        for (int reads = 0; reads < 4; ++reads) {
            CAPTURE(reads);
            desk.asks();
            const Browser back = flawed.let_in(noor, left_at);
            flawed.db.fails_after(reads, [] { throw StorageFault("gone for a moment"); });
            flawed.live.run_once();
            flawed.db.heals();
            flawed.live.run_once();
            CHECK(times(there.heard(), "ticket_opened") == 1);
            const auto heard = back.heard();
            CHECK(times(heard, "ticket_opened") == static_cast<std::size_t>(reads) + 1);
            CHECK(times(heard, "event: hello") == 1);
            CHECK_FALSE(heard.contains("event: reset"));
        }
    });
}

TEST_CASE("what can never be told makes everybody read anew, and the stream goes on") {
    at_each_live_desk([](LiveDesk& desk) {
        FlawedDesk flawed(desk.world.desk());
        const auto noor = desk.world.actor(desk.noor.person);
        const Browser there = flawed.let_in(noor);
        flawed.live.run_once();
        CHECK(there.heard().contains("event: hello"));
        desk.asks();
        flawed.db.fails_after(1, [] { throw Fault("a fact nobody can read"); });
        flawed.live.run_once();
        flawed.db.heals();
        CHECK(there.heard().contains("event: reset"));
        desk.asks();
        flawed.live.run_once();
        CHECK(times(there.heard(), "ticket_opened") == 1);
    });
}

TEST_CASE("a first stream tells what happened since the session was read") {
    at_each_live_desk([](LiveDesk& desk) {
        desk.asks();
        desk.world.run_reactors();
        const auto session = desk.noor.get("/api/v1/session");
        CHECK(session.number("/position") > 0);
        CHECK(session.number("/position") <= desk.head());
        const auto meanwhile = desk.asks();
        desk.live.run_once();
        const auto browser =
            desk.listens(desk.world.actor(desk.noor.person), session.number("/position"));
        const auto heard = browser.heard();
        CHECK(times(heard, "\"ticket\":" + std::to_string(meanwhile.value)) == 1);
        CHECK_FALSE(heard.contains("event: reset"));
    });
}

TEST_CASE("who comes back at a gap hears what lies behind it, whoever is at work meanwhile") {
    at_each_live_desk([](LiveDesk& desk) {
        desk.asks();
        const auto left_at = desk.head();
        desk.gives_up();
        desk.asks();
        desk.live.run_once();

        tests::Gate gate;
        std::jthread stranger([&] {
            const auto written = desk.world.run([&](db::Transaction& tx, const Actor&, Instant) {
                tx.run("INSERT INTO desk_value (name, value) VALUES ('stranger', 'x')");
                gate.pass();
                return Result<bool>(true);
            });
            CHECK(written.has_value());
        });
        gate.wait_for(1);
        const auto browser = desk.listens(desk.world.actor(desk.noor.person), left_at);
        gate.open();
        stranger.join();
        // A gap stays one while any transaction on the server runs, also those of other programs.
        auto heard = browser.heard();
        for (int asked = 0; asked < 5'000 && times(heard, "ticket_opened") == 0; ++asked) {
            desk.live.run_once();
            heard += browser.heard();
        }
        CHECK(times(heard, "ticket_opened") == 1);
    });
}

TEST_CASE("who was away for too long is told to read everything anew") {
    at_each_live_desk([](LiveDesk& desk) {
        constexpr int many = 10'001;
        const auto written = desk.world.run([](db::Transaction& tx, const Actor& actor, Instant now
                                            ) {
            for (int at = 0; at < many; ++at)
                journal::append_json(tx, actor, now, "test_fact", {.type = "desk", .id = 1}, "{}");
            return Result<bool>(true);
        });
        REQUIRE(written);
        desk.live.run_once();
        const auto late = desk.listens(desk.world.actor(desk.noor.person), desk.head() - many);
        CHECK(late.heard().starts_with("event: reset"));
    });
}

TEST_CASE("a stream ends within seconds when rights or session are others than before") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto allowed =
            std::make_shared<std::optional<Actor>>(desk.world.actor(desk.noor.person));
        const Browser browser;
        desk.live.add({.stream = browser.stream, .actor = **allowed, .again = [allowed] {
                           return *allowed;
                       }});
        desk.live.run_once();
        desk.world.clock.advance(3s);
        desk.live.run_once();
        CHECK(browser.stream->is_open());
        (*allowed)->permissions = {};
        desk.world.clock.advance(3s);
        desk.live.run_once();
        CHECK_FALSE(browser.stream->is_open());
        desk.live.run_once();
        CHECK(desk.live.streams() == 0);
    });
}

TEST_CASE("the stream of a session ends within seconds of it, on every node") {
    at_each_live_desk([](LiveDesk& desk) {
        auto elsewhere = desk.world.person(desk.noor.person);
        const auto asked = std::make_shared<http::Request>(
            desk.noor.request(http::Method::get, "/api/v1/stream", "")
        );
        const http::Route stream{
            .method = http::Method::get,
            .pattern = "/api/v1/stream",
            .needs = "staff",
            .handler = {}
        };
        auto& gate = desk.world.gate();
        REQUIRE(gate.authorise(*asked, stream));
        const Browser browser;
        desk.live.add({.stream = browser.stream, .actor = asked->actor, .again = [&gate, asked] {
                           return gate.actor_again(*asked);
                       }});
        desk.live.run_once();
        desk.world.clock.advance(3s);
        desk.live.run_once();
        CHECK(browser.stream->is_open());
        REQUIRE(elsewhere.remove("/api/v1/sessions").status() == 204);
        desk.world.clock.advance(3s);
        desk.live.run_once();
        CHECK_FALSE(browser.stream->is_open());
    });
}

TEST_CASE("a browser that has gone is forgotten") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto browser = desk.listens();
        CHECK(desk.live.streams() == 1);
        browser.stream->end();
        desk.live.run_once();
        CHECK(desk.live.streams() == 0);
    });
}

TEST_CASE("what is no fact goes to those who may see its ticket") {
    at_each_live_desk([](LiveDesk& desk) {
        const auto id = desk.asks(desk.world.team("People"));
        Actor sam = desk.world.actor(desk.noor.person);
        sam.permissions = {};
        desk.live.run_once();
        const auto all = desk.listens();
        const auto none = desk.listens(sam);
        static_cast<void>(none.heard());
        desk.live.publish("presence", id, R"({"people":[]})");
        CHECK(all.heard() == "event: presence\ndata: {\"people\":[]}\n\n");
        CHECK(none.heard().empty());
        desk.live.publish("presence", TicketId{999'999}, "{}");
        CHECK(all.heard().empty());
    });
}

TEST_CASE("who names a last event that cannot be read is told to read everything anew") {
    at_each_live_desk([](LiveDesk& desk) {
        desk.asks();
        desk.live.run_once();
        const auto stream = routes(desk.live).front();
        for (const auto* const last : {"abc", "-1", "7x", "99999999999999999999"}) {
            CAPTURE(last);
            auto request = desk.noor.request(http::Method::get, "/api/v1/stream", "");
            request.headers.add("Last-Event-ID", last);
            REQUIRE(desk.world.gate().authorise(request, stream));
            const auto answer = stream.handler(request);
            REQUIRE(answer);
            const Browser browser;
            answer->on_open(browser.stream);
            desk.live.run_once();
            CHECK(browser.heard().starts_with("event: reset"));
        }
    });
}
