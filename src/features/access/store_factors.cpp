// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store_factors.hpp"

#include "kernel/check.hpp"
#include "kernel/json.hpp"
#include "platform/json/decode.hpp"

namespace heed::access::store {

namespace {

/// As the row has it: the roles are a JSON list.
struct PolicyRow {
    bool everybody = false;
    std::string role_ids;
    int grace_days = 0;
    Instant since_at = {};
    std::int64_t version = 1;
};
HEED_FIELDS(PolicyRow, everybody, role_ids, grace_days, since_at, version)

constexpr db::Sql policy_row{
    "SELECT everybody, role_ids, grace_days, since_at, version FROM factor_policy WHERE id = 1"
};

FactorPolicy policy_from(const std::optional<PolicyRow>& row) {
    CHECK(row.has_value());
    const auto roles = decode_fact<std::vector<RoleId>>(row->role_ids);
    CHECK(roles.has_value());
    return {
        .everybody = row->everybody,
        .role_ids = *roles,
        .grace_days = row->grace_days,
        .since_at = row->since_at,
        .version = row->version,
    };
}

} // namespace

std::optional<Authenticator>
find_authenticator(db::Transaction& tx, PersonId person, bool confirmed) {
    return tx.row<Authenticator>(
        "SELECT person_id, confirmed, sealed, created_at, used_period FROM authenticator"
        " WHERE person_id = ?1 AND confirmed = ?2",
        person,
        confirmed
    );
}

void save_waiting_authenticator(db::Transaction& tx, const Authenticator& authenticator) {
    tx.run(
        "INSERT INTO authenticator (person_id, confirmed, sealed, created_at, used_period)"
        " VALUES (?1, FALSE, ?2, ?3, 0) ON CONFLICT (person_id, confirmed) DO UPDATE"
        " SET sealed = excluded.sealed, created_at = excluded.created_at",
        authenticator.person_id,
        authenticator.sealed,
        authenticator.created_at
    );
}

bool confirm_authenticator(db::Transaction& tx, const Authenticator& waiting, Instant now) {
    delete_authenticator(tx, waiting.person_id, true);
    return tx.run(
               "UPDATE authenticator SET confirmed = TRUE, created_at = ?3, used_period = ?4"
               " WHERE person_id = ?1 AND confirmed = FALSE AND sealed = ?2",
               waiting.person_id,
               waiting.sealed,
               now,
               waiting.used_period
           ) == 1;
}

bool use_period(db::Transaction& tx, PersonId person, std::int64_t period) {
    return tx.run(
               "UPDATE authenticator SET used_period = ?2"
               " WHERE person_id = ?1 AND confirmed = TRUE AND used_period < ?2",
               person,
               period
           ) == 1;
}

bool delete_authenticator(db::Transaction& tx, PersonId person, bool confirmed) {
    return tx.run(
               "DELETE FROM authenticator WHERE person_id = ?1 AND confirmed = ?2",
               person,
               confirmed
           ) == 1;
}

void insert_recovery_code(
    db::Transaction& tx, PersonId person, const std::string& digest, Instant now
) {
    tx.run(
        "INSERT INTO recovery_code (person_id, digest, created_at) VALUES (?1, ?2, ?3)",
        person,
        digest,
        now
    );
}

bool use_recovery_code(db::Transaction& tx, PersonId person, const std::string& digest) {
    return tx.run(
               "DELETE FROM recovery_code WHERE person_id = ?1 AND digest = ?2", person, digest
           ) == 1;
}

std::int64_t recovery_codes_left(db::Transaction& tx, PersonId person) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM recovery_code WHERE person_id = ?1", person
    );
}

std::int64_t delete_recovery_codes(db::Transaction& tx, PersonId person) {
    return tx.run("DELETE FROM recovery_code WHERE person_id = ?1", person);
}

void lock_person(db::Transaction& tx, PersonId person) {
    static_cast<void>(
        tx.row_for_update<PersonId>("SELECT person_id FROM password WHERE person_id = ?1", person)
    );
}

FactorPolicy factor_policy(db::Transaction& tx) {
    return policy_from(tx.row<PolicyRow>(policy_row));
}

FactorPolicy factor_policy_for_update(db::Transaction& tx) {
    return policy_from(tx.row_for_update<PolicyRow>(policy_row));
}

void save_factor_policy(db::Transaction& tx, const FactorPolicy& policy) {
    tx.run(
        "UPDATE factor_policy SET everybody = ?1, role_ids = ?2, grace_days = ?3, since_at = ?4,"
        " version = ?5 WHERE id = 1",
        policy.everybody,
        to_json(policy.role_ids),
        policy.grace_days,
        policy.since_at,
        policy.version
    );
}

std::vector<AccountFact> account_facts(db::Transaction& tx, PersonId person, int limit) {
    // The kinds are those of the index `event_of_account`, word for word.
    return tx.rows<AccountFact>(
        "SELECT at, kind, actor_id, data FROM event"
        " WHERE subject_type = 'person' AND subject_id = ?1 AND kind IN ("
        "'signed_in', 'sign_ins_failed', 'password_changed', 'factor_added', 'factor_removed', "
        "'factors_reset', 'recovery_codes_made', 'recovery_code_used', 'passkey_counter_went_back'"
        ") ORDER BY position DESC LIMIT ?2",
        person,
        limit
    );
}

void count_failed_of(db::Transaction& tx, const FailedOf& failed) {
    tx.run(
        "INSERT INTO failed_sign_in_of (person_id, network, minute_at, tries)"
        " VALUES (?1, ?2, ?3, 1) ON CONFLICT (minute_at, network, person_id)"
        " DO UPDATE SET tries = failed_sign_in_of.tries + 1",
        failed.person_id,
        failed.network,
        failed.minute_at
    );
}

std::vector<FailedOf> failed_of_before(db::Transaction& tx, Instant minute_at, int limit) {
    return tx.rows<FailedOf>(
        "SELECT person_id, network, minute_at, tries FROM failed_sign_in_of WHERE minute_at < ?1"
        " ORDER BY minute_at, network, person_id LIMIT ?2",
        minute_at,
        limit
    );
}

bool delete_failed_of(db::Transaction& tx, const FailedOf& counted) {
    return tx.run(
               "DELETE FROM failed_sign_in_of"
               " WHERE minute_at = ?1 AND network = ?2 AND person_id = ?3",
               counted.minute_at,
               counted.network,
               counted.person_id
           ) == 1;
}

} // namespace heed::access::store
