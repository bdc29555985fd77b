// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::db {

/// Appends the text to the file named by HEED_SQL_RECORD, once per process, so that the
/// statement-plan test can explain every statement the suites prepare. Nothing otherwise.
void record_statement(std::string_view sql);

} // namespace heed::db
