// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_link.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>
#include <utility>

namespace heed::db {

namespace {

/// The server's sentence without its detail, which would quote people's data into logs.
std::string sentence_of(const pg_result* result) {
    const char* text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (text != nullptr) return text;
    std::string whole = PQresultErrorMessage(result);
    while (whole.ends_with('\n')) whole.pop_back();
    return whole;
}

std::string state_of(const pg_result* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state == nullptr ? std::string() : std::string(state);
}

bool ends_session(const pg_result* result) {
    const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity != nullptr && severity != std::string_view("ERROR");
}

bool is_success(const pg_result* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

pg_conn* connect(const std::string& url) {
    // What the address itself says wins. A cut cable is noticed within ten seconds.
    static constexpr std::array<const char*, 9> names = {
        "application_name",
        "connect_timeout",
        "tcp_user_timeout",
        "keepalives_idle",
        "keepalives_interval",
        "target_session_attrs",
        "client_encoding",
        "dbname",
        nullptr,
    };
    const std::array<const char*, 9> values = {
        "heed",
        "5",
        "10000",
        "5",
        "2",
        "read-write",
        "UTF8",
        url.c_str(),
        nullptr,
    };
    return PQconnectdbParams(names.data(), values.data(), 1);
}

} // namespace

void FreeResult::operator()(pg_result* result) const {
    PQclear(result);
}

PostgresLink::PostgresLink(const std::string& url, const std::string& set_up_sql)
    : connection_(connect(url)) {
    if (PQstatus(connection_) != CONNECTION_OK)
        lose(fmt::format("cannot connect: {}", PQerrorMessage(connection_)));
    PQsetNoticeProcessor(connection_, [](void*, const char*) {}, nullptr);
    set_up(set_up_sql);
    if (PQenterPipelineMode(connection_) != 1) lose("cannot enter pipeline mode");
}

PostgresLink::~PostgresLink() {
    close();
}

void PostgresLink::close() {
    PQfinish(connection_);
    connection_ = nullptr;
    queued_.clear();
    unanswered_ = 0;
}

void PostgresLink::set_up(const std::string& sql) {
    const PostgresResult result(PQexec(connection_, sql.c_str()));
    if (is_success(result.get())) return;
    const PostgresFault fault(state_of(result.get()), "PostgreSQL: " + sentence_of(result.get()));
    close();
    throw fault;
}

void PostgresLink::lose(std::string_view reason) {
    auto text =
        fmt::format("PostgreSQL: {}", trimmed(reason)); // `reason` may live in what we close
    close();
    throw PostgresFault("", text);
}

void PostgresLink::queue(const char* sql) {
    queued_.push_back({.sql = sql, .name = nullptr, .values = nullptr, .prepares = false});
}

void PostgresLink::queue_prepare(const char* name, const char* sql, const PostgresValues& values) {
    queued_.push_back({.sql = sql, .name = name, .values = &values, .prepares = true});
}

void PostgresLink::queue_run(const char* name, const char* sql, const PostgresValues& values) {
    queued_.push_back({.sql = sql, .name = name, .values = &values, .prepares = false});
}

bool PostgresLink::put(const Message& message) {
    if (message.name == nullptr)
        return PQsendQueryParams(
                   connection_, message.sql, 0, nullptr, nullptr, nullptr, nullptr, 0
               ) == 1;
    const auto& values = *message.values;
    const auto count = static_cast<int>(values.types.size());
    if (message.prepares)
        return PQsendPrepare(connection_, message.name, message.sql, count, values.types.data()) ==
               1;
    return PQsendQueryPrepared(
               connection_,
               message.name,
               count,
               values.values.data(),
               values.lengths.data(),
               values.formats.data(),
               0
           ) == 1;
}

void PostgresLink::send() {
    if (connection_ == nullptr) lose("the connection is closed");
    const bool sent = std::ranges::all_of(queued_, [this](const auto& one) { return put(one); });
    if (!sent || PQpipelineSync(connection_) != 1) lose(PQerrorMessage(connection_));
    queued_.clear();
    ++unanswered_;
}

PostgresResult PostgresLink::exchange(Deadline deadline) {
    settle(deadline);
    under_way_ = queued_;
    send();
    return read_batch(under_way_, deadline);
}

void PostgresLink::settle(Deadline deadline) {
    while (unanswered_ > 0) {
        try {
            read_batch({}, deadline);
        } catch (const PostgresFault&) {
            if (is_lost()) throw;
        }
    }
}

/// Reads up to the next synchronisation point, so that the session is usable again after a fault.
PostgresResult PostgresLink::read_batch(const std::vector<Message>& batch, Deadline deadline) {
    PostgresResult last;
    PostgresResult failed;
    const char* culprit = "";
    has_prepared_ = false;
    std::size_t answered = 0;
    while (true) {
        auto result = next_result(deadline);
        if (!result && PQstatus(connection_) == CONNECTION_BAD) lose(PQerrorMessage(connection_));
        if (!result) continue; // the end of one message's answers
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        const auto message = answered < batch.size() ? batch[answered] : Message{};
        ++answered;
        if (status == PGRES_PIPELINE_ABORTED) continue; // an earlier message failed
        const bool over = ends_session(result.get()) || PQstatus(connection_) == CONNECTION_BAD;
        if (over && !is_success(result.get())) {
            close();
            require_success(result, message.sql);
        }
        if (!is_success(result.get()) && !failed) {
            failed = std::move(result);
            culprit = message.sql;
        } else {
            has_prepared_ = has_prepared_ || message.prepares;
            last = std::move(result);
        }
    }
    --unanswered_;
    if (failed) require_success(failed, culprit);
    return last;
}

void PostgresLink::require_success(const PostgresResult& result, const char* sql) {
    if (is_success(result.get())) return;
    const auto state = state_of(result.get());
    throw PostgresFault(
        state, fmt::format("PostgreSQL: {} ({}) while: {}", sentence_of(result.get()), state, sql)
    );
}

PostgresResult PostgresLink::next_result(Deadline deadline) {
    while (PQisBusy(connection_) == 1) {
        if (!wait_readable(deadline)) lose("the server does not answer");
        if (PQconsumeInput(connection_) != 1) lose(PQerrorMessage(connection_));
    }
    return PostgresResult(PQgetResult(connection_));
}

/// False when the deadline came first.
bool PostgresLink::wait_readable(Deadline deadline) {
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now()
        );
        pollfd waiting{.fd = PQsocket(connection_), .events = POLLIN, .revents = 0};
        const auto limit = std::max<std::chrono::milliseconds::rep>(left.count(), 0);
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::min<long>(limit, 60'000)));
        if (ready > 0) return true;
        if (ready == 0 && std::chrono::steady_clock::now() >= deadline) return false;
    }
}

bool PostgresLink::is_usable(Deadline deadline) {
    if (is_lost()) return false;
    try {
        settle(deadline);
    } catch (const PostgresFault&) {
        return false;
    }
    // A server that shut down has left a farewell and the end of the stream in our socket.
    while (wait_readable({})) {
        if (PQconsumeInput(connection_) == 1 && PQstatus(connection_) == CONNECTION_OK) continue;
        close();
        return false;
    }
    return true;
}

int PostgresLink::socket() const {
    return PQsocket(connection_);
}

int PostgresLink::foreign_notifications() {
    if (PQconsumeInput(connection_) != 1) lose(PQerrorMessage(connection_));
    int count = 0;
    while (auto* note = PQnotifies(connection_)) {
        if (note->be_pid != PQbackendPID(connection_)) ++count;
        PQfreemem(note);
    }
    return count;
}

} // namespace heed::db
