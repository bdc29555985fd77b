// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store.hpp"
#include "platform/json/decode.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::access::store {

namespace {

struct RoleRow {
    RoleId id;
    std::optional<std::string> key;
    std::string name;
    std::string permissions;
    std::int64_t version = 1;
};
HEED_FIELDS(RoleRow, id, key, name, permissions, version)

struct GrantRow {
    std::optional<TeamId> team_id;
    std::string permissions;
};
HEED_FIELDS(GrantRow, team_id, permissions)

/// Names that this version does not know are of a later one: they allow nothing here.
PermissionSet permissions_from(const std::string& json) {
    const auto names = decode_fact<std::vector<std::string>>(json);
    CHECK(names.has_value());
    PermissionSet set;
    for (const auto& name : *names) {
        if (const auto permission = enum_from<Permission>(name)) set.add(*permission);
    }
    return set;
}

Role role_from(RoleRow row) {
    return {
        .id = row.id,
        .key = std::move(row.key),
        .name = std::move(row.name),
        .permissions = permissions_from(row.permissions),
        .version = row.version,
    };
}

std::optional<Role> role_from(std::optional<RoleRow> row) {
    if (!row) return std::nullopt;
    return role_from(*std::move(row));
}

/// Padded to a power of two, so that few distinct statements stay prepared.
void add_ids(db::Query& query, std::span<const PersonId> people) {
    std::size_t places = 1;
    while (places < people.size()) places *= 2;
    query.add("WHERE person_id IN (?", people.front());
    for (std::size_t at = 1; at < places; ++at)
        query.add(", ?", people[std::min(at, people.size() - 1)]);
    query.add(")");
}

} // namespace

std::vector<LastSeen> last_seen(db::Transaction& tx, std::span<const PersonId> people) {
    if (people.empty()) return {};
    db::Query query("SELECT person_id, seen_at FROM last_seen");
    add_ids(query, people);
    return tx.rows<LastSeen>(query);
}

std::vector<Role> roles(db::Transaction& tx) {
    std::vector<Role> result;
    for (auto& row : tx.rows<RoleRow>(
             "SELECT id, key, name, permissions, version FROM role ORDER BY id LIMIT 500"
         ))
        result.push_back(role_from(std::move(row)));
    return result;
}

std::optional<Role> find_role(db::Transaction& tx, RoleId id) {
    return role_from(
        tx.row<RoleRow>("SELECT id, key, name, permissions, version FROM role WHERE id = ?1", id)
    );
}

std::optional<Role> find_role_by_key(db::Transaction& tx, std::string_view key) {
    return role_from(
        tx.row<RoleRow>("SELECT id, key, name, permissions, version FROM role WHERE key = ?1", key)
    );
}

RoleId lock_administrators(db::Transaction& tx) {
    const auto id =
        tx.row_for_update<RoleId>("SELECT id FROM role WHERE key = ?1", administrator_key);
    CHECK(id.has_value());
    return *id;
}

bool insert_role(db::Transaction& tx, Role& role) {
    const auto id = tx.row<RoleId>(
        "INSERT INTO role (key, name, name_key, permissions, version)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name_key) DO NOTHING RETURNING id",
        role.key,
        role.name,
        words::folded(role.name),
        to_json(permissions_in(role.permissions)),
        role.version
    );
    if (id) role.id = *id;
    return id.has_value();
}

bool save_role(db::Transaction& tx, const Role& role) {
    const auto key = words::folded(role.name);
    const auto taken =
        tx.row<RoleId>("SELECT id FROM role WHERE name_key = ?1 AND id <> ?2", key, role.id);
    if (taken) return false;
    tx.run(
        "UPDATE role SET name = ?1, name_key = ?2, permissions = ?3, version = ?4 WHERE id = ?5",
        role.name,
        key,
        to_json(permissions_in(role.permissions)),
        role.version,
        role.id
    );
    return true;
}

void delete_role(db::Transaction& tx, RoleId id) {
    tx.run("DELETE FROM role WHERE id = ?1", id);
}

std::vector<Assignment> assignments(db::Transaction& tx) {
    return tx.rows<Assignment>(
        "SELECT person_id, role_id, team_id FROM role_assignment ORDER BY person_id, role_id, id"
        " LIMIT 50000"
    );
}

std::vector<HeldRole> held_roles(db::Transaction& tx, PersonId person) {
    return tx.rows<HeldRole>(
        "SELECT role_id, team_id FROM role_assignment WHERE person_id = ?1"
        " ORDER BY role_id, coalesce(team_id, 0)",
        person
    );
}

std::vector<PersonId> holders(db::Transaction& tx, RoleId role) {
    return tx.rows<PersonId>(
        "SELECT person_id FROM role_assignment WHERE role_id = ?1 AND team_id IS NULL"
        " ORDER BY person_id",
        role
    );
}

std::vector<PersonId> all_holders(db::Transaction& tx, RoleId role) {
    return tx.rows<PersonId>(
        "SELECT DISTINCT person_id FROM role_assignment WHERE role_id = ?1 ORDER BY person_id", role
    );
}

bool is_held(db::Transaction& tx, RoleId role) {
    return tx.row<std::int64_t>("SELECT id FROM role_assignment WHERE role_id = ?1 LIMIT 1", role)
        .has_value();
}

void assign(db::Transaction& tx, PersonId person, const HeldRole& role) {
    tx.run(
        "INSERT INTO role_assignment (person_id, role_id, team_id) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO NOTHING",
        person,
        role.role_id,
        role.team_id
    );
}

void unassign(db::Transaction& tx, PersonId person, const HeldRole& role) {
    tx.run(
        "DELETE FROM role_assignment WHERE person_id = ?1 AND role_id = ?2"
        " AND coalesce(team_id, 0) = coalesce(?3, 0)",
        person,
        role.role_id,
        role.team_id
    );
}

std::vector<Grant> grants(db::Transaction& tx, PersonId person) {
    std::vector<Grant> result;
    for (const auto& row : tx.rows<GrantRow>(
             "SELECT a.team_id, r.permissions FROM role_assignment a"
             " JOIN role r ON r.id = a.role_id WHERE a.person_id = ?1",
             person
         ))
        result.push_back({.team_id = row.team_id, .permissions = permissions_from(row.permissions)}
        );
    return result;
}

std::optional<std::string> find_password(db::Transaction& tx, PersonId person) {
    return tx.row<std::string>("SELECT encoded FROM password WHERE person_id = ?1", person);
}

void save_password(db::Transaction& tx, PersonId person, const std::string& encoded, Instant at) {
    tx.run(
        "INSERT INTO password (person_id, encoded, changed_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (person_id) DO UPDATE SET encoded = excluded.encoded,"
        " changed_at = excluded.changed_at",
        person,
        encoded,
        at
    );
}

std::optional<Instant> password_changed_at(db::Transaction& tx, PersonId person) {
    return tx.row<Instant>("SELECT changed_at FROM password WHERE person_id = ?1", person);
}

std::vector<PersonId> with_passwords(db::Transaction& tx, std::span<const PersonId> people) {
    if (people.empty()) return {};
    db::Query query("SELECT person_id FROM password");
    add_ids(query, people);
    return tx.rows<PersonId>(query);
}

} // namespace heed::access::store
