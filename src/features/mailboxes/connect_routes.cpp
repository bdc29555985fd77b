// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/connecting.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/presenting.hpp"
#include "features/mailboxes/store.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/token.hpp"
#include "platform/desk/desk.hpp"
#include "platform/json/decode.hpp"

#include <chrono>

namespace heed::mailboxes {

namespace {

using http::Request;
using http::Response;

constexpr auto state_lasts = std::chrono::minutes{10};
constexpr std::string_view state_context = "mailbox/authorisation/state";

/// What goes with the browser to the provider and back, sealed.
struct State {
    std::int64_t mailbox = 0;
    std::int64_t person = 0;
    Instant until = {};
    std::string verifier;
};
HEED_FIELDS(State, mailbox, person, until, verifier)

/// Where the provider sends the browser back to: a page of the desk, which hands it on.
std::string redirect_url(const Desk& desk) {
    return desk.config.public_url() + "/desk/settings/mailbox_connected";
}

Result<Mailbox> mailbox_with_oauth(db::Transaction& tx, MailboxId id) {
    auto mailbox = store::find(tx, id);
    if (!mailbox) return refuse(Refusal::not_found, "not_found", "", "There is no such mailbox.");
    if (!mailbox->oauth_provider)
        return refuse(
            Refusal::conflict,
            "no_provider",
            "",
            "This mailbox signs in with a password. Choose its provider and save it first."
        );
    return std::move(*mailbox);
}

Result<Response> begin(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("mailbox"));
    const MailboxId id{number};
    const auto mailbox =
        TRY(desk.db.read([&](db::Transaction& tx) { return mailbox_with_oauth(tx, id); }));
    const State state{
        .mailbox = id.value,
        .person = request.actor.person.value,
        .until = desk.clock.now() + state_lasts,
        .verifier = crypto::random_token()
    };
    const auto leave = leave_addresses(mailbox);
    auto parameters = leave.parameters;
    if (mailbox.imap_user) parameters["login_hint"] = *mailbox.imap_user;
    return http::ok_json(to_json(AuthorisationWire{
        .url = oauth::authorisation_url(
            {.authorise_url = leave.authorise_url,
             .client_id = mailbox.oauth_client_id.value_or(""),
             .redirect_url = redirect_url(desk),
             .scope = leave.scope,
             .state = desk.sealer.seal(to_json(state), state_context),
             .challenge = crypto::base64url(crypto::sha256(state.verifier)),
             .parameters = std::move(parameters)}
        ),
        .redirect_url = redirect_url(desk)
    }));
}

/// The state that this very person was given not long ago.
Result<State> state_of(const Desk& desk, const Request& request, std::string_view sealed) {
    const auto opened = desk.sealer.open(sealed, state_context);
    const auto state =
        opened ? decode_fact<State>(*opened) : Result<State>(std::unexpected(opened.error()));
    const bool good =
        state && state->person == request.actor.person.value && state->until > desk.clock.now();
    if (good) return *state;
    return refuse(
        Refusal::conflict,
        "connection_expired",
        "",
        "This was begun too long ago, or by somebody else. Press Connect in the mailbox once more."
    );
}

Result<Response> finish(Desk& desk, Request& request, const oauth::Exchange& exchange) {
    const auto input = TRY(parse_json<ConnectionInput>(request.body));
    const auto state = TRY(state_of(desk, request, input.state.value));
    const MailboxId id{state.mailbox};
    const auto mailbox =
        TRY(desk.db.read([&](db::Transaction& tx) { return mailbox_with_oauth(tx, id); }));
    const auto tokens = exchange(
        oauth_client(mailbox, desk.sealer),
        {.code = input.code.value,
         .verifier = state.verifier,
         .redirect_url = redirect_url(desk),
         .refresh_token = {}}
    );
    if (!tokens) return refuse(Refusal::conflict, tokens.error().code, "", tokens.error().detail);
    if (!tokens->refresh_token)
        return refuse(
            Refusal::conflict,
            "no_refresh_token",
            "",
            "The provider gave leave for an hour only. Its client must be one of a web application "
            "that may work while nobody is there."
        );
    const Writing writing{.actor = request.actor, .sealer = desk.sealer, .now = desk.clock.now()};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return connect_mailbox(tx, writing, id, *tokens);
    }));
    return present(desk, outcome, 200);
}

} // namespace

std::vector<http::Route> connect_routes(Desk& desk, oauth::Exchange exchange) {
    std::vector<http::Route> routes;
    routes.push_back(
        {.method = http::Method::post,
         .pattern = "/api/v1/mailboxes/{mailbox}/authorisation",
         .needs = "settings:manage",
         .handler = [&desk](Request& request) { return begin(desk, request); },
         .lane = http::Lane::write}
    );
    routes.push_back(
        {.method = http::Method::post,
         .pattern = "/api/v1/mailbox_connections",
         .needs = "settings:manage",
         .handler = [&desk, exchange = std::move(exchange)](Request& request
                    ) { return finish(desk, request, exchange); },
         .lane = http::Lane::write,
         .body = http::json_body}
    );
    return routes;
}

} // namespace heed::mailboxes
