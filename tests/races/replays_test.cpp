// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/parts.hpp"
#include "kernel/format.hpp"
#include "tests/permissions/table.hpp"
#include "tests/whole_desk/calls.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using namespace heed;
using namespace heed::tests;

namespace {

constexpr std::string_view base = "/api/v1";

std::string name_of_described(const Described& described) {
    return fmt::format("{} {}", name_of(described.method), described.pattern);
}

/// What the API document says of each route that changes something.
std::vector<Described> writes() {
    auto all = app::all_described();
    std::erase_if(all, [](const Described& one) {
        return one.method == http::Method::get || !one.pattern.starts_with(base);
    });
    return all;
}

/// The same with one more blank, file or field: good as well, and something else.
Call changed(Call call) {
    if (!call.files.empty())
        call.files.back().second += " and more";
    else if (!call.form.empty())
        call.form.back().second += " and more";
    else if (!call.raw.empty())
        call.raw += "And more.\r\n";
    else
        call.json = call.json.empty() ? "{}" : call.json + ' ';
    return call;
}

/// Asks for one thing twice and for another with the same key.
void require_once(Scene& scene, const std::string& route, const Who& who) {
    auto visitor = scene.visitor(who.role);
    const auto call = calls().at(route)(scene, visitor, who);
    visitor.with("Idempotency-Key", scene.fresh("key"));
    const auto first = play(scene, visitor, route, call);
    CAPTURE(first.response.body);
    CHECK(first.status() < 300);
    CHECK(first.header("Idempotency-Replayed").empty());
    const auto again = play(scene, visitor, route, call);
    CAPTURE(again.response.body);
    CHECK(again.status() == first.status());
    CHECK(again.header("Idempotency-Replayed") == "true");
    // What is kept of the request holds no token of a link.
    const auto kept = scene.desk.read([](db::Transaction& tx) {
        return tx.rows<std::string>("SELECT route FROM idempotency ORDER BY at DESC, key");
    });
    CHECK(std::ranges::find(kept, route) != kept.end());
    const auto other = play(scene, visitor, route, changed(call));
    CAPTURE(other.response.body);
    CHECK(other.status() == 422);
    CHECK(other.code() == "key_reused");
}

std::string file_text(const char* name) {
    std::ifstream stream(name);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("routes that take no key are named with the reason where programs are told of keys") {
    const auto words = file_text("docs/api/README.md");
    int unkeyed = 0;
    for (const auto& described : writes()) {
        if (described.unkeyed.empty()) continue;
        const auto name = fmt::format(
            "`{} {}`", name_of(described.method), described.pattern.substr(base.size())
        );
        CAPTURE(name);
        CHECK(words.contains(name));
        CHECK(described.unkeyed.ends_with('.'));
        ++unkeyed;
    }
    CHECK(unkeyed > 0);
}

TEST_CASE("whatever is asked twice with one key is done once and answered twice") {
    const auto permissions = read_table("tests/permissions.tsv");
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        INFO((engine == db::Engine::sqlite ? std::string("SQLite") : std::string("PostgreSQL")));
        int asked = 0;
        for (const auto& described : writes()) {
            const auto route = name_of_described(described);
            const auto who = who_may(permissions, route);
            if (!described.unkeyed.empty() || !who) continue;
            INFO(route);
            require_once(scene, route, *who);
            ++asked;
        }
        CHECK(asked > 50);
    }
}
