// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_checkpointer.hpp"

#include <utility>

namespace heed::db {

namespace {

constexpr int passes_max = 5;
constexpr int pages_left_over = 300;

} // namespace

SqliteCheckpointer::SqliteCheckpointer(SqliteSettings settings, Trouble trouble)
    : settings_(std::move(settings)),
      trouble_(std::move(trouble)),
      synchronous_(settings_.synchronous) {}

SqliteCheckpointer::~SqliteCheckpointer() {
    {
        const std::scoped_lock lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

void SqliteCheckpointer::start() {
    connection_ = std::make_unique<SqliteConnection>(settings_);
    thread_ = std::thread([this] { loop(); });
}

void SqliteCheckpointer::ask() {
    const std::scoped_lock lock(mutex_);
    if (stage_ != Stage::idle) return;
    stage_ = Stage::asked;
    changed_.notify_all();
}

bool SqliteCheckpointer::take_ended() {
    const std::scoped_lock lock(mutex_);
    if (stage_ != Stage::ended) return false;
    stage_ = Stage::idle;
    return true;
}

void SqliteCheckpointer::wait_until_idle() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || stage_ != Stage::asked; });
}

void SqliteCheckpointer::set_synchronous(bool full) {
    const std::scoped_lock lock(mutex_);
    synchronous_ = full;
}

void SqliteCheckpointer::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [&] { return stopped_ || stage_ == Stage::asked; });
        if (stopped_) return;
        const bool full = synchronous_;
        lock.unlock();
        copy(full);
        lock.lock();
        stage_ = Stage::ended;
        changed_.notify_all();
    }
}

void SqliteCheckpointer::copy(bool full) {
    try {
        if (full != settings_.synchronous) connection_->set_synchronous(full);
        settings_.synchronous = full;
        // Each pass takes what came during the one before, until little is left for the writer.
        int copied = 0;
        for (int pass = 0; pass < passes_max; ++pass) {
            const int reached = connection_->checkpoint();
            if (reached - copied < pages_left_over) return;
            copied = reached;
        }
    } catch (const SqliteFault& fault) {
        trouble_(fault);
    }
}

} // namespace heed::db
