// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/setup.hpp"

#include "features/access/events.hpp"
#include "features/access/letters.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"
#include "platform/address/address.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

namespace {

const Actor& installer() {
    static const Actor actor = Actor::system("setup");
    return actor;
}

Result<PersonId> ensure_agent(db::Transaction& tx, const FirstAdministrator& command, Instant now) {
    const auto known = people::find_by_address(tx, command.email);
    const auto person = known ? people::find_person(tx, *known) : std::nullopt;
    if (!person || person->kind != people::PersonKind::agent)
        return people::make_agent(
            tx, installer(), {.address = command.email, .name = command.name}, now
        );
    people::set_active(tx, installer(), {.person = *known, .active = true}, now);
    return *known;
}

/// On one's own machine nobody else can be there first. Elsewhere the log's token is asked for.
bool is_at_the_machine(const Desk& desk, const http::Request& request) {
    const auto peer = IpAddress::parse(request.peer);
    return is_url_of_this_machine(desk.config.public_url()) && peer && peer->is_loopback() &&
           !request.headers.find("X-Forwarded-For") && !request.headers.find("Forwarded");
}

Result<> spend_setup_token(db::Transaction& tx, std::string_view token, Instant now) {
    const auto row = store::find_one_time_token(tx, crypto::token_digest(token));
    const bool good = row && row->purpose == Purpose::setup && row->expires_at > now &&
                      store::spend_one_time_token(tx, row->id, now);
    if (good) return {};
    return refuse(
        Refusal::forbidden,
        "wrong_setup_token",
        "/token",
        "From here the setup token is asked for that the server prints to its log when it starts; "
        "it "
        "prints one where `base_url` or `listen` is not of its own machine alone."
    );
}

} // namespace

Result<PersonId>
create_first_administrator(db::Transaction& tx, const FirstAdministrator& command, Instant now) {
    const auto role = store::lock_administrators(tx);
    if (!store::holders(tx, role).empty())
        return refuse(
            Refusal::conflict,
            "already_set_up",
            {},
            "This desk has an administrator already; `heed user add` makes another agent."
        );
    const auto id = TRY(ensure_agent(tx, command, now));
    store::assign(tx, id, {.role_id = role, .team_id = {}});
    if (!command.password_encoded.empty())
        store::save_password(tx, id, command.password_encoded, now);
    store::delete_setup_tokens(tx);
    journal::append(tx, installer(), now, DeskSetUp{.administrator = id});
    if (command.invitation) {
        ask_letter(
            tx,
            installer(),
            {.purpose = Purpose::invitation,
             .person = id,
             .address = people::addresses_of(tx, id).front(),
             .link = *command.invitation},
            now
        );
    }
    return id;
}

bool has_administrator(db::Transaction& tx) {
    const auto role = store::find_role_by_key(tx, administrator_key);
    CHECK(role.has_value());
    return !store::holders(tx, role->id).empty();
}

std::optional<std::string> new_setup_token(db::Database& db, Instant now) {
    if (db.read([](db::Transaction& tx) { return has_administrator(tx); })) return std::nullopt;
    auto token = crypto::random_token();
    if (!keep_setup_token(db, token, now)) return std::nullopt;
    return token;
}

bool keep_setup_token(db::Database& db, std::string_view token, Instant now) {
    const Result<> kept = db.write([&](db::Transaction& tx) -> Result<> {
        store::delete_setup_tokens(tx);
        store::OneTimeToken row{
            .id = {},
            .purpose = Purpose::setup,
            .person_id = {},
            .address = "",
            .digest = crypto::token_digest(token),
            .sealed = "", // printed now, never again
            .created_at = now,
            .expires_at = now + life_of(Purpose::setup),
            .spent_at = {},
        };
        store::insert_one_time_token(tx, row);
        return {};
    });
    return kept.has_value();
}

bool is_url_of_this_machine(std::string_view url) {
    return url.starts_with("http://127.") || url.starts_with("http://localhost") ||
           url.starts_with("http://[::1]");
}

Result<> prove_setup(
    db::Transaction& tx,
    const Desk& desk,
    const http::Request& request,
    std::string_view token,
    Instant now
) {
    if (is_at_the_machine(desk, request)) return {};
    return spend_setup_token(tx, token, now);
}

} // namespace heed::access
