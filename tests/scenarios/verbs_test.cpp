// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verbs.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

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

int run(std::string_view name, const Flags& flags) {
    cli::Arguments arguments;
    for (const auto& [flag, value] : flags) arguments.add(flag, value);
    const auto verbs = app::all_verbs();
    const auto verb = std::ranges::find(verbs, name, &cli::Verb::name);
    REQUIRE(verb != verbs.end());
    std::cout.clear();
    return verb->run(arguments);
}

int init(const NewPlace& place, Flags flags) {
    flags.emplace_back("data", (place.path / "desk").string());
    return run("init", flags);
}

/// What the verbs say on standard error, until it goes.
class Complaints {
public:
    Complaints() : before_(std::cerr.rdbuf(heard_.rdbuf())) {}

    ~Complaints() { std::cerr.rdbuf(before_); }

    Complaints(const Complaints&) = delete;
    Complaints& operator=(const Complaints&) = delete;

    /// What has been said since this was last asked.
    std::string heard() {
        auto said = heard_.str();
        heard_.str({});
        return said;
    }

private:
    std::ostringstream heard_ = {};
    std::streambuf* before_;
};

/// Standard output on a disk that is full, until it goes.
class FullOutput {
public:
    FullOutput() : before_(std::cout.rdbuf(full_.rdbuf())) {}

    ~FullOutput() {
        std::cout.rdbuf(before_);
        std::cout.clear();
    }

    FullOutput(const FullOutput&) = delete;
    FullOutput& operator=(const FullOutput&) = delete;

private:
    std::ofstream full_{"/dev/full"};
    std::streambuf* before_;
};

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

TEST_CASE("a verb whose output cannot be written says so, and what is lost") {
    const NewPlace place;
    REQUIRE(init(place, {{"admin", "ada@acme.dev"}}) == 0);
    const Flags desk = {{"data", (place.path / "desk").string()}};
    auto token = desk;
    token.insert(token.end(), {{"name", "backup"}, {"scope", "*"}});
    auto noor = desk;
    noor.emplace_back("email", "noor@acme.dev");
    Complaints complaints;
    const FullOutput full;
    CHECK(run("token create", token) == app::exit_fault);
    CHECK(complaints.heard().contains("heed token revoke"));
    CHECK(run("user add", noor) == app::exit_fault);
    CHECK(complaints.heard().contains("heed user link"));
    for (const auto* const verb : {"openapi", "config", "check", "token list"}) {
        CAPTURE(verb);
        CHECK(run(verb, verb == std::string("openapi") ? Flags{} : desk) == app::exit_fault);
        CHECK(complaints.heard().contains("could not be written"));
    }
}

TEST_CASE("a folder that cannot be used is named, with what to do") {
    const NewPlace place;
    std::filesystem::create_directories(place.path);
    std::ofstream(place.path / "desk") << "a plain file";
    Complaints complaints;
    CHECK(init(place, {{"admin", "ada@acme.dev"}}) == app::exit_fault);
    const auto told = complaints.heard();
    CHECK(told.starts_with((place.path / "desk").string()));
    CHECK(told.contains("cannot be used: "));
    CHECK(told.contains("--data"));
}

TEST_CASE("a damaged database is called damaged, with what to do") {
    const NewPlace place;
    REQUIRE(init(place, {{"admin", "ada@acme.dev"}}) == 0);
    std::ofstream(place.path / "desk" / "heed.db") << std::string(8192, 'x');
    Complaints complaints;
    CHECK(run("check", {{"data", (place.path / "desk").string()}}) == app::exit_fault);
    CHECK(complaints.heard().contains("put the last backup in its place"));
}

TEST_CASE("an empty password file is called empty") {
    const NewPlace place;
    std::filesystem::create_directories(place.path);
    const auto file = place.path / "secret";
    std::ofstream(file).close();
    Complaints complaints;
    CHECK(init(place, {{"admin", "ada@acme.dev"}, {"password-file", file.string()}}) != 0);
    CHECK(complaints.heard().contains("is empty"));
    CHECK_FALSE(std::filesystem::exists(place.path / "desk"));
}

TEST_CASE("a token has a name that can be told from others") {
    const NewPlace place;
    REQUIRE(init(place, {{"admin", "ada@acme.dev"}}) == 0);
    const auto named = [&](const std::string& name) {
        return run(
            "token create",
            {{"data", (place.path / "desk").string()}, {"name", name}, {"scope", "*"}}
        );
    };
    for (const auto& name :
         {std::string(),
          std::string(" "),
          std::string("a\nb"),
          std::string(101, 'a'),
          std::string("\xff")}) {
        CAPTURE(name);
        CHECK(named(name) == app::exit_refused);
    }
    CHECK(named(std::string(100, 'a')) == 0);
}

TEST_CASE("every verb shows itself in an example, and prints its results for programs too") {
    // What they print is a document or a stream of its own.
    constexpr std::array<std::string_view, 3> without_json = {"serve", "openapi", "worker mail"};
    for (const auto& verb : app::all_verbs()) {
        CAPTURE(verb.name);
        CHECK(!verb.summary.empty());
        CHECK(verb.example.starts_with("heed " + verb.name));
        const bool has_json =
            std::ranges::find(verb.flags, "json", &cli::Flag::name) != verb.flags.end();
        CHECK(has_json != (std::ranges::find(without_json, verb.name) != without_json.end()));
    }
}
