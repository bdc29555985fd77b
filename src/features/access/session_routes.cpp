// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/begun.hpp"
#include "features/access/gate.hpp"
#include "features/access/one_time_tokens.hpp"
#include "features/access/password_links.hpp"
#include "features/access/rights.hpp"
#include "features/access/route_tables.hpp"
#include "features/access/session_view.hpp"
#include "features/access/setup.hpp"
#include "features/access/sign_in_links.hpp"
#include "features/access/wire.hpp"
#include "features/settings/settings.hpp"
#include "platform/address/address.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/token.hpp"
#include "platform/desk/described.hpp"

namespace heed::access {

namespace {

using http::Request;
using http::Response;

// Of a request with an Idempotency-Key a blind digest is kept, so bodies with passwords and
// addresses with tokens may go through Desk::run. Cookies are kept nowhere: what begins or ends a
// session is unkeyed, or begins another one when it comes again.

Result<Response> show_session(Desk& desk, Request& request) {
    const auto& visit = visit_of(request);
    return http::ok_json(session_json(desk, visit.gate, viewer_of(request)));
}

Credentials credentials_of(const Request& request, std::string email, std::string password) {
    return {
        .email = std::move(email),
        .password = std::move(password),
        .network = network_of(request.peer),
        .device = device_of(request),
    };
}

Result<Response> post_session(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::SignIn>(request.body));
    auto& gate = visit_of(request).gate;
    const auto credentials = credentials_of(request, body.email.value, body.password.value);
    const auto entry = TRY(sign_in(gate.password_door(), credentials, desk.clock.now()));
    end_session_at_hand(desk, request);
    return entered(desk, gate, entry);
}

Result<Response> delete_session(Desk& desk, Request& request) {
    TRY(require_session(request));
    end_session_at_hand(desk, request);
    return signed_out(request);
}

settings::ChangeSettings first_settings(const wire::Setup& body) {
    settings::ChangeSettings change;
    change.desk_name = body.desk_name;
    if (body.zone) change.zone = *body.zone;
    if (body.language) change.language = *body.language;
    return change;
}

Result<Outcome>
set_up(Desk& desk, const Request& request, const wire::Setup& body, const std::string& token) {
    auto& gate = visit_of(request).gate;
    const auto now = desk.clock.now();
    if (const auto refusal = crypto::password_refusal(body.password.value))
        return std::unexpected(*refusal);
    const auto encoded = TRY(gate.password_door().passwords.hash(body.password.value));
    return desk.run(request, [&](db::Transaction& tx) -> Result<Done> {
        TRY(prove_setup(tx, desk, request, body.token ? body.token->value : "", now));
        const FirstAdministrator first{
            .name = body.name.value,
            .email = body.email.value,
            .password_encoded = encoded,
            .invitation = {},
        };
        const auto person = TRY(create_first_administrator(tx, first, now));
        TRY(settings::change_settings(tx, Actor::system("setup"), first_settings(body), now));
        const SignIn how{
            .person = person,
            .method = "setup",
            .network = network_of(request.peer),
            .device = device_of(request),
            .life = gate.password_door().lives.agent,
        };
        open_session(tx, how, token, now);
        return Done{.id = person.value};
    });
}

/// A replay: the session that began then is lost with its answer, so the same password begins one.
Result<Response>
set_up_before(Desk& desk, const Request& request, const wire::Setup& body, const Outcome& outcome) {
    auto& gate = visit_of(request).gate;
    const auto entry = TRY(sign_in(
        gate.password_door(),
        credentials_of(request, body.email.value, body.password.value),
        desk.clock.now()
    ));
    return marked(outcome, entered(desk, gate, entry));
}

Result<Response> post_setup(Desk& desk, Request& request) {
    const auto before = TRY(desk.earlier(request));
    if (!before && desk.db.read([](db::Transaction& tx) { return has_administrator(tx); }))
        return refuse(Refusal::not_found, "not_found");
    const auto body = TRY(parse_json<wire::Setup>(request.body));
    if (before) return set_up_before(desk, request, body, *before);
    NewSession session{.person = {}, .token = crypto::random_token(), .of_customer = false};
    const auto outcome = TRY(set_up(desk, request, body, session.token));
    if (outcome.replayed) return set_up_before(desk, request, body, outcome);
    session.person = PersonId{outcome.done.id};
    return begun(desk, visit_of(request).gate, session);
}

Result<Response> ask(Desk& desk, const Request& request, const Asked& asked) {
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return ask_for_link(tx, asked, desk.clock.now());
    }));
    Response response;
    response.status = 202;
    return marked(outcome, std::move(response));
}

Result<LinkRequest> link_request(const Request& request) {
    const auto body = TRY(parse_json<wire::AskLink>(request.body));
    return LinkRequest{.address = body.email.value, .network = network_of(request.peer)};
}

Result<Response> post_password_reset(Desk& desk, Request& request) {
    const auto asked = TRY(link_request(request));
    const auto wanted = TRY(password_reset_for(desk.sealer, asked));
    return ask(desk, request, wanted);
}

Result<Response> post_sign_in_link(Desk& desk, Request& request) {
    const auto asked = TRY(link_request(request));
    const auto wanted = TRY(sign_in_link_for(desk.sealer, asked));
    return ask(desk, request, wanted);
}

Result<Outcome>
set_password_by_link(Desk& desk, const Request& request, const SetPassword& command) {
    const auto before = TRY(desk.earlier(request));
    if (before) return *before;
    auto& gate = visit_of(request).gate;
    const auto now = desk.clock.now();
    const auto encoded = TRY(hash_by_link(gate.password_door(), command, now));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return set_password(tx, command, encoded, now);
    }));
    gate.forget_all();
    return outcome;
}

