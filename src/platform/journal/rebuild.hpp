// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/journal/reader.hpp"

namespace heed::journal {

/// Hears the parked facts of a subject again, in order. All or nothing: `still_failing` otherwise.
Result<bool> retry_parked(
    db::Transaction& tx, Reader& reader, std::string_view subject_type, std::int64_t subject_id
);

/// Runs the reactor over the whole journal into temporary tables that carry its tables' names, so
/// that its own SQL fills them while the desk goes on; then exchanges the rows in one write and
/// sets the cursor back to where the copy ends. Returns how many facts were read.
Result<std::int64_t> rebuild_rows(db::Database& database, Reader& reader, const Clock& clock);

} // namespace heed::journal
