// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace heed::transfer::store {

std::optional<std::int64_t> imported(db::Transaction& tx, std::string_view key);
void note_imported(db::Transaction& tx, std::string_view key, std::int64_t id);

} // namespace heed::transfer::store