Result<Response> spend_password_reset(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::NewPassword>(request.body));
    const SetPassword command{
        .purpose = Purpose::password_reset,
        .token = request.path_text("token"),
        .password = body.password.value,
    };
    const auto outcome = TRY(set_password_by_link(desk, request, command));
    return no_content(outcome);
}

Result<Response> accept_invitation(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::AcceptInvitation>(request.body));
    SetPassword command{
        .purpose = Purpose::invitation,
        .token = request.path_text("token"),
        .password = body.password.value,
    };
    if (body.name) command.name = body.name->value;
    const auto outcome = TRY(set_password_by_link(desk, request, command));
    const auto person = desk.db.read([&](db::Transaction& tx) {
        return people::find_person(tx, PersonId{outcome.done.id});
    });
    CHECK(person.has_value());
    return marked(outcome, http::ok_json(to_json(wire::Accepted{.email = person->email})));
}

Result<Response> put_my_password(Desk& desk, Request& request) {
    TRY(require_session(request));
    const auto body = TRY(parse_json<wire::ReplacePassword>(request.body));
    const auto before = TRY(desk.earlier(request));
    if (before) return no_content(*before);
    const auto& visit = visit_of(request);
    const ChangePassword command{
        .current = body.current.value,
        .password = body.password.value,
        .network = network_of(request.peer),
        .session = visit.session,
    };
    const auto now = desk.clock.now();
    auto& door = visit.gate.password_door();
    const auto encoded = TRY(hash_for_change(door, request.actor, command, now));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_password(tx, request.actor, command, encoded, now);
    }));
    visit.gate.forget_all();
    return no_content(outcome);
}

Result<Response> patch_me(Desk& desk, Request& request) {
    TRY(require_session(request));
    const auto command = TRY(parse_json<people::ChangeMe>(request.body));
    const auto& visit = visit_of(request);
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return people::change_me(tx, request.actor, command, desk.clock.now());
    }));
    return answer(outcome, session_json(desk, visit.gate, viewer_of(request)));
}

using enum http::Method;
using http::json_body;
using http::Lane;

constexpr std::string_view session = "/api/v1/session";
constexpr std::string_view reset = "/api/v1/password_resets/{token}";
constexpr std::string_view invitation = "/api/v1/invitations/{token}";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, session, "anonymous", show_session},
    {post, session, "anonymous", post_session, Lane::write, json_body},
    {delete_, session, "own_account", delete_session, Lane::write},
    {post, "/api/v1/setup", "anonymous", post_setup, Lane::write, json_body},
    {post, "/api/v1/sign_in_links", "anonymous", post_sign_in_link, Lane::write, json_body},
    {post, "/api/v1/password_resets", "anonymous", post_password_reset, Lane::write, json_body},
    {post, reset, "anonymous", spend_password_reset, Lane::write, json_body},
    {post, invitation, "anonymous", accept_invitation, Lane::write, json_body},
    {put, "/api/v1/me/password", "signed_in", put_my_password, Lane::write, json_body},
    {patch, "/api/v1/me", "signed_in", patch_me, Lane::write, json_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = get,
     .pattern = session,
     .says = "Who asks, what they may do, and what a screen needs to begin; a first stream that "
             "resumes "
             "from its `position` misses nothing that is read after it.",
     .answer = gives<wire::SessionView>},
    {.method = post,
     .pattern = session,
     .says = "Signs in with a password; the answer sets the cookie. Who has a second factor is "
             "not signed in yet: the answer has a `second_step`.",
     .body = takes<wire::SignIn>,
     .status = 201,
     .answer = gives<wire::SessionView>,
     .unkeyed = "the cookie is kept nowhere, so it cannot be told again; to sign in once more "
                "only begins another session."},
    {.method = delete_,
     .pattern = session,
     .says = "Signs out.",
     .status = 204,
     .media = "",
     .unkeyed = "whoever has signed out is nobody's caller any more; 401 says that it is done."},
    {.method = post,
     .pattern = "/api/v1/setup",
     .says = "The first run: makes the desk and its first administrator.",
     .body = takes<wire::Setup>,
     .status = 201,
     .answer = gives<wire::SessionView>},
    {.method = post,
     .pattern = "/api/v1/sign_in_links",
     .says = "Mails a link to sign in with; the same answer for unknown addresses.",
     .body = takes<wire::AskLink>,
     .status = 202,
     .media = ""},
    {.method = post,
     .pattern = "/api/v1/password_resets",
     .says = "Mails a link to a new password; the same answer for unknown addresses.",
     .body = takes<wire::AskLink>,
     .status = 202,
     .media = ""},
    {.method = post,
     .pattern = reset,
     .says = "Sets a new password by the token of a letter.",
     .body = takes<wire::NewPassword>,
     .status = 204,
     .media = ""},
    {.method = post,
     .pattern = invitation,
     .says = "Accepts an invitation by the token of its letter; the answer names the address to "
             "sign in by.",
     .body = takes<wire::AcceptInvitation>,
     .answer = gives<wire::Accepted>},
    {.method = put,
     .pattern = "/api/v1/me/password",
     .says = "Replaces one's password; other sessions end.",
     .body = takes<wire::ReplacePassword>,
     .status = 204,
     .media = ""},
    {.method = patch,
     .pattern = "/api/v1/me",
     .says = "Changes one's own name, language or zone.",
     .body = takes<people::ChangeMe>,
     .answer = gives_settled<wire::SessionView>},
};

} // namespace

std::span<const Route> session_routes() {
    return table;
}

std::span<const Described> session_descriptions() {
    return descriptions;
}

} // namespace heed::access
