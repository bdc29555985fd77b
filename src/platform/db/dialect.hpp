// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::db {

/// Our `?1` as PostgreSQL's `$1`; text in quotes and comments stays as it is.
std::string postgres_text(std::string_view sql);

/// A name in double quotes, safe inside a statement.
std::string quoted_name(std::string_view name);

} // namespace heed::db
