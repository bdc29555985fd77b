// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_connection.hpp"

#include <string>
#include <vector>

namespace heed::db {

/// Indexes and constraints of the session's schema that cannot be trusted. Pages are looked into
/// only when the database has the extension `amcheck`. Throws PostgresFault when the looking fails.
std::vector<std::string> problems_of(PostgresConnection& connection);

} // namespace heed::db
