// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_connection.hpp"

#include "platform/db/dialect.hpp"
#include "platform/db/postgres_statement.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unordered_map>

namespace heed::db {

namespace {

using Clock = std::chrono::steady_clock;

// The server stops a statement at its time limit; when even that does not come, it stands still.
constexpr std::chrono::seconds grace{5};
constexpr std::chrono::hours no_limit{24 * 7};

std::string set_up_text(const PostgresSettings& settings) {
    return fmt::format(
        "SET search_path TO {}; SET statement_timeout = {}; "
        "SET idle_in_transaction_session_timeout = {}; "
        "SET bytea_output = 'hex'; SET extra_float_digits = 1; SET client_min_messages = 'error'; "
        // Compiling a plan costs more than any statement of ours runs.
        "SET jit = off",
        quoted_name(settings.schema),
        settings.statement_timeout.count(),
        settings.idle_timeout.count()
    );
}

struct TextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

} // namespace

struct PostgresConnection::Cache {
    std::unordered_map<std::string, std::unique_ptr<PostgresStatement>, TextHash, std::equal_to<>>
        statements;
    int made = 0;
};

PostgresConnection::PostgresConnection(const PostgresSettings& settings)
    : settings_(settings),
      link_(settings.url, set_up_text(settings)),
      cache_(std::make_unique<Cache>()),
      lock_(std::make_unique<PostgresStatement>(
          *this, ++cache_->made, "SELECT pg_advisory_xact_lock(?1), pg_current_xact_id()"
      )) {
    // Run once outside a transaction, which only prepares it.
    lock_->bind_integer(1, 0);
    lock_->step();
    lock_->reset();
}

PostgresConnection::~PostgresConnection() = default;

Statement& PostgresConnection::prepare(std::string_view sql) {
    const auto known = cache_->statements.find(sql);
    if (known != cache_->statements.end()) return *known->second;
    auto statement = std::make_unique<PostgresStatement>(*this, ++cache_->made, sql);
    return *cache_->statements.emplace(sql, std::move(statement)).first->second;
}

void PostgresConnection::run(const char* sql) {
    link_.queue(sql);
    exchange();
}

void PostgresConnection::begin(const char* sql) {
    link_.forget_queued();
    link_.queue(sql);
    begun_ = false;
}

void PostgresConnection::begin_write(std::int64_t command_lock, bool serializable) {
    // Named, whatever the server's default says: every guard in the commands is written for it.
    begin(
        serializable ? "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
                     : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    );
    lock_->bind_integer(1, command_lock);
    lock_->queue();
}

void PostgresConnection::commit() {
    link_.queue("COMMIT");
    const auto done = exchange();
    // A transaction with a failed statement answers COMMIT with ROLLBACK and calls it success.
    if (PQcmdStatus(done.get()) == std::string_view("COMMIT")) return;
    throw Fault("a command went on after a statement had failed; nothing was kept");
}

void PostgresConnection::end_read() noexcept {
    end("COMMIT");
}

void PostgresConnection::roll_back() noexcept {
    end("ROLLBACK");
}

void PostgresConnection::end(const char* sql) noexcept {
    link_.forget_queued();
    if (link_.is_lost() || !begun_) return;
    try {
        link_.queue(sql);
        link_.send();
    } catch (const std::exception&) {
        // Lost with its transaction; the pool opens another session.
        link_.close();
    }
}

bool PostgresConnection::is_usable() {
    return link_.is_usable(answer_by());
}

PostgresResult PostgresConnection::exchange() {
    if (deadline_ != Clock::time_point{} && Clock::now() > deadline_)
        throw PostgresFault("57014", "the time limit of this read has passed");
    begun_ = true;
    return link_.exchange(answer_by());
}

Clock::time_point PostgresConnection::answer_by() const {
    const bool limited = settings_.statement_timeout.count() > 0;
    return Clock::now() + (limited ? settings_.statement_timeout + grace : no_limit);
}

} // namespace heed::db
