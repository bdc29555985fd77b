// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/agent_security_wire.hpp"
#include "features/access/agents.hpp"
#include "features/access/authenticator.hpp"
#include "features/access/begun.hpp"
#include "features/access/factor_policy.hpp"
#include "features/access/factor_wire.hpp"
#include "features/access/factors.hpp"
#include "features/access/own_password.hpp"
#include "features/access/queries.hpp"
#include "features/access/route_tables.hpp"
#include "features/access/second_step.hpp"
#include "features/access/security.hpp"
#include "features/access/session_view.hpp"
#include "features/access/wire.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "platform/crypto/token.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/versions.hpp"

namespace heed::access {

namespace {

using http::Request;
using http::Response;

Result<Response> post_second_step(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::TakeSecondStep>(request.body));
    auto& gate = visit_of(request).gate;
    const SecondStepTry given{
        .token = body.token.value,
        .code = body.code.value,
        .network = network_of(request.peer),
        .device = device_of(request),
    };
    const auto session =
        TRY(take_second_step(gate.password_door(), desk.sealer, given, desk.clock.now()));
    end_session_at_hand(desk, request);
    return begun(desk, gate, session);
}

Result<Response> show_security(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto view =
        desk.db.read([&](db::Transaction& tx) { return security_of(tx, request.actor.person); });
    return http::ok_json(to_json(view));
}

Result<std::string> waiting_json(Desk& desk, PersonId person) {
    return desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        const auto secret = TRY(waiting_secret(tx, desk.sealer, person));
        const auto owner = people::find_person(tx, person);
        CHECK(owner.has_value());
        const AppLabel label{
            .desk = settings::settings_of(tx).desk_name, .email = owner->email.value_or(owner->name)
        };
        return to_json(
            wire::AuthenticatorView{.secret = secret_text(secret), .url = app_url(secret, label)}
        );
    });
}

Result<Response> post_authenticator(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto before = TRY(desk.earlier(request));
    if (!before) TRY(require_own_password(desk, request));
    const auto person = request.actor.person;
    const auto fresh = fresh_authenticator(desk.sealer, person);
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return keep_authenticator(tx, request.actor, fresh, desk.clock.now());
    }));
    auto json = TRY(waiting_json(desk, person));
    return answer(outcome, std::move(json), 201);
}

/// The codes that were just made, with the session's new token where there is one.
Response codes_answer(const Outcome& outcome, std::vector<std::string> codes) {
    wire::RecoveryCodesView view;
    if (!outcome.replayed) view.codes = std::move(codes);
    return answer(outcome, to_json(view), 201);
}

Result<Response> put_authenticator(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto body = TRY(parse_json<wire::FirstAppCode>(request.body));
    const auto before = TRY(desk.earlier(request));
    if (before) return codes_answer(*before, {});
    const auto now = desk.clock.now();
    const auto& visit = visit_of(request);
    const auto code = TRY(desk.db.read([&](db::Transaction& tx) {
        return check_first_code(tx, desk.sealer, request.actor.person, body.code.value, now);
    }));
    const auto codes = fresh_recovery_codes();
    const NewSession renewed{.person = request.actor.person, .token = crypto::random_token()};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) -> Result<Done> {
        const auto done = TRY(confirm_authenticator(tx, request.actor, code, now));
        keep_recovery_codes(tx, request.actor, codes, now);
        renew_session(tx, visit.session, renewed.token);
        return done;
    }));
    visit.gate.forget_all();
    auto response = codes_answer(outcome, codes);
    if (!outcome.replayed) response.set("Set-Cookie", visit.gate.cookie_for(renewed));
    return response;
}

Result<Response> post_authenticator_removal(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto before = TRY(desk.earlier(request));
    if (before) return no_content(*before);
    TRY(require_own_password(desk, request));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return remove_authenticator(tx, request.actor, desk.clock.now());
    }));
    return no_content(outcome);
}

Result<Response> post_recovery_codes(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto before = TRY(desk.earlier(request));
    if (before) return codes_answer(*before, {});
    TRY(require_own_password(desk, request));
    const auto codes = fresh_recovery_codes();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return renew_recovery_codes(tx, request.actor, codes, desk.clock.now());
    }));
    return codes_answer(outcome, codes);
}

Result<Response> delete_factors(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return reset_factors(tx, request.actor, PersonId{id}, desk.clock.now());
    }));
    visit_of(request).gate.forget_all();
    return no_content(outcome);
}

Result<Response> show_agent_security(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto now = desk.clock.now();
    const auto view = TRY(desk.db.read([&](db::Transaction& tx) -> Result<wire::AgentSecurityView> {
        const auto agent = TRY(get_manageable_agent(tx, request.actor, PersonId{id}));
        wire::AgentSecurityView found{.security = security_of(tx, agent.id), .sessions = {}};
        for (auto& session : sessions_of(tx, agent.id, now))
            found.sessions.push_back(wire::view(std::move(session)));
        return found;
    }));
    return http::ok_json(to_json(view));
}

