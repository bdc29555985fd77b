// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/store.hpp"
#include "platform/words/words.hpp"

namespace heed::people::store {

std::optional<Team> find_team(db::Transaction& tx, TeamId id) {
    return tx.row<Team>(
        "SELECT id, name, mailbox_id, created_at, version FROM team WHERE id = ?1", id
    );
}

std::optional<Team> find_team_for_update(db::Transaction& tx, TeamId id) {
    return tx.row_for_update<Team>(
        "SELECT id, name, mailbox_id, created_at, version FROM team WHERE id = ?1", id
    );
}

std::vector<Team> teams(db::Transaction& tx) {
    return tx.rows<Team>(
        "SELECT id, name, mailbox_id, created_at, version FROM team ORDER BY name_key LIMIT 1000"
    );
}

void lock_team_names(db::Transaction& tx) {
    tx.row_for_update<TeamId>("SELECT id FROM team ORDER BY id LIMIT 1");
}

bool insert_team(db::Transaction& tx, Team& team) {
    const auto id = tx.row<TeamId>(
        "INSERT INTO team (name, name_key, mailbox_id, created_at, version)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (name_key) DO NOTHING RETURNING id",
        team.name,
        words::folded(team.name),
        team.mailbox_id,
        team.created_at,
        team.version
    );
    if (id) team.id = *id;
    return id.has_value();
}

bool save_team(db::Transaction& tx, const Team& team) {
    const auto key = words::folded(team.name);
    const auto taken =
        tx.row<TeamId>("SELECT id FROM team WHERE name_key = ?1 AND id <> ?2", key, team.id);
    if (taken) return false;
    tx.run(
        "UPDATE team SET name = ?1, name_key = ?2, mailbox_id = ?3, version = ?4 WHERE id = ?5",
        team.name,
        key,
        team.mailbox_id,
        team.version,
        team.id
    );
    return true;
}

bool insert_member(db::Transaction& tx, const Membership& membership) {
    return tx.run(
               "INSERT INTO team_member (team_id, person_id) VALUES (?1, ?2)"
               " ON CONFLICT (team_id, person_id) DO NOTHING",
               membership.team,
               membership.person
           ) == 1;
}

bool delete_member(db::Transaction& tx, const Membership& membership) {
    return tx.run(
               "DELETE FROM team_member WHERE team_id = ?1 AND person_id = ?2",
               membership.team,
               membership.person
           ) == 1;
}

bool is_member(db::Transaction& tx, const Membership& membership) {
    return tx
        .row<std::int64_t>(
            "SELECT 1 AS found FROM team_member WHERE team_id = ?1 AND person_id = ?2",
            membership.team,
            membership.person
        )
        .has_value();
}

std::vector<TeamId> teams_of(db::Transaction& tx, PersonId id) {
    return tx.rows<TeamId>(
        "SELECT team_id FROM team_member WHERE person_id = ?1 ORDER BY team_id", id
    );
}

std::vector<Member> members(db::Transaction& tx, std::optional<TeamId> team) {
    if (team) {
        return tx.rows<Member>(
            "SELECT m.team_id, p.id, p.name FROM team_member m JOIN person p ON p.id = m.person_id"
            " WHERE m.team_id = ?1 ORDER BY p.name_key, p.id",
            *team
        );
    }
    return tx.rows<Member>(
        "SELECT m.team_id, p.id, p.name FROM team_member m JOIN person p ON p.id = m.person_id"
        " ORDER BY m.team_id, p.name_key, p.id LIMIT 20000"
    );
}

} // namespace heed::people::store
