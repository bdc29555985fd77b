// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/passkeys.hpp"

namespace heed::access::store {

/// False when the credential is known already, be it somebody else's.
bool insert_passkey(db::Transaction& tx, Passkey& passkey);
std::optional<Passkey> find_passkey(db::Transaction& tx, PasskeyId id);
std::optional<Passkey> find_passkey(db::Transaction& tx, const std::string& credential);
std::vector<Passkey> passkeys_of(db::Transaction& tx, PersonId person);
bool has_passkey(db::Transaction& tx, PersonId person);
void use_passkey(db::Transaction& tx, PasskeyId id, std::int64_t sign_count, Instant now);
void rename_passkey(db::Transaction& tx, PasskeyId id, const std::string& name);
bool delete_passkey(db::Transaction& tx, PasskeyId id);
std::int64_t delete_passkeys(db::Transaction& tx, PersonId person);

struct Challenge {
    std::string digest;
    std::string bound_to;
    Instant expires_at = {};
};
HEED_FIELDS(Challenge, digest, bound_to, expires_at)

void insert_challenge(db::Transaction& tx, const Challenge& challenge);
/// False when it is none, was spent, is too old or was made for something else.
bool spend_challenge(
    db::Transaction& tx, const std::string& digest, const std::string& bound_to, Instant now
);
std::int64_t delete_old_challenges(db::Transaction& tx, Instant now, int limit);

} // namespace heed::access::store
