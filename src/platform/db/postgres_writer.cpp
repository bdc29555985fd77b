// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_writer.hpp"

#include "kernel/fault.hpp"
#include "platform/db/command_id.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace heed::db {

namespace {

constexpr int tries_max = 5;

} // namespace

/// One command on its way to a known outcome.
struct PostgresWriter::Attempt {
    const Database::WriteJob& job;
    const CommandContext& command; // as the caller gave it; each run starts from a copy
    bool serializable;
    CommandContext used = {}; // of the last run
    int tries = 0;
    bool commit_sent = false; // by the last run
    std::chrono::steady_clock::time_point give_up_at = {};
};

Result<> PostgresWriter::write(const Database::WriteJob& job, WriteOptions& options) {
    auto& command = options.command;
    if (command.id.empty()) command.id = new_command_id();
    const auto start_before = std::chrono::steady_clock::now() + options_.write_wait_max;
    auto loan = TRY(pool_.take(options.lane, start_before));
    Attempt attempt{.job = job, .command = command, .serializable = options.serializable};
    attempt.give_up_at = std::chrono::steady_clock::now() + options_.write_wait_max;
    try {
        run_until_known(attempt, loan);
    } catch (const PostgresFault& fault) {
        if (fault.is_lost_connection()) loan.drop();
        if (attempt.commit_sent) count_commit(); // for all that anybody knows
        if (fault.is_storage()) throw StorageFault(fault.what());
        throw;
    }
    command.appended = std::move(attempt.used.appended);
    return {};
}

void PostgresWriter::run_until_known(Attempt& attempt, PostgresPool::Loan& loan) {
    while (true) {
        ++attempt.tries;
        try {
            auto& connection = loan.connection();
            if (attempt.commit_sent && was_committed(attempt, connection)) return;
            run_once(attempt, connection);
            return;
        } catch (const PostgresFault& fault) {
            if (fault.is_lost_connection()) loan.drop();
            if (!may_retry(attempt, fault)) throw;
        }
        back_off(attempt.tries);
    }
}

void PostgresWriter::run_once(Attempt& attempt, PostgresConnection& connection) {
    attempt.commit_sent = false;
    attempt.used = attempt.command;
    connection.begin_write(lock_of_command(attempt.command.id), attempt.serializable);
    HEED_FAULT("command_locked");
    try {
        Transaction tx(connection, attempt.used, true);
        if (!attempt.job(tx)) {
            attempt.used.appended.clear();
            return connection.roll_back();
        }
        HEED_FAULT("before_commit");
        attempt.commit_sent = true;
        connection.commit();
        HEED_FAULT("after_commit");
    } catch (...) {
        connection.roll_back();
        throw;
    }
}

bool PostgresWriter::was_committed(const Attempt& attempt, PostgresConnection& connection) {
    connection.begin_write(lock_of_command(attempt.command.id), false);
    CommandContext nothing;
    Transaction tx(connection, nothing, true);
    bool found = false;
    try {
        found =
            tx.row<int>(
                  "SELECT 1 FROM event WHERE command_id = ?1 AND ordinal = 0", attempt.command.id
            )
                .has_value();
    } catch (...) {
        connection.roll_back();
        throw;
    }
    connection.roll_back();
    return found;
}

bool PostgresWriter::may_retry(const Attempt& attempt, const PostgresFault& fault) const {
    if (fault.is_conflict()) return attempt.tries < tries_max;
    // Two gave their rows one name at once: run again, the second sees the first and says so.
    if (fault.is_taken()) return attempt.tries < 2;
    if (!fault.is_lost_connection() || std::chrono::steady_clock::now() > attempt.give_up_at)
        return false;
    // An open question is worth more patience: giving up leaves the caller without an answer.
    return attempt.commit_sent || attempt.tries < tries_max;
}

/// Doubles from 5 ms up to 320 ms, with jitter so that those who met do not meet again.
void PostgresWriter::back_off(int tries) {
    static thread_local std::minstd_rand random{std::random_device{}()};
    const int longest = 5 << std::min(tries - 1, 6);
    std::uniform_int_distribution<int> wait(longest / 2, longest);
    std::this_thread::sleep_for(std::chrono::milliseconds(wait(random)));
}

} // namespace heed::db
