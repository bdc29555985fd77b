// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/hook_slot.hpp"
#include "platform/db/sqlite_checkpointer.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/db/write_queue.hpp"

#include <atomic>
#include <thread>

namespace heed::db {

/// The one thread that writes: group commit over a queue of jobs.
///
/// A batch is one transaction; its waiters are answered after COMMIT. A savepoint for each job
/// would copy aside every page that it touches, so there are none at first: who refuses has mostly
/// changed nothing yet. If somebody has, the batch is undone and runs again with savepoints. When a
/// step takes the whole transaction with it (full disk, I/O error), the jobs run again one by one.
class SqliteWriter {
public:
    SqliteWriter(const SqliteSettings& settings, const Options& options);
    ~SqliteWriter();
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;

    Result<> write(const Database::WriteJob& job, WriteOptions& options);

    /// Runs `work` in a transaction of its own on the calling thread, before the thread is started.
    void run_alone(const std::function<void(Transaction&)>& work);
    void start();
    void finish_bulk_load();

    [[nodiscard]] Load load() { return queue_.load(); }

    HookSlot<BatchHook> batch_hook = {};
    HookSlot<CommitHook> commit_hook = {};
    HookSlot<FatalHook> fatal_hook = {};

private:
    using Batch = std::vector<QueuedWrite*>;
    enum class Undo { batch, job };

    /// A job changed its mind after it had changed rows: only savepoints can take them back.
    struct NeedsSavepoints {};

    void loop();
    void run_batch(const Batch& batch);
    bool try_batch(const Batch& batch, Undo undo);
    void run_job(QueuedWrite& job);
    void run_job_in_savepoint(QueuedWrite& job);
    void run_reactors();
    void commit();
    void roll_back() noexcept;
    static void record_failure(QueuedWrite& job);
    void end_bulk_load(const Batch& batch);
    void tend();
    void copy_log();
    void checkpoint_failed(const SqliteFault& fault);
    void stop_trusting(const SqliteFault& fault);

    const Options& options_;
    SqliteConnection connection_;
    WriteQueue queue_;
    std::vector<std::any> facts_; // of the batch under way
    std::atomic<bool> restore_sync_ = false;
    std::atomic<bool> lost_sync_ = false; // nothing may be acknowledged any more
    SqliteCheckpointer checkpointer_;     // uses what stands above
    std::thread thread_;
};

} // namespace heed::db
