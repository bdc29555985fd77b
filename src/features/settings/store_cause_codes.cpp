// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/store.hpp"
#include "platform/words/words.hpp"

namespace heed::settings::store {

std::vector<CauseCode> cause_codes(db::Transaction& tx) {
    return tx.rows<CauseCode>(
        "SELECT id, name, active, version FROM cause_code ORDER BY name_key LIMIT 500"
    );
}

std::optional<CauseCode> find_cause_code(db::Transaction& tx, CauseCodeId id) {
    return tx.row<CauseCode>("SELECT id, name, active, version FROM cause_code WHERE id = ?1", id);
}

std::optional<CauseCode> find_cause_code_for_update(db::Transaction& tx, CauseCodeId id) {
    return tx.row_for_update<CauseCode>(
        "SELECT id, name, active, version FROM cause_code WHERE id = ?1", id
    );
}

std::optional<CauseCode> find_cause_code_by_name(db::Transaction& tx, std::string_view name) {
    return tx.row<CauseCode>(
        "SELECT id, name, active, version FROM cause_code WHERE name_key = ?1", words::folded(name)
    );
}

bool insert_cause_code(db::Transaction& tx, CauseCode& code) {
    const auto id = tx.row<CauseCodeId>(
        "INSERT INTO cause_code (name, name_key, active, version) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (name_key) DO NOTHING RETURNING id",
        code.name,
        words::folded(code.name),
        code.active,
        code.version
    );
    if (id) code.id = *id;
    return id.has_value();
}

bool save_cause_code(db::Transaction& tx, const CauseCode& code) {
    const auto same_name = find_cause_code_by_name(tx, code.name);
    if (same_name && same_name->id != code.id) return false;
    tx.run(
        "UPDATE cause_code SET name = ?1, name_key = ?2, active = ?3, version = ?4 WHERE id = ?5",
        code.name,
        words::folded(code.name),
        code.active,
        code.version,
        code.id
    );
    return true;
}

} // namespace heed::settings::store
