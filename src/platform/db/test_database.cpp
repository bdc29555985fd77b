// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace heed::db {

namespace {

/// Removes every trace of its desk when that has been closed.
class ThrowAway final : public Database {
public:
    ThrowAway(std::unique_ptr<Database> inner, std::function<void()> remove)
        : inner_(std::move(inner)), remove_(std::move(remove)) {}

    ThrowAway(const ThrowAway&) = delete;
    ThrowAway& operator=(const ThrowAway&) = delete;

    ~ThrowAway() override {
        inner_.reset();
        remove_();
    }

    [[nodiscard]] Engine engine() const override { return inner_->engine(); }

    Result<> write_job(WriteJob job, WriteOptions options) override {
        return inner_->write_job(std::move(job), std::move(options));
    }

    void read_job(const std::function<void(Transaction&)>& job) override { inner_->read_job(job); }

    void long_read(const std::function<void(Transaction&)>& job) override {
        inner_->long_read(job);
    }

    void on_batch(BatchHook hook) override { inner_->on_batch(std::move(hook)); }

    void on_commit(CommitHook hook) override { inner_->on_commit(std::move(hook)); }

    void on_fatal(FatalHook hook) override { inner_->on_fatal(std::move(hook)); }

    void finish_bulk_load() override { inner_->finish_bulk_load(); }

    std::vector<std::string> integrity_problems() override { return inner_->integrity_problems(); }

    std::int64_t size_bytes() override { return inner_->size_bytes(); }

    [[nodiscard]] Load load() override { return inner_->load(); }

private:
    std::unique_ptr<Database> inner_;
    std::function<void()> remove_;
};

std::string variable(const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): read only
    return value == nullptr ? std::string() : std::string(value);
}

/// Half of what a test proves must not be left out unseen: where PostgreSQL is due the program
/// fails, elsewhere it says once what is missing. Also called before main, by what test cases are
/// skipped on, so it ends the program by itself.
void tell_without_server() {
    static const bool told = [] {
        const bool due = !variable("HEED_NEEDS_POSTGRES").empty() || !variable("CI").empty();
        std::fputs(
            due ? "HEED_TEST_POSTGRES is not set: tests on PostgreSQL cannot run, and CI or "
                  "HEED_NEEDS_POSTGRES asks for them. Run `python3 tools/dev/postgres.py "
                  "PROGRAM`.\n"
                : "HEED_TEST_POSTGRES is not set: tests on PostgreSQL are left out.\n",
            stderr
        );
        if (due) std::_Exit(EXIT_FAILURE);
        return true;
    }();
    static_cast<void>(told);
}

void drop_schema(const Options& options) noexcept {
    try {
        Database::erase(options);
    } catch (const Fault&) {
        // A test that stopped its server; the server's folder is thrown away with it.
        return;
    }
}

} // namespace

std::string test_server() {
    auto url = variable("HEED_TEST_POSTGRES");
    if (url.empty()) tell_without_server();
    return url;
}

std::unique_ptr<Database> open_test_database(Engine engine, Options options) {
    static std::atomic<int> number = 0;
    const auto name = fmt::format("heed_test_{}_{}", ::getpid(), ++number);
    if (engine == Engine::postgres) {
        const auto url = test_server();
        CHECK(!url.empty());
        if (options.url.empty()) options.url = url;
        options.schema = name;
        return std::make_unique<ThrowAway>(Database::open(options), [options, url] {
            auto direct = options;
            direct.url = url;
            drop_schema(direct);
        });
    }
    options.data = std::filesystem::temp_directory_path() / name;
    return std::make_unique<ThrowAway>(Database::open(options), [folder = options.data] {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    });
}

std::vector<Engine> test_engines() {
    if (test_server().empty()) return {Engine::sqlite};
    return {Engine::sqlite, Engine::postgres};
}

} // namespace heed::db
