// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_pool.hpp"

namespace heed::db {

/// Runs commands on PostgreSQL until their outcome is known.
///
/// Deadlocks and lost sessions are tried again. When the session is lost during COMMIT nobody knows
/// whether it was carried out: the retry first takes the same advisory lock, and so waits for the
/// lost transaction to end, then looks whether the command's first fact is in the journal. A
/// command that appends no fact leaves no such trace and is simply run again, so it has to be
/// idempotent.
class PostgresWriter {
public:
    PostgresWriter(PostgresPool& pool, const Options& options) : pool_(pool), options_(options) {}

    /// Leaves the facts of the run that was committed in `options.command.appended`.
    Result<> write(const Database::WriteJob& job, WriteOptions& options);

private:
    struct Attempt;

    void run_until_known(Attempt& attempt, PostgresPool::Loan& loan);
    static void run_once(Attempt& attempt, PostgresConnection& connection);
    static bool was_committed(const Attempt& attempt, PostgresConnection& connection);
    bool may_retry(const Attempt& attempt, const PostgresFault& fault) const;
    static void back_off(int tries);

    PostgresPool& pool_;
    const Options& options_;
};

} // namespace heed::db
