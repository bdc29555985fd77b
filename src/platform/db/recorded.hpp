// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <string_view>

namespace heed::db {

/// Writes a line `engine, parameter types, text` (separated by tabs) to the file named by
/// HEED_SQL_RECORD, once per process, so that tools/check_plans.py can explain every statement the
/// suites prepare. The file begins anew with each process. Nothing without the variable.
void record_statement(Engine engine, std::string_view types, std::string_view sql);

} // namespace heed::db
