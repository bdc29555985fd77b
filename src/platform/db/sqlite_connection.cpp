// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_connection.hpp"

#include "platform/db/recorded.hpp"

#include <fmt/format.h>
#include <mutex>
#include <sqlite3.h>
#include <unordered_map>

namespace heed::db {

namespace {

[[noreturn]] void fail(sqlite3* handle, int code, std::string_view doing) {
    const int extended = handle != nullptr ? sqlite3_extended_errcode(handle) : code;
    const char* text = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    throw SqliteFault(extended, fmt::format("SQLite: {} ({}) while: {}", text, extended, doing));
}

constexpr std::string_view returning = " RETURNING ";

/// `INSERT … VALUES … RETURNING id`, which always makes one row.
bool gives_back_an_id(std::string_view sql) {
    const auto at = sql.rfind(returning);
    if (at == std::string_view::npos || !sql.starts_with("INSERT ")) return false;
    const auto column = sql.substr(at + returning.size());
    return (column == "id" || column == "position") && !sql.contains("ON CONFLICT") &&
           !sql.contains("SELECT");
}

class SqliteStatement final : public Statement {
public:
    /// For RETURNING SQLite first copies every page aside that the statement touches. Where it is
    /// only about the new row's id, the statement is run without it and the id is asked for.
    SqliteStatement(sqlite3* handle, std::string_view sql)
        : handle_(handle),
          sql_(sql.substr(0, gives_back_an_id(sql) ? sql.rfind(returning) : sql.size())),
          gives_id_(gives_back_an_id(sql)) {
        const auto code = sqlite3_prepare_v3(
            handle,
            sql_.data(),
            static_cast<int>(sql_.size()),
            SQLITE_PREPARE_PERSISTENT,
            &statement_,
            nullptr
        );
        if (code != SQLITE_OK) fail(handle_, code, sql_);
    }

    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    ~SqliteStatement() override { sqlite3_finalize(statement_); }

    void bind_null(int parameter, Kind) override {
        bound(sqlite3_bind_null(statement_, parameter));
    }

    void bind_integer(int parameter, std::int64_t value) override {
        bound(sqlite3_bind_int64(statement_, parameter, value));
    }

    void bind_real(int parameter, double value) override {
        bound(sqlite3_bind_double(statement_, parameter, value));
    }

    void bind_boolean(int parameter, bool value) override {
        bound(sqlite3_bind_int(statement_, parameter, value ? 1 : 0));
    }

    // Arguments outlive the run: `Transaction` binds, steps and resets within one call.
    void bind_text(int parameter, std::string_view value) override {
        bound(sqlite3_bind_text64(
            statement_,
            parameter,
            value.empty() ? "" : value.data(),
            value.size(),
            SQLITE_STATIC,
            SQLITE_UTF8
        ));
    }

    void bind_bytes(int parameter, std::string_view value) override {
        bound(sqlite3_bind_blob64(
            statement_, parameter, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC
        ));
    }

    bool step() override {
        if (shows_id_) return shows_id_ = false;
        const auto code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(handle_, code, sql_);
        changed_ = sqlite3_changes64(handle_);
        return shows_id_ = gives_id_;
    }

    void reset() override {
        sqlite3_reset(statement_);
        shows_id_ = false;
    }

    [[nodiscard]] std::int64_t changed() const override { return changed_; }

    [[nodiscard]] int column_count() const override {
        return gives_id_ ? 1 : sqlite3_column_count(statement_);
    }

    [[nodiscard]] std::string_view column_name(int column) const override {
        return gives_id_ ? "id" : sqlite3_column_name(statement_, column);
    }

    [[nodiscard]] bool is_null(int column) const override {
        return !gives_id_ && sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }

    [[nodiscard]] std::int64_t integer(int column) const override {
        if (gives_id_) return sqlite3_last_insert_rowid(handle_);
        return sqlite3_column_int64(statement_, column);
    }

    [[nodiscard]] double real(int column) const override {
        return sqlite3_column_double(statement_, column);
    }

    [[nodiscard]] bool boolean(int column) const override { return integer(column) != 0; }

    [[nodiscard]] std::string_view text(int column) const override { return bytes(column); }

    [[nodiscard]] std::string_view bytes(int column) const override {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        const auto size = sqlite3_column_bytes(statement_, column);
        return data == nullptr ? std::string_view()
                               : std::string_view(data, static_cast<std::size_t>(size));
    }

private:
    void bound(int code) const {
        if (code != SQLITE_OK) fail(handle_, code, sql_);
    }

