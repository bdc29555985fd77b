// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/positions.hpp"

namespace heed::journal {

std::vector<Fact> JournalReader::next(std::size_t limit) {
    auto facts = database_.read([&](db::Transaction& tx) {
        return tx.rows<Fact>(
            "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, "
            "subject_id, ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
            "WHERE position > ?1 ORDER BY position LIMIT ?2",
            cursor_,
            limit
        );
    });
    if (!facts.empty()) cursor_ = facts.back().position;
    return facts;
}

} // namespace heed::journal
