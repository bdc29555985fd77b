// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/passkeys.hpp"

#include "features/access/attempts.hpp"
#include "features/access/factor_events.hpp"
#include "features/access/factors.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"
#include "features/people/people.hpp"
#include "platform/address/address.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/passkey.hpp"
#include "platform/crypto/token.hpp"
#include "platform/json/decode.hpp"

namespace heed::access {

namespace {

constexpr std::size_t passkeys_max = 20;
constexpr std::chrono::minutes challenge_life{5};

/// What the browser has put together for the authenticator to sign.
struct BrowserSays {
    std::string type;
    std::string challenge;
    std::string origin;
    std::optional<bool> crossOrigin; // NOLINT(readability-identifier-naming): as browsers write it
};
HEED_FIELDS(BrowserSays, type, challenge, origin, crossOrigin)

std::unexpected<Error> bad_passkey() {
    return refuse(
        Refusal::invalid,
        "bad_passkey",
        {},
        "This device has made a passkey that this desk cannot use. Try another device or browser."
    );
}

std::unexpected<Error> wrong_passkey() {
    return refuse(
        Refusal::unauthenticated,
        "wrong_passkey",
        {},
        "This passkey is not known here. Sign in with your password."
    );
}

std::unexpected<Error> challenge_over() {
    return refuse(
        Refusal::unauthenticated, "challenge_over", {}, "This took too long. Try once more."
    );
}

/// Of a page of ours, for that purpose, in no frame of another site.
std::optional<BrowserSays>
read_client_data(const PasskeySite& site, std::string_view encoded, std::string_view type) {
    const auto json = crypto::from_base64url(encoded);
    if (!json) return std::nullopt;
    auto data = decode_fact<BrowserSays>(*json);
    if (!data || data->type != type || data->origin != site.origin) return std::nullopt;
    if (data->crossOrigin.value_or(false)) return std::nullopt;
    return *std::move(data);
}

/// Somebody was there, and proved to the device who they are.
bool is_for(const PasskeySite& site, const crypto::AuthenticatorSays& data) {
    return data.user_present && data.user_verified && data.site_digest == crypto::sha256(site.id);
}

/// A passkey whose signature was right, and what it says of its counter.
struct Proved {
    Passkey passkey;
    std::string challenge;
    std::int64_t sign_count = 0;
};

Result<Proved>
prove(const PasskeySite& site, const Assertion& assertion, std::optional<Passkey> passkey) {
    const auto client = read_client_data(site, assertion.client_data, "webauthn.get");
    const auto client_json = crypto::from_base64url(assertion.client_data);
    const auto data = crypto::from_base64url(assertion.authenticator_data);
    const auto signature = crypto::from_base64url(assertion.signature);
    if (!passkey || !client || !client_json || !data || !signature) return wrong_passkey();
    const auto said = crypto::read_authenticator_data(*data);
    if (!said || !is_for(site, *said)) return wrong_passkey();
    const auto key = crypto::from_base64url(passkey->public_key);
    const auto signed_bytes = *data + crypto::sha256(*client_json);
    if (!key || !crypto::is_signed_by(*key, signed_bytes, *signature)) return wrong_passkey();
    return Proved{
        .passkey = *std::move(passkey),
        .challenge = client->challenge,
        .sign_count = said->sign_count,
    };
}

Result<> spend_challenge(
    db::Transaction& tx, std::string_view challenge, const std::string& bound_to, Instant now
) {
    const auto digest = crypto::token_digest(challenge);
    if (store::spend_challenge(tx, digest, bound_to, now)) return {};
    return challenge_over();
}

/// Two devices with one key would count apart: it is told, as only its owner knows what it means.
void note_counter(db::Transaction& tx, const Proved& proved, Instant now) {
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = proved.passkey.person_id;
    const auto& passkey = proved.passkey;
    const bool counts = proved.sign_count != 0 || passkey.sign_count != 0;
    if (counts && proved.sign_count <= passkey.sign_count)
        journal::append(
            tx,
            actor,
            now,
            PasskeyCounterWentBack{.person = passkey.person_id, .name = passkey.name}
        );
    store::use_passkey(tx, passkey.id, proved.sign_count, now);
}

Result<> require_agent(db::Transaction& tx, PersonId id) {
    const auto person = people::find_person(tx, id);
    if (!person || !person->active || person->kind != people::PersonKind::agent)
        return wrong_passkey();
    return {};
}

/// The second step is of who owns the passkey.
Result<>
require_step_of(db::Transaction& tx, const std::string& second_step, PersonId owner, Instant now) {
    if (second_step.empty()) return {};
    const auto person = TRY(spend_second_step(tx, second_step, now));
    if (person != owner) return wrong_passkey();
    return {};
}

} // namespace

PasskeySite passkey_site(std::string_view base_url) {
    const auto scheme_end = base_url.find("://");
    if (scheme_end == std::string_view::npos) return {};
    const auto scheme = base_url.substr(0, scheme_end);
    auto host = base_url.substr(scheme_end + 3);
    PasskeySite site{.origin = std::string(base_url), .id = {}};
    if (host.starts_with('[')) return site;
    host = host.substr(0, host.find_first_of(":/"));
    const bool local = host == "localhost" || host.ends_with(".localhost");
    if ((scheme == "https" || local) && !IpAddress::parse(host)) site.id = host;
    return site;
}

std::string bound_to_session(SessionId session) {
    return "session/" + std::to_string(session.value);
}

std::string bound_to_step(std::string_view second_step) {
    return second_step.empty() ? "" : "step/" + crypto::token_digest(second_step);
}

void keep_challenge(
    db::Transaction& tx, std::string_view challenge, const std::string& bound_to, Instant now
) {
    store::insert_challenge(
        tx,
        {.digest = crypto::token_digest(challenge),
         .bound_to = bound_to,
         .expires_at = now + challenge_life}
    );
}

Result<NewPasskey> read_registration(const PasskeySite& site, const Registration& registration) {
    const auto client = read_client_data(site, registration.client_data, "webauthn.create");
    const auto attestation = crypto::from_base64url(registration.attestation);
    if (!client || !attestation) return bad_passkey();
    const auto data = crypto::read_attestation(*attestation);
    if (!data || !is_for(site, *data)) return bad_passkey();
    if (data->credential.empty() || !crypto::is_passkey_key(data->public_key)) return bad_passkey();
    return NewPasskey{
        .challenge = client->challenge,
        .passkey =
            {
                .id = {},
                .person_id = {},
                .name = registration.name,
                .credential = crypto::base64url(data->credential),
                .public_key = crypto::base64url(data->public_key),
                .sign_count = data->sign_count,
                .created_at = {},
                .last_used_at = {},
            },
    };
}

Result<Done> add_passkey(
    db::Transaction& tx,
    const Actor& actor,
    const NewPasskey& fresh,
    const std::string& bound_to,
    Instant now
) {
    store::lock_person(tx, actor.person);
    TRY(spend_challenge(tx, fresh.challenge, bound_to, now));
    if (store::passkeys_of(tx, actor.person).size() >= passkeys_max) {
        return refuse(
            Refusal::conflict, "too_many_passkeys", {}, "Remove a passkey first: 20 are enough."
        );
    }
    auto passkey = fresh.passkey;
    passkey.person_id = actor.person;
    passkey.created_at = now;
    if (!store::insert_passkey(tx, passkey))
        return refuse(
            Refusal::conflict, "passkey_taken", {}, "This passkey is known here already."
        );
    journal::append(
        tx,
        actor,
        now,
        FactorAdded{.person = actor.person, .factor = "passkey", .name = passkey.name}
    );
    return Done{.id = passkey.id.value};
}

Result<Done> rename_passkey(
    db::Transaction& tx, const Actor& actor, PasskeyId id, const std::string& name, Instant now
) {
    store::lock_person(tx, actor.person);
    const auto passkey = store::find_passkey(tx, id);
    if (!passkey || passkey->person_id != actor.person)
        return refuse(Refusal::not_found, "not_found");
    if (passkey->name == name) return Done{.id = id.value};
    store::rename_passkey(tx, id, name);
    journal::append(
        tx,
        actor,
        now,
        PasskeyRenamed{.person = actor.person, .before = passkey->name, .after = name}
    );
    return Done{.id = id.value};
}

Result<Done> remove_passkey(db::Transaction& tx, const Actor& actor, PasskeyId id, Instant now) {
    store::lock_person(tx, actor.person);
    const auto passkey = store::find_passkey(tx, id);
    if (!passkey || passkey->person_id != actor.person || !store::delete_passkey(tx, id))
        return refuse(Refusal::not_found, "not_found");
    TRY(require_factor_left(tx, actor.person));
    end_codes_of_nothing(tx, actor.person);
    journal::append(
        tx,
        actor,
        now,
        FactorRemoved{.person = actor.person, .factor = "passkey", .name = passkey->name}
    );
    return Done{.id = id.value};
}

Result<NewSession> sign_in_by_passkey(
    PasswordDoor& door, const PasskeySite& site, const Assertion& assertion, Instant now
) {
    TRY(door.db.write([&](db::Transaction& tx) {
        return take_attempt(tx, attempt_key("network", assertion.network), network_rule, now);
    }));
    auto passkey = door.db.read([&](db::Transaction& tx) {
        return store::find_passkey(tx, assertion.credential);
    });
    const auto owner = passkey ? std::optional(passkey->person_id) : std::nullopt;
    NewSession session{.person = owner.value_or(PersonId{}), .token = crypto::random_token()};
    const auto enter = [&]() -> Result<> {
        const auto proved = TRY(prove(site, assertion, std::move(passkey)));
        return door.db.write([&](db::Transaction& tx) -> Result<> {
            TRY(spend_challenge(tx, proved.challenge, bound_to_step(assertion.second_step), now));
            TRY(require_agent(tx, session.person));
            TRY(require_step_of(tx, assertion.second_step, session.person, now));
            note_counter(tx, proved, now);
            const SignIn how{
                .person = session.person,
                .method = "passkey",
                .network = assertion.network,
                .device = assertion.device,
                .life = door.lives.agent,
            };
            open_session(tx, how, session.token, now);
            return {};
        });
    };
    const auto entered = enter();
    if (entered) return session;
    TRY(note_failure(door.db, owner, assertion.network, now));
    return std::unexpected(entered.error());
}

std::vector<Passkey> passkeys_of(db::Transaction& tx, PersonId person) {
    return store::passkeys_of(tx, person);
}

} // namespace heed::access
