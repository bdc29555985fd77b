// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/beginning.hpp"
#include "app/demo.hpp"
#include "features/access/access.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace heed;
using namespace heed::app;

namespace {

namespace fs = std::filesystem;

/// A desk that is closed whenever nobody looks into it.
class ClosedDesk {
public:
    ClosedDesk()
        : folder_(fs::temp_directory_path() / fmt::format("heed_beginning_{}", ::getpid())) {
        fs::remove_all(folder_);
        config_.data = folder_;
        REQUIRE(House::make_folder(config_).has_value());
    }

    ClosedDesk(const ClosedDesk&) = delete;
    ClosedDesk& operator=(const ClosedDesk&) = delete;
    ClosedDesk(ClosedDesk&&) = delete;
    ClosedDesk& operator=(ClosedDesk&&) = delete;

    ~ClosedDesk() { fs::remove_all(folder_); }

    [[nodiscard]] const config::Config& config() const { return config_; }

    [[nodiscard]] fs::path note() const { return folder_ / "heed.beginning"; }

    template <class Look>
    auto look(Look look) {
        const auto house = House::open(config_, {}).value();
        return house->db->read(look);
    }

    bool is_set_up() {
        return look([](db::Transaction& tx) { return access::has_administrator(tx); });
    }

    bool is_demo() {
        return look([](db::Transaction& tx) { return settings::is_demo(tx); });
    }

    void keep_a_file() const {
        fs::create_directories(folder_ / "files" / "5f");
        std::ofstream(folder_ / "files" / "5f" / "0c93") << "a picture";
    }

    [[nodiscard]] std::size_t files() const {
        std::error_code none;
        const fs::recursive_directory_iterator all(folder_ / "files", none);
        return static_cast<std::size_t>(std::ranges::count_if(all, [](const auto& one) {
            return one.is_regular_file();
        }));
    }

private:
    fs::path folder_;
    config::Config config_;
};

} // namespace

TEST_CASE("a demo is made on an empty desk, and an empty desk of a demo") {
    ClosedDesk desk;
    CHECK_FALSE(desk.is_set_up());
    const auto key = fs::last_write_time(desk.config().key_path());
    REQUIRE(begin_anew(desk.config(), {.what = Beginning::demo, .secret = "whatever it is"}));
    CHECK(desk.is_set_up());
    CHECK(desk.is_demo());
    desk.keep_a_file();
    CHECK_FALSE(fs::exists(desk.note()));

    REQUIRE(begin_anew(desk.config(), {.what = Beginning::empty, .secret = "a token"}));
    CHECK_FALSE(desk.is_set_up());
    CHECK_FALSE(desk.is_demo());
    CHECK(desk.files() == 0);
    CHECK(fs::last_write_time(desk.config().key_path()) == key);
}

TEST_CASE("a beginning that was cut off is an empty desk at the next start") {
    ClosedDesk desk;
    REQUIRE(begin_anew(desk.config(), {.what = Beginning::demo, .secret = "whatever it is"}));
    finish_beginning(desk.config());
    CHECK(desk.is_demo()); // nothing was cut off
    std::ofstream(desk.note()).flush();
    finish_beginning(desk.config());
    CHECK_FALSE(fs::exists(desk.note()));
    CHECK_FALSE(desk.is_set_up());
}

TEST_CASE("of two who wish a new beginning one has it") {
    int stops = 0;
    NextBeginning next([&stops] { ++stops; });
    CHECK(next.asked().what == Beginning::none);
    CHECK(next.ask({.what = Beginning::empty, .secret = "first"}).has_value());
    const auto second = next.ask({.what = Beginning::empty, .secret = "second"});
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == "begins_anew");
    CHECK(next.asked().secret == "first");
    CHECK(stops == 1);
}
