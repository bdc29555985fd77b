// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_fault.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace heed::db {

struct FreeResult {
    void operator()(pg_result* result) const;
};

using PostgresResult = std::unique_ptr<pg_result, FreeResult>;

/// Parameters in libpq's shape: one element of each list per parameter.
struct PostgresValues {
    std::vector<std::uint32_t> types;
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
};

/// A session in pipeline mode: what is queued travels together and costs one round trip.
///
/// Every wait has an end: a server that stands still (stopped, cut off) counts as lost, and the
/// session is closed.
class PostgresLink {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    /// Connects and runs `set_up`. Throws PostgresFault.
    PostgresLink(const std::string& url, const std::string& set_up);
    PostgresLink(const PostgresLink&) = delete;
    PostgresLink& operator=(const PostgresLink&) = delete;
    ~PostgresLink();

    // What is queued is borrowed until it has been sent.
    void queue(const char* sql);
    void queue_prepare(const char* name, const char* sql, const PostgresValues& values);
    void queue_run(const char* name, const char* sql, const PostgresValues& values);

    void forget_queued() { queued_.clear(); }

    /// Sends what is queued; nobody waits for the answers and their faults are dropped.
    void send();

    /// Sends what is queued, waits for all answers and gives back the last one. Throws the first
    /// fault among them.
    PostgresResult exchange(Deadline deadline);

    /// True when the statement to prepare in the last exchange is prepared, even if what came after
    /// it failed.
    [[nodiscard]] bool has_prepared() const { return has_prepared_; }

    /// Reads the answers nobody waited for, then looks whether the server has ended the session.
    [[nodiscard]] bool is_usable(Deadline deadline);

    [[nodiscard]] bool is_lost() const { return connection_ == nullptr; }

    void close();

    /// For the listening thread, which waits for its socket and for its own wake-up together.
    [[nodiscard]] int socket() const;

    /// How many notifications of other sessions have come since the last call.
    int foreign_notifications();

private:
    struct Message {
        const char* sql = "";       // also names the culprit in the text of a fault
        const char* name = nullptr; // of the prepared statement; null for one without parameters
        const PostgresValues* values = nullptr;
        bool prepares = false;
    };

    void set_up(const std::string& sql);
    [[nodiscard]] bool put(const Message& message);
    PostgresResult read_batch(const std::vector<Message>& batch, Deadline deadline);
    PostgresResult next_result(Deadline deadline);
    bool wait_readable(Deadline deadline);
    void settle(Deadline deadline);
    void require_success(const PostgresResult& result, const char* sql);
    [[noreturn]] void lose(std::string_view reason);

    pg_conn* connection_ = nullptr;
    std::vector<Message> queued_;
    std::vector<Message> under_way_; // queued_ while its answers are read
    int unanswered_ = 0;             // batches sent without waiting
    bool has_prepared_ = false;
};

} // namespace heed::db
