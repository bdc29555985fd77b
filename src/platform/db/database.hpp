// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/commits.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace heed::db {

/// Background work takes at most a quarter of a batch while interactive work waits.
enum class Lane { interactive, background };

struct Options {
    std::filesystem::path data = {}; // SQLite: folder that holds heed.db and heed.lock
    std::string url = {};            // postgres://…; empty means SQLite in `data`
    std::string schema = "heed";     // PostgreSQL: the desk's schema
    int readers = 2;                 // SQLite: cores / 2; PostgreSQL: pooled read connections
    int writers = 16;                // PostgreSQL: pooled write connections
    std::size_t interactive_queue_max = 1'024;
    std::size_t background_queue_max = 256;
    std::size_t batch_max = 64;
    std::chrono::milliseconds read_timeout{5'000};
    std::chrono::milliseconds write_wait_max{10'000}; // in the queue; then 503 `busy`
    // A fresh folder that demo or import may fill without syncing; one sync at the end.
    bool bulk_load = false;
    bool take_lock = true; // false for tests of a file that one process opens twice
};

/// Called on the writer, inside the transaction, after the commands of a batch: in-batch reactors.
using BatchHook = std::function<void(Transaction&, std::span<const std::any> facts)>;
/// Called after a commit with the facts it made durable.
using CommitHook = std::function<void(std::span<const std::any> facts)>;
/// Called when storage lied (a failed fsync): nothing may be acknowledged any more. Must not
/// return.
using FatalHook = std::function<void(const std::string& reason)>;

struct WriteOptions {
    Lane lane = Lane::interactive;
    // PostgreSQL: for a command that decides on a set of rows. Run again on a serialization
    // failure. SQLite always is.
    bool serializable = false;
    CommandContext command = {};
};

/// Writes that have been asked for and not begun.
struct Load {
    std::size_t interactive_waiting = 0;
    std::size_t background_waiting = 0;
};

/// A desk's database, on either engine. Safe to use from any thread.
class Database {
public:
    /// Opens, checks `synchronous=FULL`, migrates. Throws Fault with a sentence when it cannot.
    static std::unique_ptr<Database> open(const Options& options);
    virtual ~Database() = default;

    /// Leaves nothing of the desk, neither file nor schema. Throws Fault while another process has
    /// its folder (SQLite), or when the server does not let it go.
    static void erase(const Options& options);

    [[nodiscard]] virtual Engine engine() const = 0;

    /// Runs `work(Transaction&)` on one snapshot and gives back what it returns. Waits for a free
    /// reader. Throws Fault past the read timeout.
    template <class Work>
    auto read(Work&& work) {
        using Value = std::invoke_result_t<Work&, Transaction&>;
        std::optional<Value> result;
        read_job([&](Transaction& tx) { result.emplace(work(tx)); });
        return std::move(*result);
    }

    /// Runs `work(Transaction&) -> Result<T>` and commits its value; a refusal or an exception
    /// rolls back. Returns only when the commit is durable. `work` may run more than once and has
    /// no effect outside the transaction. Refuses with `queue_full` or `busy` (503).
    template <class Work>
    auto write(Work&& work, WriteOptions options = {})
        -> std::invoke_result_t<Work&, Transaction&> {
        using Value = std::invoke_result_t<Work&, Transaction&>;
        std::optional<Value> result;
        const Result<> queued = write_job(
            [&](Transaction& tx) {
                result.emplace(work(tx));
                return result->has_value();
            },
            std::move(options)
        );
        if (!queued) return std::unexpected(queued.error());
        if (*result) count_commit();
        return std::move(*result);
    }

    /// True commits, false rolls back.
    using WriteJob = std::function<bool(Transaction&)>;
    virtual Result<> write_job(WriteJob job, WriteOptions options) = 0;
    virtual void read_job(const std::function<void(Transaction&)>& job) = 0;

    /// A read on a connection of its own, not from the pool and without a time limit: rebuilds,
    /// checks, exports. May create temporary tables.
    virtual void long_read(const std::function<void(Transaction&)>& job) = 0;

    // Once these have returned, the hook from before is no longer running.

    /// SQLite only: see BatchHook.
    virtual void on_batch(BatchHook hook) = 0;
    virtual void on_commit(CommitHook hook) = 0;
    virtual void on_fatal(FatalHook hook) = 0;

    /// SQLite: makes everything written with `bulk_load` durable and returns to synchronous=FULL.
    virtual void finish_bulk_load() = 0;

    /// Structure, foreign keys and checksums as far as the engine can tell; empty when sound.
    virtual std::vector<std::string> integrity_problems() = 0;

    /// Bytes on disk, write-ahead log included.
    virtual std::int64_t size_bytes() = 0;

    [[nodiscard]] virtual Load load() = 0;
};

/// A throw-away desk for tests: SQLite in a folder that disappears with it, or a schema of its own
/// in the server named by HEED_TEST_POSTGRES. `options` may set limits and, for a test that stands
/// between, the address.
std::unique_ptr<Database> open_test_database(Engine engine, Options options = {});

/// HEED_TEST_POSTGRES; empty when not set, which fails where CI or HEED_NEEDS_POSTGRES is set.
std::string test_server();

/// Both engines, or only SQLite when HEED_TEST_POSTGRES is not set.
std::vector<Engine> test_engines();

} // namespace heed::db
