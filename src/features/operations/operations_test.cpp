// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/operations/operations.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;

using tests::World;

namespace {

/// A desk with a reader that cannot bear to hear of teams, as long as `broken` is true.
struct DeskWithMoodyReader : World {
    DeskWithMoodyReader(db::Engine engine, const bool& broken)
        : World(
              engine,
              {.routes = {access::routes(), operations::routes()}, .reactors = {moody(broken)}}
          ) {}

    static journal::Reactor moody(const bool& broken) {
        return {
            .name = "moody",
            .kind = journal::ReactorKind::derives,
            .hears = {"team_created"},
            .hear = [&broken](db::Transaction&, const journal::Fact&) -> Result<> {
                if (broken) throw Fault("no more teams");
                return {};
            },
        };
    }
};

void on_each_engine(const std::function<void(DeskWithMoodyReader&, bool& broken)>& story) {
    for (const auto engine : db::test_engines()) {
        bool broken = true;
        DeskWithMoodyReader desk(engine, broken);
        story(desk, broken);
    }
}

std::string retry_of(TeamId team) {
    return R"({"subject_type":"team","subject_id":)" + std::to_string(team.value) + "}";
}

} // namespace

TEST_CASE("an administrator sees what a reader set aside, and has it heard again") {
    on_each_engine([](DeskWithMoodyReader& desk, bool& broken) {
        auto ada = desk.administrator();
        const auto team = desk.team("Network");
        desk.run_reactors();

        const auto seen = ada.get("/api/v1/readers");
        CHECK(seen.status() == 200);
        REQUIRE(seen.size("/parked") == 1);
        CHECK(seen.text("/parked/0/reactor") == "moody");
        CHECK(seen.text("/parked/0/subject_type") == "team");
        CHECK(seen.number("/parked/0/subject_id") == team.value);
        CHECK(seen.text("/parked/0/reason") == "no more teams");
        CHECK(seen.text("/readers/0/name") == "moody");
        CHECK(seen.number("/readers/0/parked") == 1);

        const std::string retries = "/api/v1/readers/moody/retries";
        const auto in_vain = ada.post(retries, retry_of(team));
        CHECK(in_vain.status() == 409);
        CHECK(in_vain.text("/code") == "still_failing");
        CHECK(in_vain.text("/detail").find("no more teams") != std::string::npos);
        CHECK(ada.get("/api/v1/readers").size("/parked") == 1);

        broken = false;
        CHECK(ada.post(retries, retry_of(team)).status() == 204);
        CHECK(ada.get("/api/v1/readers").size("/parked") == 0);
        const auto once_more = ada.post(retries, retry_of(team));
        CHECK(once_more.status() == 404);
        CHECK(once_more.text("/code") == "not_parked");
    });
}

TEST_CASE("a reader that is not there, and a subject that is none, are answered in words") {
    on_each_engine([](DeskWithMoodyReader& desk, bool&) {
        auto ada = desk.administrator();
        const auto unknown = ada.post("/api/v1/readers/nobody/retries", retry_of(TeamId{1}));
        CHECK(unknown.status() == 404);
        CHECK(unknown.text("/code") == "unknown_reactor");
        CHECK_FALSE(unknown.text("/detail").empty());
        CHECK(ada.post("/api/v1/readers/moody/retries", R"({"subject_id":1})").status() == 422);
    });
}

TEST_CASE("how the desk's readers fare is for those who manage operations") {
    on_each_engine([](DeskWithMoodyReader& desk, bool&) {
        auto noor = desk.agent("Noor");
        CHECK(noor.get("/api/v1/readers").status() == 403);
        CHECK(noor.post("/api/v1/readers/moody/retries", retry_of(TeamId{1})).status() == 403);
    });
}
