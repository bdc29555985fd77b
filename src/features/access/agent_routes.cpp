// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/agents.hpp"
#include "features/access/api_tokens.hpp"
#include "features/access/gate.hpp"
#include "features/access/roles.hpp"
#include "features/access/route_tables.hpp"
#include "features/access/wire.hpp"
#include "platform/crypto/token.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/versions.hpp"

namespace heed::access {

namespace {

using http::Request;
using http::Response;

/// Runs a command after which the gate must not believe what it remembers.
template <class Command>
Result<Outcome> run(Desk& desk, Request& request, Command command) {
    auto outcome = desk.run(request, command);
    visit_of(request).gate.forget_all();
    return outcome;
}

template <class Query>
Result<std::string> fresh(Desk& desk, Query query) {
    return desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        auto detail = TRY(query(tx));
        return to_json(wire::view(std::move(detail)));
    });
}

/// One agent as whoever asks may see them.
Result<AgentDetail> agent_for(db::Transaction& tx, const Request& request, PersonId id) {
    auto agent = TRY(agent_detail(tx, id));
    const auto& letters = visit_of(request).gate.options().invitations;
    add_invitations(tx, request.actor, letters, std::span(&agent, 1));
    return agent;
}

Result<Response>
agent_answer(Desk& desk, const Request& request, const Outcome& outcome, int status = 200) {
    auto json = TRY(fresh(desk, [&](db::Transaction& tx) {
        return agent_for(tx, request, PersonId{outcome.done.id});
    }));
    return answer(outcome, std::move(json), status);
}

Result<Response> role_answer(Desk& desk, const Outcome& outcome, int status = 200) {
    auto json = TRY(fresh(desk, [&](db::Transaction& tx) {
        return role_detail(tx, RoleId{outcome.done.id});
    }));
    return answer(outcome, std::move(json), status);
}

Result<PersonId> agent_id(const Request& request) {
    const auto id = TRY(request.path_number("id"));
    return PersonId{id};
}

Result<Response> list_agents(Desk& desk, Request& request) {
    const auto& letters = visit_of(request).gate.options().invitations;
    auto agents = desk.db.read([&](db::Transaction& tx) {
        auto all = all_agents(tx);
        add_invitations(tx, request.actor, letters, all);
        return all;
    });
    wire::AgentsAnswer answer;
    for (auto& agent : agents) answer.items.push_back(wire::view(std::move(agent)));
    return http::ok_json(to_json(answer));
}

Result<Response> show_agent(Desk& desk, Request& request) {
    const auto id = TRY(agent_id(request));
    auto json = TRY(fresh(desk, [&](db::Transaction& tx) { return agent_for(tx, request, id); }));
    return http::ok_json(std::move(json));
}

Result<Response> post_agent(Desk& desk, Request& request) {
    auto command = TRY(parse_json<InviteAgent>(request.body));
    command.link = fresh_token(desk.sealer);
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return invite_agent(tx, request.actor, command, desk.clock.now());
    }));
    return agent_answer(desk, request, outcome, 201);
}

Result<Response> patch_agent(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeAgent>(request.body));
    TRY(take_version(request, command));
    command.id = TRY(agent_id(request));
    auto& gate = visit_of(request).gate;
    command.give_up = gate.options().give_up;
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return change_agent(tx, request.actor, command, desk.clock.now());
    }));
    gate.tickets_to_give();
    return agent_answer(desk, request, outcome);
}

Result<Response> post_invitation(Desk& desk, Request& request) {
    const auto id = TRY(agent_id(request));
    const InviteAgain command{.id = id, .link = fresh_token(desk.sealer)};
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return invite_again(tx, request.actor, command, desk.clock.now());
    }));
    return agent_answer(desk, request, outcome, 201);
}

Result<Response> post_deactivation(Desk& desk, Request& request) {
    auto command = TRY(parse_json<DeactivateAgent>(request.body));
    command.id = TRY(agent_id(request));
    auto& gate = visit_of(request).gate;
    command.tickets = gate.options().hand_over;
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return deactivate_agent(tx, request.actor, command, desk.clock.now());
    }));
    gate.tickets_to_give();
    return agent_answer(desk, request, outcome, 201);
}

Result<Response> delete_deactivation(Desk& desk, Request& request) {
    const auto id = TRY(agent_id(request));
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return reactivate_agent(tx, request.actor, id, desk.clock.now());
    }));
    return agent_answer(desk, request, outcome);
}

Result<Response> list_roles(Desk& desk, Request&) {
    auto roles = desk.db.read([](db::Transaction& tx) { return all_roles(tx); });
    wire::RolesAnswer answer;
    for (auto& role : roles) answer.items.push_back(wire::view(std::move(role)));
    return http::ok_json(to_json(answer));
}

Result<Response> post_role(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<CreateRole>(request.body));
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return create_role(tx, request.actor, command, desk.clock.now());
    }));
    return role_answer(desk, outcome, 201);
}

Result<Response> patch_role(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeRole>(request.body));
    TRY(take_version(request, command));
    const auto id = TRY(request.path_number("id"));
    command.id = RoleId{id};
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return change_role(tx, request.actor, command, desk.clock.now());
    }));
    return role_answer(desk, outcome);
}

Result<Response> remove_role(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return delete_role(tx, request.actor, RoleId{id}, desk.clock.now());
    }));
    return no_content(outcome);
}

