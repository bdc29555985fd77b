// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/sqlite_connection.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace heed::db {

/// Copies the write-ahead log into the file on a thread of its own, so that the writer does not
/// stand still meanwhile. Alone it would never see the end of a log that somebody writes to:
/// whoever asked copies the little that has come since, and only then does the log start over.
class SqliteCheckpointer {
public:
    using Trouble = std::function<void(const SqliteFault&)>;

    /// `trouble` is told on the checkpointer's thread.
    SqliteCheckpointer(SqliteSettings settings, Trouble trouble);
    ~SqliteCheckpointer();
    SqliteCheckpointer(const SqliteCheckpointer&) = delete;
    SqliteCheckpointer& operator=(const SqliteCheckpointer&) = delete;

    void start();

    /// Wants a copy; nothing more happens when one is under way.
    void ask();

    /// True once for each copy that has ended.
    bool take_ended();

    /// Returns when no copy is under way.
    void wait_until_idle();

    /// Before the next copy; see SqliteConnection.
    void set_synchronous(bool full);

private:
    enum class Stage { idle, asked, ended };

    void loop();
    void copy(bool full);

    SqliteSettings settings_;
    Trouble trouble_;
    std::mutex mutex_;
    std::condition_variable changed_;
    Stage stage_ = Stage::idle;
    bool synchronous_;
    bool stopped_ = false;
    std::unique_ptr<SqliteConnection> connection_;
    std::thread thread_;
};

} // namespace heed::db