Result<Response> delete_agent_sessions(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return end_agent_sessions(tx, request.actor, PersonId{id}, desk.clock.now());
    }));
    visit_of(request).gate.forget_all();
    return no_content(outcome);
}

std::string policy_json(Desk& desk) {
    return to_json(desk.db.read([](db::Transaction& tx) { return factor_policy(tx); }));
}

Result<Response> show_policy(Desk& desk, Request&) {
    return http::ok_json(policy_json(desk));
}

Result<Response> put_policy(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ReplaceFactorPolicy>(request.body));
    TRY(take_version(request, command));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return replace_factor_policy(tx, request.actor, command, desk.clock.now());
    }));
    visit_of(request).gate.forget_all();
    return answer(outcome, policy_json(desk));
}

using enum http::Method;
using http::json_body;
using http::Lane;

constexpr std::string_view second_step = "/api/v1/session/second_step";
constexpr std::string_view security = "/api/v1/me/security";
constexpr std::string_view authenticator = "/api/v1/me/authenticator";
constexpr std::string_view removal = "/api/v1/me/authenticator/removal";
constexpr std::string_view codes = "/api/v1/me/recovery_codes";
constexpr std::string_view factors = "/api/v1/agents/{id}/factors";
constexpr std::string_view agent_security = "/api/v1/agents/{id}/security";
constexpr std::string_view agent_sessions = "/api/v1/agents/{id}/sessions";
constexpr std::string_view policy = "/api/v1/factor_policy";
constexpr std::string_view own = "own_account";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {post, second_step, "anonymous", post_second_step, Lane::write, json_body},
    {get, security, own, show_security},
    {post, authenticator, own, post_authenticator, Lane::write, json_body},
    {put, authenticator, own, put_authenticator, Lane::write, json_body},
    {post, removal, own, post_authenticator_removal, Lane::write, json_body},
    {post, codes, own, post_recovery_codes, Lane::write, json_body},
    {delete_, factors, "agent:manage", delete_factors, Lane::write},
    {get, agent_security, "agent:manage", show_agent_security},
    {delete_, agent_sessions, "agent:manage", delete_agent_sessions, Lane::write},
    {get, policy, "settings:read", show_policy},
    {put, policy, "settings:manage", put_policy, Lane::write, json_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = post,
     .pattern = second_step,
     .says =
         "The second step of signing in: a code of the app, or a recovery code; the answer sets "
         "the cookie.",
     .body = takes<wire::TakeSecondStep>,
     .status = 201,
     .answer = gives<wire::SessionView>,
     .unkeyed = "each code lets in once; who has lost the answer signs in again."},
    {.method = get,
     .pattern = security,
     .says = "How one's own account is protected.",
     .answer = gives<wire::SecurityView>},
    {.method = post,
     .pattern = authenticator,
     .says = "Begins to set up an app that shows codes; it is asked for from its first code on.",
     .body = takes<wire::OwnPassword>,
     .status = 201,
     .answer = gives_settled<wire::AuthenticatorView>},
    {.method = put,
     .pattern = authenticator,
     .says = "Confirms the app with its first code. The answer alone shows the recovery codes, and "
             "sets a new cookie.",
     .body = takes<wire::FirstAppCode>,
     .status = 201,
     .answer = gives_settled<wire::RecoveryCodesView>},
    {.method = post,
     .pattern = removal,
     .says = "Signs in without the app from now on.",
     .body = takes<wire::OwnPassword>,
     .status = 204,
     .media = ""},
    {.method = post,
     .pattern = codes,
     .says = "Ten new recovery codes, shown in this answer alone; those before are worthless.",
     .body = takes<wire::OwnPassword>,
     .status = 201,
     .answer = gives_settled<wire::RecoveryCodesView>},
    {.method = delete_,
     .pattern = factors,
     .says =
         "Takes away the second factors of an agent who has lost them, and ends their sessions.",
     .status = 204,
     .media = ""},
    {.method = get,
     .pattern = agent_security,
     .says =
         "How a colleague's account is protected, where they are signed in and what happened to "
         "it.",
     .answer = gives<wire::AgentSecurityView>},
    {.method = delete_,
     .pattern = agent_sessions,
     .says = "Ends all sessions of a colleague, within 5 seconds on every server of the desk.",
     .status = 204,
     .media = ""},
    {.method = get,
     .pattern = policy,
     .says = "Which agents must have a second factor.",
     .answer = gives<FactorPolicy>},
    {.method = put,
     .pattern = policy,
     .says = "Says which agents must have a second factor, and how many days they have to set one "
             "up.",
     .body = takes<ReplaceFactorPolicy>,
     .answer = gives_settled<FactorPolicy>},
};

} // namespace

std::span<const Route> factor_routes() {
    return table;
}

std::span<const Described> factor_descriptions() {
    return descriptions;
}

} // namespace heed::access
