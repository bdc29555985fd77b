// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"

#include <string>
#include <string_view>

namespace heed::db {

/// Of the library or the server, as it calls itself: "3.40.1", "15.8 (Debian 15.8-0+deb12u1)".
std::string engine_version(Database& db);

/// 15 for "15.8 (Debian …)"; 0 for what is no version.
int major_version(std::string_view version);

} // namespace heed::db
