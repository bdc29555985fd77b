// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/api_tokens.hpp"

#include "features/access/events.hpp"
#include "features/access/rights.hpp"
#include "features/access/scopes.hpp"
#include "features/access/store.hpp"
#include "kernel/require.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::access {

namespace {

/// `*` says "all that its owner may", so anybody may give it to their own.
bool asks_for_everything(const CreateToken& command) {
    return command.scopes.size() == 1 && command.scopes.front().value == "*";
}

std::vector<std::string> plain(const std::vector<Text<1, 50>>& scopes) {
    std::vector<std::string> result;
    result.reserve(scopes.size());
    for (const auto& scope : scopes) result.push_back(scope.value);
    return result;
}

/// What routes check by the type, for whoever comes without one.
Result<> require_name(std::string_view name) {
    constexpr auto name_max = decltype(CreateToken::name)::length_max;
    const bool in_one_line = std::ranges::none_of(name, [](char letter) {
        return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
    });
    if (is_valid_utf8(name) && in_one_line && !trimmed(name).empty() &&
        code_points(name) <= name_max)
        return {};
    return refuse(
        Refusal::invalid,
        "bad_name",
        "/name",
        "The name of a token has 1 to 100 characters and stands in one line."
    );
}

/// A key made with a key would outlive it.
Result<> require_person(const Actor& actor) {
    if (actor.kind == Actor::Kind::agent || actor.kind == Actor::Kind::system) return {};
    return refuse(
        Refusal::forbidden, "sign_in_needed", {}, "Tokens are made by people who signed in."
    );
}

/// A person's own are all that act for them; a program's own is the one it came with.
bool is_own(const Actor& actor, const store::ApiToken& token) {
    if (actor.kind == Actor::Kind::token) return token.id.value == actor.token;
    return actor.person.is_set() && token.person_id == actor.person;
}

PermissionSet held_anywhere(const Actor& actor) {
    auto held = actor.permissions;
    for (const auto& team : actor.in_teams) held.add(team.permissions);
    return held;
}

} // namespace

Result<Done>
create_token(db::Transaction& tx, const Actor& actor, const CreateToken& command, Instant now) {
    TRY(require_person(actor));
    TRY(require_name(command.name.value));
    const auto scopes = TRY(checked_scopes(command.scopes));
    if (!asks_for_everything(command) && !is_within(scopes, held_anywhere(actor))) {
        return refuse(
            Refusal::forbidden,
            "beyond_own_permissions",
            "/scopes",
            "A token may do no more than who makes it."
        );
    }
    if (command.expires_at && *command.expires_at <= now)
        return refuse(Refusal::invalid, "in_the_past", "/expires_at", "This is past already.");
    CHECK(crypto::is_api_token(command.token));
    const auto names = plain(command.scopes);
    store::ApiToken token{
        .id = {},
        .person_id = {},
        .name = command.name.value,
        .scopes = to_json(names),
        .digest = crypto::token_digest(command.token),
        .created_at = now,
        .last_used_at = {},
        .expires_at = command.expires_at,
        .revoked_at = {},
    };
    if (actor.person.is_set()) token.person_id = actor.person;
    store::insert_token(tx, token);
    journal::append(
        tx,
        actor,
        now,
        TokenCreated{
            .token_id = token.id.value,
            .name = token.name,
            .scopes = names,
            .expires_at = token.expires_at,
        }
    );
    return Done{.id = token.id.value};
}

Result<Done> revoke_token(db::Transaction& tx, const Actor& actor, TokenId id, Instant now) {
    const auto token = store::find_token(tx, id);
    const bool may = token && (is_own(actor, *token) || actor.may(Permission::token_manage));
    if (!may || token->revoked_at) return refuse(Refusal::not_found, "not_found");
    if (!store::revoke_token(tx, id, now)) return refuse(Refusal::not_found, "not_found");
    journal::append(tx, actor, now, TokenRevoked{.token_id = id.value, .name = token->name});
    return Done{.id = id.value};
}

} // namespace heed::access
