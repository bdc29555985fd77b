// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/second_step.hpp"
#include "features/access/sign_in.hpp"
#include "kernel/actor.hpp"
#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/database.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::access {

using PasskeyId = Id<struct PasskeyTag>;

/// A key of a person's own on a device or in a password store (WebAuthn). It proves who they are by
/// itself: the device has asked for finger, face or PIN.
struct Passkey {
    PasskeyId id;
    PersonId person_id;
    std::string name;
    std::string credential; // base64url
    std::string public_key; // base64url
    std::int64_t sign_count = 0;
    Instant created_at = {};
    std::optional<Instant> last_used_at;
};
HEED_FIELDS(
    Passkey, id, person_id, name, credential, public_key, sign_count, created_at, last_used_at
)

/// For which site a passkey is, told by the desk's `base_url`: its origin and its host.
struct PasskeySite {
    std::string origin;
    std::string id; // empty where browsers make no passkeys: no TLS, or an address without a name
};

PasskeySite passkey_site(std::string_view base_url);

/// What a challenge is made for. Signed for one thing it is good for no other.
std::string bound_to_session(SessionId session);
std::string bound_to_step(std::string_view second_step); // empty: to nobody

/// Keeps that `challenge` (`crypto::random_token()`) may be signed within five minutes, once.
void keep_challenge(
    db::Transaction& tx, std::string_view challenge, const std::string& bound_to, Instant now
);

/// What a browser gives back, each in base64url.
struct Registration {
    std::string name;
    std::string client_data;
    std::string attestation;
};

/// One that was read and not added yet.
struct NewPasskey {
    std::string challenge;
    Passkey passkey;
};

/// Its challenge is looked at when it is added. Refuses `bad_passkey`.
Result<NewPasskey> read_registration(const PasskeySite& site, const Registration& registration);

/// Adds it to the actor. Refuses `challenge_over`, `passkey_taken`, `too_many_passkeys`.
Result<Done> add_passkey(
    db::Transaction& tx,
    const Actor& actor,
    const NewPasskey& fresh,
    const std::string& bound_to,
    Instant now
);

/// Refuses `not_found`.
Result<Done> rename_passkey(
    db::Transaction& tx, const Actor& actor, PasskeyId id, const std::string& name, Instant now
);

/// Refuses `not_found`, and `last_factor` to whom the desk asks for one.
Result<Done> remove_passkey(db::Transaction& tx, const Actor& actor, PasskeyId id, Instant now);

/// What signing in sends, each in base64url.
struct Assertion {
    std::string credential;
    std::string client_data;
    std::string authenticator_data;
    std::string signature;
    std::string second_step; // its token; empty: the passkey says who it is
    std::string network;
    Device device = {};
};

/// Begins the session of whose passkey it is. Refuses `wrong_passkey`, the same for unknown ones,
/// `challenge_over`, `sign_in_over` and `too_many_attempts`.
Result<NewSession> sign_in_by_passkey(
    PasswordDoor& door, const PasskeySite& site, const Assertion& assertion, Instant now
);

std::vector<Passkey> passkeys_of(db::Transaction& tx, PersonId person);

} // namespace heed::access
