// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "tests/whole_desk/calls.hpp"

#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace heed;
using namespace heed::tests;

namespace {

constexpr std::string_view canary = "canary";

/// Ana's request with something internal in every place that holds any, and where it stands.
struct Minefield {
    std::string number;
    std::vector<std::string> entries;
    std::vector<std::string> files;
};

Answer done(const Answer& answer) {
    INFO(answer.response.body);
    REQUIRE(answer.status() >= 200);
    REQUIRE(answer.status() < 300);
    return answer;
}

std::string uploaded(Scene& scene) {
    const Call upload{.path = "/api/v1/attachments", .files = {{"file", "a canary in a file"}}};
    return done(play(scene, scene.ada, "POST /api/v1/attachments", upload)).text("/id");
}

/// What agents write, with a file: a note, calls, an answer that is held.
void write_internally(Scene& scene, const std::string& path, Minefield& field) {
    const auto later = to_rfc3339(scene.desk.clock.now() + std::chrono::hours{1});
    const std::vector<std::pair<std::string, std::string>> writings = {
        {"/notes", ""},
        {"/calls", R"("direction":"out",)"},
        {"/calls", R"("direction":"in",)"},
        {"/replies", fmt::format(R"("release_at":"{}",)", later)},
    };
    for (const auto& [where, with] : writings) {
        field.files.push_back(uploaded(scene));
        const auto json = fmt::format(
            R"({{{}"body_text":"A canary sings.","attachments":[{}]}})", with, field.files.back()
        );
        field.entries.push_back(done(scene.ada.post(path + where, json)).text("/entry_id"));
    }
}

void judge(Scene& scene, const std::string& entry) {
    const auto judged =
        scene.desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<bool> {
            const auto found = conversations::find_entry(tx, EntryId{std::stoll(entry)});
            conversations::add_judgement(tx, actor, *found, {.reason = "A canary said so."}, now);
            TRY(conversations::record_delivery(
                tx, actor, found->id, {.text = "The canary's server is away."}, now
            ));
            return true;
        });
    REQUIRE(judged);
}

Minefield laid(Scene& scene) {
    Minefield field;
    field.number = scene.ticket({.role = "customer", .relation = Relation::own});
    const auto path = "/api/v1/tickets/" + field.number;
    const auto team = scene.made("/api/v1/teams", R"({"name":"Canary keepers"})");
    const auto owner = scene.made(
        "/api/v1/agents",
        R"({"name":"Cara Canary","email":"cara@canary.example","roles":[],"teams":[]})"
    );
    const auto other = scene.made(
        "/api/v1/tickets",
        fmt::format(
            R"({{"subject":"Canary","customer":{{"id":{}}}}})", scene.people.at("zed").value
        )
    );
    done(scene.ada.put(path + "/tags/canary"));
    done(scene.ada.put(path + "/helpers/" + owner));
    done(scene.ada.post(path + "/links", fmt::format(R"({{"kind":"related","number":{}}})", other))
    );
    done(scene.ada.patch(path, R"({"priority":1,"priority_reason":"The canary is important."})"));
    done(scene.ada.patch(path, fmt::format(R"({{"team_id":{}}})", team)));
    write_internally(scene, path, field);
    field.entries.push_back(scene.ada.get(path).text("/entries/0/id"));
    judge(scene, field.entries.back());
    // As sure as that it is hidden from her: it is there.
    CHECK(ascii_lower(scene.ada.get(path).response.body).contains(canary));
    return field;
}

std::string with(std::string pattern, std::string_view name, const std::string& value) {
    const auto at = pattern.find(name);
    if (at != std::string::npos) pattern.replace(at, name.size(), value);
    return pattern;
}

/// Every address that the pattern stands for in this minefield.
std::set<std::string>
paths_of(const std::string& pattern, const Minefield& field, const std::string& link_token) {
    const auto whole = with(with(pattern, "{number}", field.number), "{token}", link_token);
    std::set<std::string> paths;
    for (const auto& entry : field.entries) {
        for (const auto& file : field.files) {
            const auto path = with(with(whole, "{entry}", entry), "{attachment}", file);
            paths.insert(with(with(path, "{file}", file), "{path...}", "x"));
        }
    }
    return paths;
}

