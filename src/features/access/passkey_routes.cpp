// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/begun.hpp"
#include "features/access/factor_wire.hpp"
#include "features/access/factors.hpp"
#include "features/access/own_password.hpp"
#include "features/access/passkey_wire.hpp"
#include "features/access/passkeys.hpp"
#include "features/access/route_tables.hpp"
#include "features/access/session_view.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"
#include "features/access/wire.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/passkey.hpp"
#include "platform/crypto/token.hpp"
#include "platform/desk/described.hpp"

namespace heed::access {

namespace wire {

PasskeyView view(Passkey passkey) {
    return {
        .id = passkey.id,
        .name = std::move(passkey.name),
        .created_at = passkey.created_at,
        .last_used_at = passkey.last_used_at,
    };
}

} // namespace wire

namespace {

using http::Request;
using http::Response;

PasskeySite site_of(const Desk& desk) {
    return passkey_site(desk.config.public_url());
}

Result<> require_site(const PasskeySite& site) {
    if (!site.id.empty()) return {};
    return refuse(
        Refusal::conflict,
        "no_passkeys_here",
        {},
        "Browsers make passkeys for https addresses with a name only: see `base_url`."
    );
}

std::vector<std::string> credentials_of(db::Transaction& tx, PersonId person) {
    std::vector<std::string> result;
    for (auto& passkey : store::passkeys_of(tx, person))
        result.push_back(std::move(passkey.credential));
    return result;
}

Result<> keep(Desk& desk, std::string_view challenge, const std::string& bound_to) {
    return desk.db.write([&](db::Transaction& tx) -> Result<> {
        keep_challenge(tx, challenge, bound_to, desk.clock.now());
        return {};
    });
}

Result<Response> post_challenge(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto site = site_of(desk);
    TRY(require_site(site));
    TRY(require_own_password(desk, request));
    const auto person = request.actor.person;
    wire::PasskeyOptions options;
    options.challenge = crypto::random_token();
    options.site_id = site.id;
    TRY(keep(desk, options.challenge, bound_to_session(visit_of(request).session)));
    desk.db.read([&](db::Transaction& tx) {
        const auto owner = people::find_person(tx, person);
        CHECK(owner.has_value());
        options.site_name = settings::settings_of(tx).desk_name;
        options.user_name = owner->email.value_or(owner->name);
        options.exclude = credentials_of(tx, person);
        return true;
    });
    // Says nothing of its person to who finds the device.
    options.user_id =
        crypto::base64url(crypto::sha256(site.origin + "/person/" + std::to_string(person.value)));
    options.algorithms.assign(
        std::begin(crypto::passkey_algorithms), std::end(crypto::passkey_algorithms)
    );
    return http::created(to_json(options));
}

Result<Response>
passkey_answer(Desk& desk, const Outcome& outcome, std::vector<std::string> codes) {
    wire::PasskeyAdded added;
    auto passkey = desk.db.read([&](db::Transaction& tx) {
        return store::find_passkey(tx, PasskeyId{outcome.done.id});
    });
    if (!passkey) return refuse(Refusal::not_found, "not_found");
    added.passkey = wire::view(*std::move(passkey));
    if (!outcome.replayed) added.codes = std::move(codes);
    return answer(outcome, to_json(added), 201);
}

Result<Response> post_passkey(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto body = TRY(parse_json<wire::AddPasskey>(request.body));
    const auto before = TRY(desk.earlier(request));
    if (before) return passkey_answer(desk, *before, {});
    const auto fresh = TRY(read_registration(
        site_of(desk),
        {.name = body.name.value,
         .client_data = body.client_data.value,
         .attestation = body.attestation.value}
    ));
    const auto& visit = visit_of(request);
    const auto bound_to = bound_to_session(visit.session);
    const auto made = fresh_recovery_codes();
    const NewSession renewed{.person = request.actor.person, .token = crypto::random_token()};
    const auto now = desk.clock.now();
    std::vector<std::string> codes;
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) -> Result<Done> {
        const auto done = TRY(add_passkey(tx, request.actor, fresh, bound_to, now));
        codes.clear();
        if (store::recovery_codes_left(tx, request.actor.person) == 0) {
            keep_recovery_codes(tx, request.actor, made, now);
            codes = made;
        }
        renew_session(tx, visit.session, renewed.token);
        return done;
    }));
    visit.gate.forget_all();
    auto response = TRY(passkey_answer(desk, outcome, std::move(codes)));
    if (!outcome.replayed) response.set("Set-Cookie", visit.gate.cookie_for(renewed));
    return response;
}

Result<Response> put_name(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto id = TRY(request.path_number("id"));
    const auto body = TRY(parse_json<wire::RenamePasskey>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return rename_passkey(tx, request.actor, PasskeyId{id}, body.name.value, desk.clock.now());
    }));
    return no_content(outcome);
}

