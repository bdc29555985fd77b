// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/transfer/store.hpp"

namespace heed::transfer::store {

std::optional<std::int64_t> imported(db::Transaction& tx, std::string_view key) {
    return tx.row<std::int64_t>("SELECT id FROM imported WHERE key = ?1", key);
}

void note_imported(db::Transaction& tx, std::string_view key, std::int64_t id) {
    tx.run("INSERT INTO imported (key, id) VALUES (?1, ?2)", key, id);
}

} // namespace heed::transfer::store
