// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/access.hpp"
#include "features/people/people.hpp"
#include "kernel/clock.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/database.hpp"
#include "platform/desk/desk.hpp"
#include "platform/files/blob_files.hpp"
#include "platform/files/disk.hpp"
#include "platform/http/router.hpp"
#include "platform/journal/reactors.hpp"
#include "platform/search/index.hpp"
#include "tests/support/visitor.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heed::tests {

/// A whole desk without a network: real features and database, a clock by hand, reactors that run
/// when told to. Requests go through router, gate and handler as in the server.
///
///     World world(engine, {.routes = {access::routes(), people::routes()}});
///     auto leo = world.agent("Leo");
///     const auto answer = leo.get("/api/v1/session");
class World {
public:
    using OnAnswer = std::function<void(const http::Route& route, const http::Response& response)>;

    struct Parts {
        std::vector<std::span<const Route>> routes = {};
        std::vector<journal::Reactor> reactors = {};
        access::Gate::Options gate = {
            .rates = {.reads_per_second = 0, .writes_per_second = 0, .anonymous_per_second = 0},
            .hand_over = {},
            .banners = {}
        };
        std::string base_url = "https://desk.example";
        OnAnswer on_answer = {}; // told of every answer to a known route
        // Routes that need the desk itself, as the server makes them.
        std::function<std::vector<http::Route>(Desk&)> more_routes = {};
        sandbox::Sandbox& sandbox = sandbox::here(); // where letters are read; outlives the world
    };

    World(db::Engine engine, Parts parts);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    HandClock clock{Instant{std::chrono::milliseconds{1'800'000'000'000}}};

    /// An administrator, who exists from the first call on.
    Visitor administrator();
    /// An agent with the built-in role `agent` (or another), signed in.
    Visitor agent(std::string_view name, std::string_view role = "agent");
    /// A customer `name@customers.example`, signed in.
    Visitor customer(std::string_view name);
    /// Somebody without a session, at a network address of their own.
    Visitor stranger();
    /// Whoever this is, signed in.
    Visitor person(PersonId id);
    /// A program with a token of these scopes that belongs to nobody.
    Visitor program(std::vector<Text<1, 50>> scopes);

    TeamId team(std::string_view name);

    /// What a person may do now, as the gate sees them.
    Actor actor(PersonId person);

    /// Answers a request as the server would.
    http::Response answer(http::Request& request);

    /// Runs a command as the desk itself.
    template <class Command>
    auto run(Command command) {
        return database_->write([&](db::Transaction& tx) {
            return command(tx, Actor::system("world"), clock.now());
        });
    }

    template <class Query>
    auto read(Query query) {
        return database_->read(query);
    }

    std::int64_t facts(std::string_view kind);

    /// The token that the newest letter of that fact would carry; empty when there is none.
    std::string token_in_letter(std::string_view fact_kind);

    void run_reactors() { reactors_.run_until_quiet(); }

    Desk& desk() { return desk_; }

    access::Gate& gate() { return gate_; }

    [[nodiscard]] const http::Router& router() const { return router_; }

    journal::Reactors& reactors() { return reactors_; }

private:
    Visitor signed_in(PersonId person, access::SessionLife life);
    PersonId make_agent(std::string_view name, std::string_view role);
    void give_password(PersonId person);

    std::filesystem::path folder_;
    config::Config config_;
    std::unique_ptr<db::Database> database_;
    crypto::Sealer sealer_;
    files::Disk disk_;
    files::BlobFiles files_;
    full_text::Index index_;
    journal::Reactors reactors_;
    Desk desk_;
    access::Gate gate_;
    http::Router router_;
    OnAnswer on_answer_;
    int visitors_ = 0;
};

} // namespace heed::tests