Result<Response> post_removal(Desk& desk, Request& request) {
    TRY(require_agent_in_person(request));
    const auto before = TRY(desk.earlier(request));
    if (before) return no_content(*before);
    const auto id = TRY(request.path_number("id"));
    TRY(require_own_password(desk, request));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return remove_passkey(tx, request.actor, PasskeyId{id}, desk.clock.now());
    }));
    return no_content(outcome);
}

Result<Response> post_session_challenge(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::AskPasskeyChallenge>(request.body));
    const auto site = site_of(desk);
    TRY(require_site(site));
    const auto token = body.second_step ? body.second_step->value : std::string();
    wire::PasskeyChallenge challenge{
        .challenge = crypto::random_token(), .site_id = site.id, .allow = {}
    };
    if (!token.empty()) {
        challenge.allow =
            TRY(desk.db.read([&](db::Transaction& tx) -> Result<std::vector<std::string>> {
                const auto person = TRY(peek_second_step(tx, token, desk.clock.now()));
                return credentials_of(tx, person);
            }));
    }
    TRY(keep(desk, challenge.challenge, bound_to_step(token)));
    return http::created(to_json(challenge));
}

Result<Response> post_session_passkey(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<wire::SignInByPasskey>(request.body));
    auto& gate = visit_of(request).gate;
    const Assertion assertion{
        .credential = body.credential.value,
        .client_data = body.client_data.value,
        .authenticator_data = body.authenticator_data.value,
        .signature = body.signature.value,
        .second_step = body.second_step ? body.second_step->value : std::string(),
        .network = network_of(request.peer),
        .device = device_of(request),
    };
    const auto session =
        TRY(sign_in_by_passkey(gate.password_door(), site_of(desk), assertion, desk.clock.now()));
    end_session_at_hand(desk, request);
    return begun(desk, gate, session);
}

using enum http::Method;
using http::json_body;
using http::Lane;

constexpr std::string_view challenge = "/api/v1/me/passkeys/challenge";
constexpr std::string_view passkeys = "/api/v1/me/passkeys";
constexpr std::string_view name = "/api/v1/me/passkeys/{id}/name";
constexpr std::string_view removal = "/api/v1/me/passkeys/{id}/removal";
constexpr std::string_view session_challenge = "/api/v1/session/passkey_challenge";
constexpr std::string_view session_passkey = "/api/v1/session/passkey";
constexpr std::string_view own = "own_account";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {post, challenge, own, post_challenge, Lane::write, json_body},
    {post, passkeys, own, post_passkey, Lane::write, json_body},
    {put, name, own, put_name, Lane::write, json_body},
    {post, removal, own, post_removal, Lane::write, json_body},
    {post, session_challenge, "anonymous", post_session_challenge, Lane::write, json_body},
    {post, session_passkey, "anonymous", post_session_passkey, Lane::write, json_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = post,
     .pattern = challenge,
     .says = "What a browser needs to make a passkey for this desk, good for five minutes.",
     .body = takes<wire::OwnPassword>,
     .status = 201,
     .answer = gives<wire::PasskeyOptions>,
     .unkeyed = "a challenge is signed once; another one costs nothing."},
    {.method = post,
     .pattern = passkeys,
     .says = "Adds the passkey that the browser made; the answer sets a new cookie.",
     .body = takes<wire::AddPasskey>,
     .status = 201,
     .answer = gives_settled<wire::PasskeyAdded>},
    {.method = put,
     .pattern = name,
     .says = "Calls one of one's own passkeys by another name.",
     .body = takes<wire::RenamePasskey>,
     .status = 204,
     .media = ""},
    {.method = post,
     .pattern = removal,
     .says = "Forgets one of one's own passkeys.",
     .body = takes<wire::OwnPassword>,
     .status = 204,
     .media = ""},
    {.method = post,
     .pattern = session_challenge,
     .says = "What a browser needs to sign in by a passkey, good for five minutes.",
     .body = takes<wire::AskPasskeyChallenge>,
     .status = 201,
     .answer = gives<wire::PasskeyChallenge>,
     .unkeyed = "a challenge is signed once; another one costs nothing."},
    {.method = post,
     .pattern = session_passkey,
     .says = "Signs in by a passkey, alone or as the second step; the answer sets the cookie.",
     .body = takes<wire::SignInByPasskey>,
     .status = 201,
     .answer = gives<wire::SessionView>,
     .unkeyed = "each challenge lets in once; who has lost the answer signs in again."},
};

} // namespace

std::span<const Route> passkey_routes() {
    return table;
}

std::span<const Described> passkey_descriptions() {
    return descriptions;
}

} // namespace heed::access
