// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/factor_policy.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::access::store {

/// Of one person: the one in force, or the one that waits for its first code.
struct Authenticator {
    PersonId person_id;
    bool confirmed = false;
    std::string sealed;
    Instant created_at = {};
    std::int64_t used_period = 0;
};
HEED_FIELDS(Authenticator, person_id, confirmed, sealed, created_at, used_period)

std::optional<Authenticator>
find_authenticator(db::Transaction& tx, PersonId person, bool confirmed);
/// In place of one that waited.
void save_waiting_authenticator(db::Transaction& tx, const Authenticator& authenticator);
/// Puts the one that waits, if it still is this one, in place of the one in force.
bool confirm_authenticator(db::Transaction& tx, const Authenticator& waiting, Instant now);
/// False when a code of that period or a later one was used already.
bool use_period(db::Transaction& tx, PersonId person, std::int64_t period);
bool delete_authenticator(db::Transaction& tx, PersonId person, bool confirmed);

void insert_recovery_code(
    db::Transaction& tx, PersonId person, const std::string& digest, Instant now
);
/// False when it is none, or was used.
bool use_recovery_code(db::Transaction& tx, PersonId person, const std::string& digest);
std::int64_t recovery_codes_left(db::Transaction& tx, PersonId person);
std::int64_t delete_recovery_codes(db::Transaction& tx, PersonId person);

/// Serialises what adds or takes away a person's factors.
void lock_person(db::Transaction& tx, PersonId person);

FactorPolicy factor_policy(db::Transaction& tx);
FactorPolicy factor_policy_for_update(db::Transaction& tx);
void save_factor_policy(db::Transaction& tx, const FactorPolicy& policy);

struct FailedOf {
    PersonId person_id;
    std::string network;
    Instant minute_at = {};
    std::int64_t tries = 0;
};
HEED_FIELDS(FailedOf, person_id, network, minute_at, tries)

/// A fact about one account.
struct AccountFact {
    Instant at = {};
    std::string kind;
    std::optional<std::int64_t> actor_id;
    RawJson data = {};
};
HEED_FIELDS(AccountFact, at, kind, actor_id, data)

/// The newest first.
std::vector<AccountFact> account_facts(db::Transaction& tx, PersonId person, int limit);

void count_failed_of(db::Transaction& tx, const FailedOf& failed);
/// Of minutes before `minute_at`, the oldest first.
std::vector<FailedOf> failed_of_before(db::Transaction& tx, Instant minute_at, int limit);
bool delete_failed_of(db::Transaction& tx, const FailedOf& counted);

} // namespace heed::access::store