    sqlite3* handle_;
    std::string sql_;
    bool gives_id_;
    bool shows_id_ = false; // the row with the id has not been read yet
    sqlite3_stmt* statement_ = nullptr;
    std::int64_t changed_ = 0;
};

/// Memory statistics cost a process-wide mutex per allocation, which stalls readers when they drop
/// their caches after a commit. Must be set before SQLite starts.
void configure_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    });
}

} // namespace

bool SqliteFault::is_storage() const {
    const auto primary = code_ & 0xFF;
    // Interrupted: a read that ran past its time limit.
    return primary == SQLITE_FULL || primary == SQLITE_IOERR || primary == SQLITE_NOMEM ||
           primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY || primary == SQLITE_INTERRUPT;
}

bool SqliteFault::is_lost_sync() const {
    return code_ == SQLITE_IOERR_FSYNC || code_ == SQLITE_IOERR_DIR_FSYNC;
}

std::exception_ptr SqliteFault::for_callers() const {
    if (is_storage()) return std::make_exception_ptr(StorageFault(what()));
    return std::make_exception_ptr(*this);
}

namespace {

/// Lets the cache be asked with a view, without copying the text of a statement.
struct TextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

} // namespace

struct SqliteConnection::Cache {
    std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, TextHash, std::equal_to<>>
        statements;
};

int sqlite_progress(void* connection) {
    const auto& self = *static_cast<const SqliteConnection*>(connection);
    const bool limited = self.deadline_ != std::chrono::steady_clock::time_point{};
    return limited && std::chrono::steady_clock::now() > self.deadline_ ? 1 : 0;
}

int sqlite_committed(void* connection, sqlite3*, const char*, int pages) {
    static_cast<SqliteConnection*>(connection)->log_pages_ = pages;
    return SQLITE_OK;
}

SqliteConnection::SqliteConnection(const SqliteSettings& settings)
    : cache_(std::make_unique<Cache>()) {
    configure_once();
    const int flags =
        (settings.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
        SQLITE_OPEN_NOMUTEX;
    sqlite3* handle = nullptr;
    const auto code = sqlite3_open_v2(settings.file.c_str(), &handle, flags, nullptr);
    handle_.reset(handle); // also a failed one has to be closed
    if (code != SQLITE_OK) {
        const std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : "out of memory";
        throw SqliteFault(code, fmt::format("cannot open {}: {}", settings.file.string(), reason));
    }
    sqlite3_extended_result_codes(handle_.get(), 1);
    sqlite3_busy_timeout(handle_.get(), 10'000);
    // One plan a statement: else it is prepared anew for each value compared with the condition of
    // a partial index, an eighth of the time of a list.
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    run("PRAGMA foreign_keys = ON");
    run("PRAGMA mmap_size = 0");
    run("PRAGMA temp_store = MEMORY");
    run(fmt::format("PRAGMA cache_size = -{}", settings.cache_kib));
    if (settings.read_only) {
        sqlite3_progress_handler(handle_.get(), 4'000, sqlite_progress, this);
        return;
    }
    run("PRAGMA journal_mode = WAL");
    // What is deleted or shortened is overwritten with zeros: erased people must not be found in
    // free pages.
    run("PRAGMA secure_delete = ON");
    // Instead of the automatic checkpoint, which would swallow a failed sync.
    sqlite3_wal_hook(handle_.get(), sqlite_committed, this);
    run("PRAGMA journal_size_limit = 67108864");
    set_synchronous(settings.synchronous);
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

void SqliteConnection::set_synchronous(bool full) {
    run(full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    auto& read_back = prepare("PRAGMA synchronous");
    const StatementUse use(read_back);
    CHECK(read_back.step());
    const std::int64_t expected = full ? 2 : 0;
    if (read_back.integer(0) == expected) return;
    throw Fault("SQLite does not keep synchronous=FULL: acknowledged letters could be lost");
}

Statement& SqliteConnection::prepare(std::string_view sql) {
    const auto known = cache_->statements.find(sql);
    if (known != cache_->statements.end()) return *known->second;
    auto statement = std::make_unique<SqliteStatement>(handle_.get(), sql);
    record_statement(Engine::sqlite, "", sql);
    return *cache_->statements.emplace(sql, std::move(statement)).first->second;
}

void SqliteConnection::run(std::string_view sql) {
    auto& statement = prepare(sql);
    const StatementUse use(statement);
    while (statement.step()) {
    }
}

int SqliteConnection::checkpoint() {
    int copied = 0;
    const auto code = sqlite3_wal_checkpoint_v2(
        handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &copied
    );
    if (code != SQLITE_OK && code != SQLITE_BUSY) fail(handle_.get(), code, "checkpoint");
    return copied;
}

std::int64_t SqliteConnection::total_changes() const {
    return sqlite3_total_changes64(handle_.get());
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

} // namespace heed::db
