// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::desk_store {

/// A write that carried an Idempotency-Key, as it was answered.
struct Answered {
    std::string route;
    db::Bytes body_digest;
    std::int64_t id = 0;
    std::int64_t item = 0;
};
HEED_FIELDS(Answered, route, body_digest, id, item)

std::optional<Answered>
find_answered(db::Transaction& tx, const std::string& actor, const std::string& key);

struct Key {
    std::string actor;
    std::string key;
};

/// False when another node has used the key meanwhile; waits for one that is still at it.
bool save_answered(db::Transaction& tx, const Key& key, const Answered& answered, Instant at);

/// Forgets keys older than `before`, at most 200 at a time; returns how many.
std::int64_t forget_answered(db::Transaction& tx, Instant before);

/// A small text that the desk keeps about itself.
std::optional<std::string> find_value(db::Transaction& tx, std::string_view name);
void save_value(db::Transaction& tx, std::string_view name, std::string_view value);

} // namespace heed::desk_store
