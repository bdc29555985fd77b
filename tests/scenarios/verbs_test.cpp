// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verbs.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <random>

using namespace heed;

namespace {

/// A place for a desk, gone with the test.
struct NewPlace {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("heed_init_" + std::to_string(std::random_device{}()));

    NewPlace() = default;

    ~NewPlace() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    NewPlace(const NewPlace&) = delete;
    NewPlace& operator=(const NewPlace&) = delete;
};

using Flags = std::vector<std::pair<std::string, std::string>>;

int init(const NewPlace& place, const Flags& flags) {
    cli::Arguments arguments;
    arguments.add("data", (place.path / "desk").string());
    for (const auto& [name, value] : flags) arguments.add(name, value);
    const auto verbs = app::all_verbs();
    const auto verb = std::ranges::find(verbs, "init", &cli::Verb::name);
    REQUIRE(verb != verbs.end());
    return verb->run(arguments);
}

} // namespace

TEST_CASE("a desk that cannot be made leaves nothing behind") {
    const NewPlace place;
    const std::vector<Flags> wrong = {
        {{"admin", "nobody"}},
        {{"admin", "ada@acme.dev"}, {"name", " "}},
        {{"admin", "ada@acme.dev"}, {"name", std::string(201, 'a')}},
        {{"admin", "ada@acme.dev"}, {"password-file", "/nowhere/secret"}},
    };
    for (const auto& flags : wrong) {
        CAPTURE(flags.back().second);
        CHECK(init(place, flags) != 0);
        CHECK_FALSE(std::filesystem::exists(place.path));
    }
    CHECK(init(place, {{"admin", "ada@acme.dev"}, {"name", "Ada"}}) == 0);
    CHECK(std::filesystem::exists(place.path / "desk" / "heed.key"));
}

TEST_CASE("every verb shows itself in an example, and prints its results for programs too") {
    // What they print is a document or a stream of its own.
    constexpr std::array<std::string_view, 2> without_json = {"serve", "openapi"};
    for (const auto& verb : app::all_verbs()) {
        CAPTURE(verb.name);
        CHECK(!verb.summary.empty());
        CHECK(verb.example.starts_with("heed " + verb.name));
        const bool has_json =
            std::ranges::find(verb.flags, "json", &cli::Flag::name) != verb.flags.end();
        CHECK(has_json != (std::ranges::find(without_json, verb.name) != without_json.end()));
    }
}
