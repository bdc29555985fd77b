// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/sandbox/filter.hpp"
#include "tests/sandbox/planted.hpp"

#include <algorithm>
#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <future>

using namespace heed;
using tests::children_of;
using tests::comes_true;

namespace {

Result<tests::Told> asked(sandbox::Sandbox& sandbox, std::string_view how) {
    return sandbox::run(sandbox, tests::planted_task, {.bytes = how});
}

/// What an administrator reads of a letter that did this.
std::string why_lost(sandbox::Sandbox& sandbox, std::string_view how) {
    const auto told = asked(sandbox, how);
    REQUIRE_FALSE(told.has_value());
    CHECK(told.error().code == sandbox::work_lost);
    return told.error().detail;
}

bool is_well(sandbox::Sandbox& sandbox) {
    const auto told = asked(sandbox, "nothing");
    return told && told->text == "done";
}

/// Of a hanging reader: with a sanitizer it is twenty times as long.
sandbox::Processes::Options impatient() {
    auto options = tests::this_program();
    options.patience = std::chrono::milliseconds{30};
    return options;
}

} // namespace

TEST_CASE("the kernel ends a reader that asks for a socket, a program, a child or a signal") {
    sandbox::Processes processes(tests::this_program());
    for (const auto* const how : {"socket", "exec", "fork", "code", "signal"}) {
        CAPTURE(how);
        CHECK(why_lost(processes, how).contains("asked the system for something"));
        CHECK(is_well(processes));
    }
    CHECK(asked(processes, "open").value().text == "denied");
    CHECK(processes.state().shut_in);
}

TEST_CASE("a reader is under the filter, and has nothing open but its pipes") {
    sandbox::Processes processes(tests::this_program());
    REQUIRE(is_well(processes));
    const auto reader = processes.idle().at(0);
    CHECK(tests::status_of(reader, "Seccomp:") == "2");
    CHECK(tests::status_of(reader, "NoNewPrivs:") == "1");
    std::vector<std::string> open;
    for (const auto& file :
         std::filesystem::directory_iterator("/proc/" + std::to_string(reader) + "/fd"))
        open.push_back(std::filesystem::read_symlink(file.path()).string());
    for (const auto& file : open) {
        CAPTURE(file);
        const bool is_report = sandbox::is_sanitized && !file.starts_with("/dev/null");
        CHECK((file == "/dev/null" || file.starts_with("pipe:") || is_report));
    }
    CHECK(open.size() == 5);
}

TEST_CASE("a reader that crashes, hangs or takes too much memory is replaced") {
    sandbox::Processes processes(impatient());
    CHECK(why_lost(processes, "crash").contains("crashed (signal 11)"));
    CHECK(is_well(processes));
    CHECK(why_lost(processes, "hang") == "it took too long");
    CHECK(is_well(processes));
    if (!sandbox::is_sanitized) {
        CHECK(why_lost(processes, "memory") == "it ran out of memory");
        CHECK(is_well(processes));
    }
    CHECK_THROWS_WITH(static_cast<void>(asked(processes, "throw")), "a reader threw");
    CHECK(is_well(processes));
    CHECK(children_of(processes.parent()).size() == 1);
}

TEST_CASE("a reader killed in the middle is replaced, and what it read is read once more") {
    sandbox::Processes processes(tests::this_program());
    auto reading = std::async(std::launch::async, [&] { return asked(processes, "stop"); });
    std::vector<int> stopped;
    const auto stops = [&] {
        stopped = children_of(processes.parent());
        return stopped.size() == 1 && tests::state_of(stopped.front()) == 'T';
    };
    REQUIRE(comes_true(stops));
    const auto first = stopped.front();
    ::kill(first, SIGKILL);
    REQUIRE(comes_true([&] { return stops() && stopped.front() != first; }));
    ::kill(stopped.front(), SIGCONT);
    const auto told = reading.get();
    REQUIRE(told.has_value());
    CHECK(told->text == "done");
}

TEST_CASE("readers that were killed while they had nothing to do are replaced") {
    sandbox::Processes processes(tests::this_program());
    REQUIRE(is_well(processes));
    const auto before = processes.idle();
    for (const auto reader : before) ::kill(reader, SIGKILL);
    CHECK(is_well(processes));
    CHECK(processes.idle() != before);
}

TEST_CASE("the parent of the readers is started again when it was killed") {
    sandbox::Processes processes(tests::this_program());
    REQUIRE(is_well(processes));
    const auto parent = processes.parent();
    const auto reader = processes.idle().at(0);
    ::kill(parent, SIGKILL);
    REQUIRE(comes_true([&] { return tests::state_of(reader) == '\0'; }));
    CHECK(is_well(processes));
    CHECK(is_well(processes));
    CHECK(processes.parent() != parent);
}

TEST_CASE("no reader outlives its desk, and none starts another program's") {
    int parent = 0;
    int reader = 0;
    {
        sandbox::Processes processes(tests::this_program());
        REQUIRE(is_well(processes));
        parent = processes.parent();
        reader = processes.idle().at(0);
    }
    CHECK(tests::state_of(parent) == '\0');
    CHECK(comes_true([&] { return tests::state_of(reader) == '\0'; }));
}

TEST_CASE("a terminal's interrupt does not reach the readers") {
    sandbox::Processes processes(tests::this_program());
    REQUIRE(is_well(processes));
    for (const auto process : {processes.parent(), processes.idle().at(0)}) {
        ::kill(process, SIGINT);
        ::kill(process, SIGTERM);
    }
    const auto before = processes.idle();
    CHECK(is_well(processes));
    CHECK(processes.idle() == before);
}

TEST_CASE("where the system takes no filter, letters are read all the same, and it is said") {
    sandbox::Processes processes(tests::this_program("refused"));
    CHECK(is_well(processes));
    CHECK(tests::status_of(processes.idle().at(0), "Seccomp_filters:") == "1"); // the test's own
    const auto state = processes.state();
    CHECK_FALSE(state.shut_in);
    CHECK(state.text.contains("seccomp: Operation not permitted"));
    CHECK_FALSE(state.cure.empty());
    CHECK(why_lost(processes, "crash").contains("crashed"));
}

TEST_CASE("a program that is not there is a fault with a reason, and no letter's") {
    auto options = tests::this_program();
    options.program.path = "/nowhere/heed";
    sandbox::Processes processes(std::move(options));
    CHECK_THROWS_AS(static_cast<void>(asked(processes, "nothing")), StorageFault);
    const auto state = processes.state();
    CHECK_FALSE(state.shut_in);
    CHECK(state.text.contains("Letters cannot be read"));
}

TEST_CASE("many threads read at once by as many readers as there may be") {
    sandbox::Processes processes(tests::this_program());
    std::vector<std::future<bool>> readings;
    for (int thread = 0; thread < 8; ++thread)
        readings.push_back(std::async(std::launch::async, [&] {
            bool all = true;
            for (int count = 0; count < 20; ++count) all = all && is_well(processes);
            return all;
        }));
    CHECK(std::ranges::all_of(readings, [](auto& reading) { return reading.get(); }));
    CHECK(processes.idle().size() <= 2);
}
