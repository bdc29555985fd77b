// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_routes.hpp"

#include "app/demo.hpp"
#include "features/access/access.hpp"
#include "features/settings/settings.hpp"
#include "kernel/fields.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/token.hpp"
#include "platform/desk/desk.hpp"

namespace heed::app {

namespace {

using http::Method;
using http::Request;
using http::Response;

struct AskDemo {
    std::optional<Text<1, 100>> token; // as for `POST /setup`
};
HEED_FIELDS(AskDemo, token)

struct ComingDemo {
    std::string email;
    std::string password;
};
HEED_FIELDS(ComingDemo, email, password)

struct RemoveDemo {
    Text<1, 100> desk_name;
};
HEED_FIELDS(RemoveDemo, desk_name)

struct EmptyDesk {
    std::string token; // for `POST /setup`
};
HEED_FIELDS(EmptyDesk, token)

Response accepted(std::string json) {
    auto response = http::ok_json(std::move(json));
    response.status = 202;
    return response;
}

Result<Response> make(Desk& desk, NextBeginning& next, const Request& request) {
    if (desk.db.read([](db::Transaction& tx) { return access::has_administrator(tx); }))
        return refuse(Refusal::not_found, "not_found");
    const auto body = TRY(parse_json<AskDemo>(request.body));
    const ComingDemo demo{
        .email = std::string(demo_email), .password = crypto::random_token().substr(0, 16)
    };
    TRY(desk.db.write([&](db::Transaction& tx) -> Result<> {
        return access::prove_setup(
            tx, desk, request, body.token ? body.token->value : "", desk.clock.now()
        );
    }));
    TRY(next.ask({.what = Beginning::demo, .secret = demo.password}));
    return accepted(to_json(demo));
}

/// The name is asked for because nothing brings back what is lost here.
Result<> require_demo(db::Transaction& tx, const std::string& desk_name) {
    if (!settings::is_demo(tx))
        return refuse(
            Refusal::conflict,
            "no_demo",
            {},
            "This is no demo desk. What it holds is never taken away as a whole."
        );
    if (settings::settings_of(tx).desk_name == desk_name) return {};
    return refuse(Refusal::invalid, "wrong_desk_name", "/desk_name", "This desk has another name.");
}

Result<Response> remove(Desk& desk, NextBeginning& next, const Request& request) {
    const auto body = TRY(parse_json<RemoveDemo>(request.body));
    TRY(desk.db.read([&](db::Transaction& tx) { return require_demo(tx, body.desk_name.value); }));
    const EmptyDesk empty{.token = crypto::random_token()};
    TRY(next.ask({.what = Beginning::empty, .secret = empty.token}));
    return accepted(to_json(empty));
}

using Handler = Result<Response> (*)(Desk&, NextBeginning&, const Request&);

http::Route
route(std::string pattern, std::string needs, Desk& desk, NextBeginning& next, Handler handler) {
    http::Route route;
    route.method = Method::post;
    route.pattern = std::move(pattern);
    route.needs = std::move(needs);
    route.lane = http::Lane::write;
    route.body = http::json_body;
    route.handler = [&desk, &next, handler](Request& request) {
        return handler(desk, next, request);
    };
    return route;
}

constexpr std::string_view served_again =
    "the server stops for it; `GET /session` says when it is done.";

constexpr Described descriptions[] = {
    {.method = Method::post,
     .pattern = "/api/v1/setup/demo",
     .says = "Fills a desk that nobody has set up with a demo: a made-up company with two years of "
             "requests, from which nothing is sent. The answer says how to sign in once the server "
             "is back, some seconds later.",
     .body = gives<AskDemo>,
     .status = 202,
     .answer = gives<ComingDemo>,
     .needs = "anonymous",
     .unkeyed = served_again},
    {.method = Method::post,
     .pattern = "/api/v1/demo/removal",
     .says = "Takes a demo desk away with everything in it, whoever made it, and begins an empty "
             "one. The answer has the token for `POST /setup`.",
     .body = gives<RemoveDemo>,
     .status = 202,
     .answer = gives<EmptyDesk>,
     .needs = "settings:manage",
     .unkeyed = served_again},
};

} // namespace

std::vector<http::Route> demo_routes(Desk& desk, NextBeginning& next) {
    std::vector<http::Route> routes;
    routes.push_back(route("/api/v1/setup/demo", "anonymous", desk, next, make));
    routes.push_back(route("/api/v1/demo/removal", "settings:manage", desk, next, remove));
    return routes;
}

std::span<const Described> demo_described() {
    return descriptions;
}

} // namespace heed::app
