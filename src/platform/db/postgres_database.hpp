// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/db/hook_slot.hpp"
#include "platform/db/postgres_pool.hpp"
#include "platform/db/postgres_signals.hpp"
#include "platform/db/postgres_writer.hpp"

namespace heed::db {

/// A desk in one schema of a PostgreSQL database.
class PostgresDatabase final : public Database {
public:
    explicit PostgresDatabase(Options options);

    [[nodiscard]] Engine engine() const override { return Engine::postgres; }

    Result<> write_job(WriteJob job, WriteOptions options) override;
    void read_job(const std::function<void(Transaction&)>& job) override;
    void long_read(const std::function<void(Transaction&)>& job) override;

    // Reactors of this engine follow the journal on their own connections.
    void on_batch(BatchHook) override {}

    void on_commit(CommitHook hook) override;

    // A PostgreSQL that cannot sync stops itself and recovers from its log.
    void on_fatal(FatalHook) override {}

    void finish_bulk_load() override {}

    std::vector<std::string> integrity_problems() override;
    std::int64_t size_bytes() override;

    [[nodiscard]] Load load() override { return writers_.load(); }

private:
    void bring_up_to_date();

    Options options_;
    PostgresPool writers_;
    PostgresPool readers_;
    PostgresWriter writer_;
    HookSlot<CommitHook> commit_hook_;
    std::shared_mutex signals_mutex_;
    std::unique_ptr<PostgresSignals> signals_; // last: its thread calls the hook
};

} // namespace heed::db
