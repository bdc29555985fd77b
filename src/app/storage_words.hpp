// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/sqlite_connection.hpp"

#include <optional>
#include <string>

namespace heed::app {

/// A failure of storage as its operator meets it: a sentence each.
struct StorageWords {
    std::string text;
    std::string cure;
};

/// Nothing for a failure that no operator can mend: a bug.
std::optional<StorageWords> storage_words(const db::SqliteFault& fault);

} // namespace heed::app
