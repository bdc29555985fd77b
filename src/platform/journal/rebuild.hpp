// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/journal/reader.hpp"

namespace heed::journal {

/// Hears the parked facts of a subject again, in order. All or nothing: `still_failing` otherwise.
Result<bool> retry_parked(
    db::Transaction& tx, Reader& reader, std::string_view subject_type, std::int64_t subject_id
);

/// Runs the reactor over the whole journal while the desk goes on, and returns how many facts were
/// read. Its own SQL fills temporary tables that carry its tables' names, on a connection of their
/// own; these are copied into spare tables beside the real ones in jobs of at most 200 rows, the
/// spares hear what came meanwhile, and one short job lets them change places. The cursor does not
/// move.
Result<std::int64_t> rebuild_rows(db::Database& database, const Reactor& reactor);

} // namespace heed::journal
