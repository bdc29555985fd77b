// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/queries.hpp"
#include "features/settings/wire.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/desk/versions.hpp"

namespace heed::settings {

namespace {

using http::Request;
using http::Response;

std::string settings_json(Desk& desk) {
    return desk.db.read([](db::Transaction& tx) { return to_json(settings_of(tx)); });
}

std::string priorities_json(Desk& desk) {
    return desk.db.read([now = desk.clock.now()](db::Transaction& tx) {
        return to_json(wire::Priorities{
            .matrix = priorities_at(tx, now), .version = priorities_version_at(tx, now)
        });
    });
}

Result<std::string> category_json(Desk& desk, std::int64_t id) {
    return desk.db.read([id](db::Transaction& tx) -> Result<std::string> {
        const auto category = TRY(get_category(tx, CategoryId{id}));
        return to_json(category);
    });
}

Result<Response> show_settings(Desk& desk, Request&) {
    return http::ok_json(settings_json(desk));
}

Result<Response> patch_settings(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeSettings>(request.body));
    TRY(take_version(request, command));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_settings(tx, request.actor, command, desk.clock.now());
    }));
    return answer(outcome, settings_json(desk));
}

Result<Response> put_quiet(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::Quiet>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return set_quiet(tx, request.actor, body.quiet, desk.clock.now());
    }));
    return answer(outcome, settings_json(desk));
}

Result<Response> show_priorities(Desk& desk, Request&) {
    return http::ok_json(priorities_json(desk));
}

Result<Response> put_priorities(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangePriorities>(request.body));
    TRY(take_version(request, command));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_priorities(tx, request.actor, command, desk.clock.now());
    }));
    return answer(outcome, priorities_json(desk));
}

Result<Response> list_categories(Desk& desk, Request&) {
    return http::ok_json(desk.db.read([](db::Transaction& tx) {
        return to_json(wire::Categories{.items = all_categories(tx), .next = {}});
    }));
}

Result<Response> post_category(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<CreateCategory>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return create_category(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(category_json(desk, outcome.done.id));
    return answer(outcome, std::move(json), 201);
}

Result<Response> patch_category(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeCategory>(request.body));
    TRY(take_version(request, command));
    const auto id = TRY(request.path_number("id"));
    command.id = CategoryId{id};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_category(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(category_json(desk, outcome.done.id));
    return answer(outcome, std::move(json));
}

Result<std::string> cause_code_json(Desk& desk, std::int64_t id) {
    return desk.db.read([id](db::Transaction& tx) -> Result<std::string> {
        const auto code = TRY(get_cause_code(tx, CauseCodeId{id}));
        return to_json(code);
    });
}

Result<Response> list_cause_codes(Desk& desk, Request&) {
    return http::ok_json(desk.db.read([](db::Transaction& tx) {
        return to_json(wire::CauseCodes{.items = all_cause_codes(tx), .next = {}});
    }));
}

Result<Response> post_cause_code(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<CreateCauseCode>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return create_cause_code(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(cause_code_json(desk, outcome.done.id));
    return answer(outcome, std::move(json), 201);
}

Result<Response> patch_cause_code(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeCauseCode>(request.body));
    TRY(take_version(request, command));
    const auto id = TRY(request.path_number("id"));
    command.id = CauseCodeId{id};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_cause_code(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(cause_code_json(desk, outcome.done.id));
    return answer(outcome, std::move(json));
}

using enum http::Method;
using http::json_body;
using http::Lane;

constexpr std::string_view manage = "settings:manage";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, "/api/v1/settings", "staff", show_settings},
    {patch, "/api/v1/settings", manage, patch_settings, Lane::write, json_body},
    {put, "/api/v1/settings/quiet", "operations:manage", put_quiet, Lane::write, json_body},
    {get, "/api/v1/priorities", "staff", show_priorities},
    {put, "/api/v1/priorities", manage, put_priorities, Lane::write, json_body},
    {get, "/api/v1/categories", "staff", list_categories},
    {post, "/api/v1/categories", manage, post_category, Lane::write, json_body},
    {patch, "/api/v1/categories/{id}", manage, patch_category, Lane::write, json_body},
    {get, "/api/v1/cause_codes", "staff", list_cause_codes},
    {post, "/api/v1/cause_codes", manage, post_cause_code, Lane::write, json_body},
    {patch, "/api/v1/cause_codes/{id}", manage, patch_cause_code, Lane::write, json_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = get,
     .pattern = "/api/v1/settings",
     .says = "The desk's settings.",
     .answer = gives<Settings>},
    {.method = patch,
     .pattern = "/api/v1/settings",
     .says = "Changes settings.",
     .body = takes<ChangeSettings>,
     .answer = gives_settled<Settings>},
    {.method = put,
     .pattern = "/api/v1/settings/quiet",
     .says = "Makes the desk quiet (nothing fetched, nothing sent) or ends that.",
     .body = takes<wire::Quiet>,
     .answer = gives_settled<Settings>},
    {.method = get,
     .pattern = "/api/v1/priorities",
     .says = "The priority that follows from impact and urgency.",
     .answer = gives<wire::Priorities>},
    {.method = put,
     .pattern = "/api/v1/priorities",
     .says = "Replaces that table.",
     .body = takes<ChangePriorities>,
     .answer = gives_settled<wire::Priorities>},
    {.method = get,
     .pattern = "/api/v1/categories",
     .says = "All categories.",
     .answer = gives<wire::Categories>},
    {.method = post,
     .pattern = "/api/v1/categories",
     .says = "Makes a category.",
     .body = takes<CreateCategory>,
     .status = 201,
     .answer = gives_settled<Category>},
    {.method = patch,
     .pattern = "/api/v1/categories/{id}",
     .says = "Changes a category.",
     .body = takes<ChangeCategory>,
     .answer = gives_settled<Category>},
    {.method = get,
     .pattern = "/api/v1/cause_codes",
     .says = "All causes that a resolution may name.",
     .answer = gives<wire::CauseCodes>},
    {.method = post,
     .pattern = "/api/v1/cause_codes",
     .says = "Makes a cause.",
     .body = takes<CreateCauseCode>,
     .status = 201,
     .answer = gives_settled<CauseCode>},
    {.method = patch,
     .pattern = "/api/v1/cause_codes/{id}",
     .says = "Renames a cause, or puts it aside.",
     .body = takes<ChangeCauseCode>,
     .answer = gives_settled<CauseCode>},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::settings