void look_everywhere(Scene& scene, const Minefield& field, const std::string& role) {
    auto visitor = scene.visitor(role);
    const auto link = scene.link({.role = "customer", .relation = Relation::own}, field.number);
    int answered = 0;
    for (const auto& route : scene.desk.router().routes()) {
        if (route.method != http::Method::get || route.pattern.contains("/stream")) continue;
        for (const auto& path : paths_of(route.pattern, field, link.substr(3))) {
            const auto answer = visitor.get(path);
            if (answer.status() == 200) ++answered;
            INFO(role, " at ", path, ": ", answer.response.body);
            CHECK_FALSE(ascii_lower(answer.response.body).contains(canary));
        }
    }
    CHECK(answered > 0);
}

/// The page without what is new in it each time it is asked for.
std::string lasting(std::string page) {
    constexpr std::string_view before = "name=\"once\" value=\"";
    const auto at = page.find(before);
    if (at == std::string::npos) return page;
    const auto begin = at + before.size();
    return page.erase(begin, page.find('"', begin) - begin);
}

/// What somebody reads at each address that has to do with requests.
std::map<std::string, std::string>
read_everywhere(Scene& scene, const Minefield& field, Visitor& visitor, const std::string& link) {
    std::map<std::string, std::string> pages;
    for (const auto& route : scene.desk.router().routes()) {
        const bool about_requests =
            route.pattern.contains("{number}") || route.pattern.contains("{entry}") ||
            route.pattern.contains("{token}") || route.pattern == "/requests";
        if (route.method != http::Method::get || !about_requests) continue;
        for (const auto& path : paths_of(route.pattern, field, link.substr(3)))
            pages[path] = lasting(visitor.get(path).response.body);
    }
    return pages;
}

/// Much happens, and nothing that is for customers.
void work_behind_the_scenes(Scene& scene, const Minefield& field) {
    const auto path = "/api/v1/tickets/" + field.number;
    auto more = field;
    write_internally(scene, path, more);
    done(scene.ada.put(path + "/tags/urgent"));
    done(scene.ada.remove(path + "/tags/canary"));
    done(scene.ada.patch(path, R"({"impact":1,"priority":2,"priority_reason":"The canary."})"));
    done(scene.ada.patch(path, fmt::format(R"({{"team_id":{}}})", scene.support)));
    done(scene.ada.put(path + "/helpers/" + scene.new_agent()));
    judge(scene, field.entries.back());
}

} // namespace

TEST_CASE("nothing internal is in any answer that a customer can get") {
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        const auto field = laid(scene);
        for (const auto* role : {"customer", "carl", "link"}) look_everywhere(scene, field, role);
        auto ana = scene.visitor("customer");
        const auto seen = ana.get("/api/v1/tickets/" + field.number);
        CHECK(seen.text("/subject") == "Printer");
        CHECK(seen.text("/entries/0/body_text") == "It jams.");
        CHECK(seen.size("/entries/0/judgements") == 0);
        for (const auto* hidden : {"/tags", "/priority", "/impact", "/owner", "/team", "/unread"})
            CHECK(seen.text(hidden).empty());
    }
}

TEST_CASE("customers cannot tell whether anybody is at work behind the scenes") {
    const Who own{.role = "customer", .relation = Relation::own};
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        const auto field = laid(scene);
        const auto link = scene.link(own, field.number);
        scene.desk.clock.advance(std::chrono::minutes{5});
        static_cast<void>(scene.ticket(own)); // stands above the other, and stays there
        for (const auto* role : {"customer", "carl", "link"}) {
            auto visitor = scene.visitor(role);
            const auto before = read_everywhere(scene, field, visitor, link);
            scene.desk.clock.advance(std::chrono::minutes{5});
            work_behind_the_scenes(scene, field);
            for (const auto& [path, page] : read_everywhere(scene, field, visitor, link)) {
                INFO(std::string(role), " at ", path);
                CHECK(page == before.at(path));
            }
        }
    }
}
