// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/factor_policy.hpp"

#include "features/access/factor_events.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"
#include "features/people/people.hpp"
#include "kernel/require.hpp"
#include "platform/journal/changes.hpp"

#include <algorithm>

namespace heed::access {

namespace {

constexpr int grace_days_max = 90;

Result<> require_sound(db::Transaction& tx, const ReplaceFactorPolicy& command) {
    if (command.grace_days < 0 || command.grace_days > grace_days_max)
        return refuse(Refusal::invalid, "bad_grace", "/grace_days", "Say 0 to 90 days.");
    for (std::size_t at = 0; at < command.role_ids.size(); ++at) {
        const auto role = store::find_role(tx, command.role_ids[at]);
        if (role && role->key != "customer") continue;
        const auto pointer = "/role_ids/" + std::to_string(at);
        return refuse(Refusal::invalid, "unknown_role", pointer, "No such role of agents.");
    }
    return {};
}

std::vector<RoleId> sorted(std::vector<RoleId> roles) {
    std::ranges::sort(roles);
    const auto repeated = std::ranges::unique(roles);
    roles.erase(repeated.begin(), repeated.end());
    return roles;
}

/// Whoever came under the old one came under it before.
bool is_broader(const FactorPolicy& after, const FactorPolicy& before) {
    if (before.everybody) return false;
    if (after.everybody) return true;
    return !std::ranges::includes(before.role_ids, after.role_ids);
}

bool is_meant(db::Transaction& tx, const FactorPolicy& policy, PersonId agent) {
    if (policy.everybody) return true;
    if (policy.role_ids.empty()) return false;
    const auto held = store::held_roles(tx, agent);
    return std::ranges::any_of(held, [&](const HeldRole& role) {
        return std::ranges::find(policy.role_ids, role.role_id) != policy.role_ids.end();
    });
}

} // namespace

FactorPolicy factor_policy(db::Transaction& tx) {
    return store::factor_policy(tx);
}

Result<Done> replace_factor_policy(
    db::Transaction& tx, const Actor& actor, const ReplaceFactorPolicy& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    TRY(require_sound(tx, command));
    const auto before = store::factor_policy_for_update(tx);
    auto after = before;
    std::vector<journal::FieldChange> changes;
    journal::change(changes, "everybody", after.everybody, command.everybody);
    journal::change(changes, "role_ids", after.role_ids, sorted(command.role_ids));
    journal::change(changes, "grace_days", after.grace_days, command.grace_days);
    TRY(journal::require_current(command.expected_version, before.version, changes));
    if (changes.empty()) return Done{.id = 1};

    if (is_broader(after, before)) after.since_at = now;
    ++after.version;
    store::save_factor_policy(tx, after);
    journal::append(tx, actor, now, FactorPolicyChanged{.before = before, .after = after});
    return Done{.id = 1};
}

std::optional<Instant> factor_needed_from(db::Transaction& tx, PersonId agent) {
    const auto policy = store::factor_policy(tx);
    if (!is_meant(tx, policy, agent)) return std::nullopt;
    const auto joined_at = people::agent_since(tx, agent).value_or(policy.since_at);
    return std::max(policy.since_at, joined_at) + std::chrono::days{policy.grace_days};
}

bool has_factor(db::Transaction& tx, PersonId person) {
    return store::find_authenticator(tx, person, true) || store::has_passkey(tx, person);
}

} // namespace heed::access
