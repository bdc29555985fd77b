// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/world.hpp"

#include "kernel/format.hpp"
#include "platform/crypto/token.hpp"
#include "platform/http/problem.hpp"
#include "platform/words/words.hpp"

#include <atomic>
#include <unistd.h>

namespace heed::tests {

namespace {

/// The key is made once for the whole program: nothing here depends on which one it is.
std::filesystem::path fresh_folder() {
    static std::atomic<int> number = 0;
    auto folder = std::filesystem::temp_directory_path() /
                  fmt::format("heed_world_{}_{}", ::getpid(), ++number);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

config::Config config_for(const std::filesystem::path& folder, const std::string& base_url) {
    config::Config config;
    config.data = folder;
    config.base_url = base_url;
    config.password.memory = config::mebibytes(19); // the least that is accepted
    config.password.passes = 2;
    config.web_root = folder / "web";
    return config;
}

crypto::Sealer sealer_in(const std::filesystem::path& folder) {
    const auto file = folder / "heed.key";
    CHECK(crypto::Sealer::create_key_file(file).has_value());
    auto sealer = crypto::Sealer::load(file);
    CHECK(sealer.has_value());
    return *std::move(sealer);
}

std::vector<http::Route> bound(Desk& desk, const World::Parts& parts) {
    std::vector<http::Route> result;
    if (parts.more_routes) result = parts.more_routes(desk);
    for (const auto table : parts.routes) {
        for (auto& route : server_routes(desk, table)) result.push_back(std::move(route));
    }
    return result;
}

struct LetterFact {
    std::int64_t token_id = 0;
};
HEED_FIELDS(LetterFact, token_id)

template <class T>
T certain(Result<T> result) {
    if (!result) throw Fault("the world cannot be made: " + result.error().code);
    return *std::move(result);
}

std::string address_of(std::string_view name, std::string_view domain) {
    std::string local;
    for (const auto& word : words::words_of(name)) local += (local.empty() ? "" : ".") + word;
    return local + '@' + std::string(domain);
}

/// On PostgreSQL nobody follows the journal until a test says so: there is nothing to wait for.
journal::Pace pace_for(db::Engine engine) {
    auto pace = journal::Pace::patient();
    if (engine == db::Engine::postgres) pace.settle_max = {};
    return pace;
}

} // namespace

World::World(db::Engine engine, Parts parts)
    : folder_(fresh_folder()),
      config_(config_for(folder_, parts.base_url)),
      database_(db::open_test_database(engine)),
      sealer_(sealer_in(folder_)),
      files_({.folder = folder_ / "files"}, disk_),
      index_(folder_ / "search", full_text::Index::Care::quick),
      reactors_(*database_, clock, std::move(parts.reactors), pace_for(engine)),
      desk_({
          .db = *database_,
          .clock = clock,
          .reactors = reactors_,
          .config = config_,
          .sealer = sealer_,
          .files = files_,
          .index = index_,
          .sandbox = parts.sandbox,
      }),
      gate_(desk_, parts.gate),
      router_(bound(desk_, parts)),
      on_answer_(std::move(parts.on_answer)) {}

World::~World() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

http::Response World::answer(http::Request& request) {
    const auto match = router_.match(request.method, request.path);
    if (match.route == nullptr) return http::problem(404, "not_found", "There is no such path.");
    const auto respond = [&]() -> Result<http::Response> {
        TRY(http::Router::fill(request, match));
        TRY(gate_.authorise(request, *match.route));
        return match.route->handler(request);
    };
    auto answered = respond();
    auto response = answered ? *std::move(answered) : http::problem(answered.error());
    if (on_answer_) on_answer_(*match.route, response);
    return response;
}

Visitor World::stranger() {
    ++visitors_;
    return {*this, fmt::format("192.0.{}.{}", visitors_ / 250, visitors_ % 250 + 1)};
}

Visitor World::signed_in(PersonId person, access::SessionLife life) {
    const access::NewSession session{.person = person, .token = crypto::random_token()};
    certain(run([&](db::Transaction& tx, const Actor&, Instant now) -> Result<bool> {
        const access::SignIn how{
            .person = person,
            .method = "password",
            .network = "world",
            .life = life,
        };
        access::open_session(tx, how, session.token, now);
        return true;
    }));
    auto visitor = stranger();
    visitor.person = person;
    const auto cookie = gate_.cookie_for(session);
    visitor.with_cookie(cookie.substr(0, cookie.find(';')));
    return visitor;
}

PersonId World::make_agent(std::string_view name, std::string_view role) {
    const auto address = address_of(name, "desk.example");
    const auto invite = [&](db::Transaction& tx, const Actor& actor, Instant now) {
        if (const auto known = people::find_by_address(tx, address))
            return Result<Done>(Done{.id = known->value});
        access::InviteAgent command;
        command.link = access::fresh_token(sealer_);
        command.name = {std::string(name)};
        command.email = {address};
        command.roles = {{.role_id = *access::find_role(tx, role), .team_id = {}}};
        return access::invite_agent(tx, actor, command, now);
    };
    return PersonId{certain(run(invite)).id};
}

/// Without it no administrator could ever leave: they count only when they can sign in.
void World::give_password(PersonId person) {
    certain(run([&](db::Transaction& tx, const Actor&, Instant now) -> Result<bool> {
        tx.run(
            "INSERT INTO password (person_id, encoded, changed_at) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (person_id) DO NOTHING",
            person,
            "opens nothing",
            now
        );
        return true;
    }));
}

Visitor World::agent(std::string_view name, std::string_view role) {
    const auto id = make_agent(name, role);
    if (role == access::administrator_key) give_password(id);
    return signed_in(id, access::agent_life);
}

Visitor World::person(PersonId id) {
    return signed_in(id, access::agent_life);
}

Visitor World::administrator() {
    return agent("Ada", "administrator");
}

Visitor World::customer(std::string_view name) {
    const people::Correspondent from{
        .address = address_of(name, "customers.example"),
        .name = std::string(name),
    };
    const auto person = certain(run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return people::find_or_create_customer(tx, actor, from, now);
    }));
    return signed_in(person, access::customer_life);
}

Visitor World::program(std::vector<Text<1, 50>> scopes) {
    access::CreateToken command;
    command.token = crypto::new_api_token();
    command.name = {"program"};
    command.scopes = std::move(scopes);
    certain(run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return access::create_token(tx, actor, command, now);
    }));
    auto visitor = stranger();
    visitor.with_bearer(command.token);
    return visitor;
}

TeamId World::team(std::string_view name) {
    const people::CreateTeam command{.name = {std::string(name)}, .mailbox_id = {}};
    const auto done = certain(run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return people::create_team(tx, actor, command, now);
    }));
    return TeamId{done.id};
}

Actor World::actor(PersonId person) {
    const auto found =
        read([&](db::Transaction& tx) { return access::actor_of_person(tx, person); });
    if (!found) throw Fault("nobody active has this id");
    return *found;
}

std::int64_t World::facts(std::string_view kind) {
    return read([&](db::Transaction& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM event WHERE kind = ?1", kind);
    });
}

std::string World::token_in_letter(std::string_view fact_kind) {
    return read([&](db::Transaction& tx) -> std::string {
        const auto payload = tx.row<std::string>(
            "SELECT data FROM event WHERE kind = ?1 ORDER BY position DESC LIMIT 1", fact_kind
        );
        if (!payload) return {};
        const auto fact = certain(decode_fact<LetterFact>(*payload));
        const access::OneTimeTokenId id{fact.token_id};
        return access::token_for_letter(tx, sealer_, id, clock.now()).value_or("");
    });
}

} // namespace heed::tests
