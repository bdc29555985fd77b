// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_writer.hpp"

#include "kernel/fault.hpp"
#include "platform/log/log.hpp"

#include <utility>

namespace heed::db {

namespace {

// The log is copied into the file when it is this long. What was written meanwhile, the writer
// copies itself: a few hundred pages. At 1,000 half of them came meanwhile.
constexpr int log_pages_max = 4'000;
// Where the disk is so slow that the log grows faster than it is copied, writing waits.
constexpr int log_pages_bound = 16'000;

} // namespace

SqliteWriter::SqliteWriter(const SqliteSettings& settings, const Options& options)
    : options_(options),
      connection_(settings),
      queue_(options),
      checkpointer_(settings, [this](const SqliteFault& fault) { checkpoint_failed(fault); }) {}

SqliteWriter::~SqliteWriter() {
    queue_.stop();
    if (thread_.joinable()) thread_.join();
}

void SqliteWriter::start() {
    checkpointer_.start();
    thread_ = std::thread([this] { loop(); });
}

Result<> SqliteWriter::write(const Database::WriteJob& job, WriteOptions& options) {
    // A command that starts another would wait for itself.
    CHECK(std::this_thread::get_id() != thread_.get_id());
    QueuedWrite queued{
        .run = job,
        .options = options,
        .start_before = std::chrono::steady_clock::now() + options_.write_wait_max,
    };
    const auto outcome = TRY(queue_.put_and_wait(queued));
    if (outcome == QueuedWrite::Outcome::busy)
        return refuse(Refusal::unavailable, "busy", "", "The desk is busy; try again in a moment.");
    if (outcome == QueuedWrite::Outcome::failed) std::rethrow_exception(queued.failure);
    return {};
}

void SqliteWriter::run_alone(const std::function<void(Transaction&)>& work) {
    CHECK(!thread_.joinable());
    CommandContext command;
    connection_.run("BEGIN IMMEDIATE");
    try {
        Transaction tx(connection_, command, true);
        work(tx);
        connection_.run("COMMIT");
    } catch (...) {
        roll_back();
        throw;
    }
}

void SqliteWriter::loop() {
    while (true) {
        const auto batch = queue_.take();
        if (batch.empty()) return;
        HEED_FAULT("batch_taken");
        run_batch(batch);
        if (restore_sync_.exchange(false)) end_bulk_load(batch);
        WriteQueue::settle(batch);
        HEED_FAULT("batch_answered");
        tend();
    }
}

/// The one sync that makes a bulk load durable; when it fails, whoever waits for it is told.
void SqliteWriter::end_bulk_load(const Batch& batch) {
    try {
        checkpointer_.wait_until_idle();
        checkpointer_.set_synchronous(true);
        connection_.set_synchronous(true);
        connection_.run("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const Fault&) {
        for (auto* job : batch) record_failure(*job);
    }
}

/// What can wait until the waiting have their answers.
void SqliteWriter::tend() {
    if (lost_sync_) return;
    if (connection_.log_pages() >= log_pages_bound) checkpointer_.wait_until_idle();
    if (checkpointer_.take_ended())
        copy_log();
    else if (connection_.log_pages() >= log_pages_max)
        checkpointer_.ask();
}

void SqliteWriter::copy_log() {
    try {
        connection_.checkpoint();
    } catch (const SqliteFault& fault) {
        checkpoint_failed(fault);
    }
}

/// On the writer or on the checkpointer.
void SqliteWriter::checkpoint_failed(const SqliteFault& fault) {
    // Everything is safe in the log, which grows until a later checkpoint gets through.
    log::error("checkpoint_failed", {{"reason", fault.what()}});
    if (fault.is_lost_sync()) stop_trusting(fault);
}

void SqliteWriter::stop_trusting(const SqliteFault& fault) {
    if (lost_sync_.exchange(true)) return; // said already
    fatal_hook.call(fault.what());
}

void SqliteWriter::run_batch(const Batch& batch) {
    const auto now = std::chrono::steady_clock::now();
    Batch due;
    for (auto* job : batch) {
        if (job->start_before < now)
            job->decided = QueuedWrite::Outcome::busy;
        else
            due.push_back(job);
    }
    if (due.empty() || try_batch(due, Undo::batch) || lost_sync_) return;
    if (try_batch(due, Undo::job) || lost_sync_) return;
    // The transaction died under the whole batch: each job alone shows whose fault it was.
    for (auto* job : due) {
        if (!try_batch({job}, Undo::job)) CHECK(job->decided == QueuedWrite::Outcome::failed);
    }
}

/// False when the transaction was lost and every job of the batch must be run again; with a single
/// job its failure has then been recorded.
bool SqliteWriter::try_batch(const Batch& batch, Undo undo) {
    facts_.clear();
    try {
        if (lost_sync_)
            throw StorageFault("storage has failed to sync; nothing is written any more");
        connection_.run("BEGIN IMMEDIATE");
        for (auto* job : batch) {
            if (undo == Undo::job)
                run_job_in_savepoint(*job);
            else
                run_job(*job);
        }
        HEED_FAULT("batch_ran");
        run_reactors();
        HEED_FAULT("before_commit");
        commit();
        HEED_FAULT("after_commit");
    } catch (const NeedsSavepoints&) {
        roll_back();
        return false;
    } catch (...) {
        roll_back();
        for (auto* job : batch) record_failure(*job);
        return false;
    }
    if (!facts_.empty()) commit_hook.call(std::span<const std::any>(facts_));
    HEED_FAULT("batch_told");
    return true;
}

/// Leaves the job committed-in-the-batch, or refused or failed without a change; throws when there
/// is something to take back.
void SqliteWriter::run_job(QueuedWrite& job) {
    const auto before = connection_.total_changes();
    // A fresh context for each run: a job may run again after a lost batch.
    auto command = job.options.command;
    try {
        Transaction tx(connection_, command, true);
        const bool commits = job.run(tx);
        job.decided = commits ? QueuedWrite::Outcome::committed : QueuedWrite::Outcome::rolled_back;
        if (!commits && connection_.total_changes() != before) throw NeedsSavepoints{};
        if (!commits) return;
    } catch (const NeedsSavepoints&) {
        throw;
    } catch (...) {
        record_failure(job);
        if (!connection_.in_transaction()) throw;
        if (connection_.total_changes() != before) throw NeedsSavepoints{};
        return;
    }
    for (auto& fact : command.appended) facts_.push_back(std::move(fact));
}

/// Leaves the job committed-in-the-batch, rolled back, or failed; throws only when the engine has
/// ended the transaction under everybody.
void SqliteWriter::run_job_in_savepoint(QueuedWrite& job) {
    connection_.run("SAVEPOINT job");
    auto command = job.options.command;
    try {
        Transaction tx(connection_, command, true);
        const bool commits = job.run(tx);
        if (!commits) connection_.run("ROLLBACK TO job");
        connection_.run("RELEASE job");
        job.decided = commits ? QueuedWrite::Outcome::committed : QueuedWrite::Outcome::rolled_back;
        if (!commits) return;
    } catch (...) {
        record_failure(job);
        if (!connection_.in_transaction()) throw;
        connection_.run("ROLLBACK TO job");
        connection_.run("RELEASE job");
        return;
    }
    for (auto& fact : command.appended) facts_.push_back(std::move(fact));
}

void SqliteWriter::run_reactors() {
    if (facts_.empty()) return;
    CommandContext command;
    Transaction tx(connection_, command, true);
    batch_hook.call(tx, std::span<const std::any>(facts_));
}

void SqliteWriter::commit() {
    try {
        connection_.run("COMMIT");
    } catch (const SqliteFault& fault) {
        // Linux reports a failed sync once and then forgets the pages: a second try would lie.
        if (fault.is_lost_sync()) stop_trusting(fault);
        throw;
    }
}

void SqliteWriter::roll_back() noexcept {
    try {
        if (connection_.in_transaction()) connection_.run("ROLLBACK");
    } catch (const Fault&) {
        // The next BEGIN meets the same trouble and reports it to the job that waits for it.
        return;
    }
}

void SqliteWriter::record_failure(QueuedWrite& job) {
    job.decided = QueuedWrite::Outcome::failed;
    try {
        throw;
    } catch (const SqliteFault& fault) {
        job.failure = fault.for_callers();
    } catch (...) {
        job.failure = std::current_exception();
    }
}

void SqliteWriter::finish_bulk_load() {
    restore_sync_ = true;
    WriteOptions options;
    const Database::WriteJob nothing = [](Transaction&) { return true; };
    static_cast<void>(write(nothing, options));
}

} // namespace heed::db
