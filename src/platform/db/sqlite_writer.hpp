// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/hook_slot.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/db/write_queue.hpp"

#include <atomic>
#include <thread>

namespace heed::db {

/// The one thread that writes: group commit over a queue of jobs.
///
/// A batch is one transaction with a savepoint per job; its waiters are answered after COMMIT. When
/// a step takes the whole transaction with it (full disk, I/O error), the jobs run again one by
/// one.
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

    void loop();
    void run_batch(const Batch& batch);
    bool try_batch(const Batch& batch);
    void run_job(QueuedWrite& job);
    void run_reactors();
    void commit();
    void roll_back() noexcept;
    static void record_failure(QueuedWrite& job);
    void end_bulk_load(const Batch& batch);
    void tend();
    void stop_trusting(const SqliteFault& fault);

    const Options& options_;
    SqliteConnection connection_;
    WriteQueue queue_;
    std::vector<std::any> facts_; // of the batch under way
    std::atomic<bool> restore_sync_ = false;
    bool lost_sync_ = false; // nothing may be acknowledged any more
    std::thread thread_;
};

} // namespace heed::db
