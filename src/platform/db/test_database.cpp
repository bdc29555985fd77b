// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"

#include <atomic>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace heed::db {

namespace {

/// Removes its folder when the desk in it has been closed.
class ThrowAway final : public Database {
public:
    ThrowAway(std::filesystem::path folder, std::unique_ptr<Database> inner)
        : folder_(std::move(folder)),
          inner_(std::move(inner)) {}
    ThrowAway(const ThrowAway&) = delete;
    ThrowAway& operator=(const ThrowAway&) = delete;
    ~ThrowAway() override {
        inner_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] Engine engine() const override { return inner_->engine(); }
    Result<> write_job(WriteJob job, WriteOptions options) override {
        return inner_->write_job(std::move(job), std::move(options));
    }
    void read_job(const std::function<void(Transaction&)>& job) override { inner_->read_job(job); }
    void long_read(const std::function<void(Transaction&)>& job) override { inner_->long_read(job); }
    void on_batch(BatchHook hook) override { inner_->on_batch(std::move(hook)); }
    void on_commit(CommitHook hook) override { inner_->on_commit(std::move(hook)); }
    void on_fatal(FatalHook hook) override { inner_->on_fatal(std::move(hook)); }
    void finish_bulk_load() override { inner_->finish_bulk_load(); }
    std::vector<std::string> integrity_problems() override { return inner_->integrity_problems(); }
    std::int64_t size_bytes() override { return inner_->size_bytes(); }

private:
    std::filesystem::path folder_;
    std::unique_ptr<Database> inner_;
};

} // namespace

std::unique_ptr<Database> open_test_database(Engine engine) {
    static std::atomic<int> number = 0;
    const auto name = fmt::format("heed_test_{}_{}", ::getpid(), ++number);
    if (engine == Engine::postgres) {
        const char* server = std::getenv("HEED_TEST_POSTGRES"); // NOLINT(concurrency-mt-unsafe): read only
        CHECK(server != nullptr);
        return Database::open({.url = server, .schema = name});
    }
    auto folder = std::filesystem::temp_directory_path() / name;
    auto inner = Database::open({.data = folder});
    return std::make_unique<ThrowAway>(std::move(folder), std::move(inner));
}

std::vector<Engine> test_engines() {
    if (std::getenv("HEED_TEST_POSTGRES") != nullptr) // NOLINT(concurrency-mt-unsafe): read only
        return {Engine::sqlite, Engine::postgres};
    return {Engine::sqlite};
}

} // namespace heed::db