Result<Response> list_tokens(Desk& desk, Request& request) {
    auto tokens =
        desk.db.read([&](db::Transaction& tx) { return visible_tokens(tx, request.actor); });
    wire::TokensAnswer answer;
    for (auto& token : tokens) answer.items.push_back(wire::view(std::move(token)));
    return http::ok_json(to_json(answer));
}

/// A replay finds the token made, but not what it is: that was told once.
Result<Response> post_token(Desk& desk, Request& request) {
    auto command = TRY(parse_json<CreateToken>(request.body));
    command.token = crypto::new_api_token();
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return create_token(tx, request.actor, command, desk.clock.now());
    }));
    const auto detail = TRY(desk.db.read([&](db::Transaction& tx) {
        return token_detail(tx, request.actor, TokenId{outcome.done.id});
    }));
    auto view = wire::view(detail);
    if (!outcome.replayed) view.token = command.token;
    return answer(outcome, to_json(view), 201);
}

Result<Response> delete_token(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto outcome = TRY(run(desk, request, [&](db::Transaction& tx) {
        return revoke_token(tx, request.actor, TokenId{id}, desk.clock.now());
    }));
    return no_content(outcome);
}

using enum http::Method;
using http::json_body;
using http::Lane;

constexpr std::string_view manage = "agent:manage";
constexpr std::string_view agents = "/api/v1/agents";
constexpr std::string_view agent = "/api/v1/agents/{id}";
constexpr std::string_view invitation = "/api/v1/agents/{id}/invitation";
constexpr std::string_view deactivation = "/api/v1/agents/{id}/deactivation";
constexpr std::string_view role = "/api/v1/roles/{id}";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, agents, "staff", list_agents},
    {post, agents, manage, post_agent, Lane::write, json_body},
    {get, agent, "staff", show_agent},
    {patch, agent, manage, patch_agent, Lane::write, json_body},
    {post, invitation, manage, post_invitation, Lane::write},
    {post, deactivation, manage, post_deactivation, Lane::write, json_body},
    {delete_, deactivation, manage, delete_deactivation, Lane::write},
    {get, "/api/v1/roles", "staff", list_roles},
    {post, "/api/v1/roles", manage, post_role, Lane::write, json_body},
    {patch, role, manage, patch_role, Lane::write, json_body},
    {delete_, role, manage, remove_role, Lane::write},
    {get, "/api/v1/tokens", "staff", list_tokens},
    {post, "/api/v1/tokens", "staff", post_token, Lane::write, json_body},
    {delete_, "/api/v1/tokens/{id}", "staff", delete_token, Lane::write},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = get,
     .pattern = agents,
     .says = "All agents, by name.",
     .answer = gives<wire::AgentsAnswer>},
    {.method = post,
     .pattern = agents,
     .says = "Invites an agent; they get a letter with a link.",
     .body = takes<InviteAgent>,
     .status = 201,
     .answer = gives_settled<wire::AgentView>},
    {.method = get, .pattern = agent, .says = "One agent.", .answer = gives<wire::AgentView>},
    {.method = patch,
     .pattern = agent,
     .says = "Changes name, address, roles or teams of an agent.",
     .body = takes<ChangeAgent>,
     .answer = gives_settled<wire::AgentView>},
    {.method = post,
     .pattern = invitation,
     .says = "Sends the invitation once more; the earlier link is worthless then.",
     .status = 201,
     .answer = gives_settled<wire::AgentView>},
    {.method = post,
     .pattern = deactivation,
     .says = "Ends sessions and tokens of an agent and hands over their open tickets.",
     .body = takes<DeactivateAgent>,
     .status = 201,
     .answer = gives_settled<wire::AgentView>},
    {.method = delete_,
     .pattern = deactivation,
     .says = "Lets an agent in again.",
     .answer = gives_settled<wire::AgentView>},
    {.method = get,
     .pattern = "/api/v1/roles",
     .says = "All roles with their permissions.",
     .answer = gives<wire::RolesAnswer>},
    {.method = post,
     .pattern = "/api/v1/roles",
     .says = "Makes a role.",
     .body = takes<CreateRole>,
     .status = 201,
     .answer = gives_settled<wire::RoleView>},
    {.method = patch,
     .pattern = role,
     .says = "Changes a role; those who hold it have its rights at once.",
     .body = takes<ChangeRole>,
     .answer = gives_settled<wire::RoleView>},
    {.method = delete_,
     .pattern = role,
     .says = "Removes a role that nobody holds.",
     .status = 204,
     .media = ""},
    {.method = get,
     .pattern = "/api/v1/tokens",
     .says = "API tokens: one's own, or all with `token:manage`.",
     .answer = gives<wire::TokensAnswer>},
    {.method = post,
     .pattern = "/api/v1/tokens",
     .says = "Makes an API token; this answer alone shows it.",
     .body = takes<CreateToken>,
     .status = 201,
     .answer = gives_settled<wire::TokenView>},
    {.method = delete_,
     .pattern = "/api/v1/tokens/{id}",
     .says = "Makes a token worthless, within 5 seconds on every server of the desk.",
     .status = 204,
     .media = ""},
};

} // namespace

std::span<const Route> agent_routes() {
    return table;
}

std::span<const Described> agent_descriptions() {
    return descriptions;
}

} // namespace heed::access
