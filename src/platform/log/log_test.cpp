// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/log/line.hpp"
#include "platform/log/log.hpp"

#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <thread>
#include <unistd.h>

namespace heed::log {

namespace {

const Instant at = *instant_from_rfc3339("2026-06-10T09:00:00.007Z");

/// What `write` leaves on standard error, as a collector of logs at the other end of a pipe sees
/// it. No more than the pipe holds.
template <class Write>
std::string on_standard_error(const Write& write) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const int before = dup(STDERR_FILENO);
    REQUIRE(dup2(ends[1], STDERR_FILENO) == STDERR_FILENO);
    close(ends[1]);
    write();
    std::fflush(stderr);
    REQUIRE(dup2(before, STDERR_FILENO) == STDERR_FILENO);
    close(before);
    std::string text;
    std::array<char, 4096> piece{};
    for (auto got = read(ends[0], piece.data(), piece.size()); got > 0;
         got = read(ends[0], piece.data(), piece.size()))
        text.append(piece.data(), static_cast<std::size_t>(got));
    close(ends[0]);
    return text;
}

} // namespace

TEST_CASE("log: a JSON line has instant, level, event and typed pairs") {
    CHECK(
        json_line(
            {.at = at,
             .level = Level::warning,
             .name = "mail_fetched",
             .pairs =
                 {{"count", 3U},
                  {"share", 0.5},
                  {"again", true},
                  {"ticket", TicketId{7}},
                  {"level", Level::error},
                  {"since", at},
                  {"mailbox", std::string("a@b.example")}}}
        ) ==
        R"({"at":"2026-06-10T09:00:00.007Z","level":"warning","event":"mail_fetched","count":3,)"
        R"("share":0.5,"again":true,"ticket":7,"level":"error","since":"2026-06-10T09:00:00.007Z",)"
        R"("mailbox":"a@b.example"})"
    );
}

TEST_CASE("log: a text line quotes what is not plain") {
    CHECK(
        text_line(
            {.at = at,
             .level = Level::info,
             .name = "request",
             .pairs = {{"path", "/a"}, {"agent", "a b"}, {"empty", ""}}}
        ) == R"(2026-06-10T09:00:00.007Z info    request path=/a agent="a b" empty="")"
    );
}

TEST_CASE("log: no value makes a second line or reaches the terminal") {
    const std::string hostile = "a\r\nb\x1b[31m\x7f\xc2\x9b\"\\ {} %s \xff\xf0\x9f\x98\x80";
    for (const auto& line :
         {json_line(
              {.at = at, .level = Level::info, .name = "x", .pairs = {{"v", hostile}, {"a\nb", 1}}}
          ),
          text_line({.at = at, .level = Level::info, .name = "x", .pairs = {{"v", hostile}}})}) {
        CHECK(line.find_first_of("\r\n\x1b\x7f") == std::string::npos);
        CHECK_FALSE(line.contains("\xc2\x9b"));
        CHECK_FALSE(line.contains('\xff'));
        CHECK(line.contains("{} %s"));
        CHECK(line.contains("😀"));
    }
}

TEST_CASE("log: capture sees events of its level and gives back what was before") {
    const auto debug_before = writes(Level::debug);
    {
        const Capture capture(Level::info);
        debug("hidden");
        info("seen", {{"n", 1}});
        error("also_seen", {{"text", "{}"}});
        CHECK(capture.lines().size() == 2);
        CHECK(capture.has("seen", "\"n\":1"));
        CHECK(capture.has("also_seen", R"("text":"{}")"));
        CHECK_FALSE(capture.has("hidden"));
        CHECK_FALSE(writes(Level::debug));
    }
    CHECK(writes(Level::debug) == debug_before);
    const Capture fresh;
    CHECK(fresh.lines().empty());
}

TEST_CASE("log: what reaches standard error is one JSON object a line and nothing else") {
    const auto text = on_standard_error([] {
        set_up(Format::json, Level::info);
        info("ticket_opened", {{"ticket", 7}});
        error("disk_full", {{"reason", "a\"b\nc"}});
        debug("hidden");
    });
    const auto first_end = text.find('\n');
    REQUIRE(first_end != std::string::npos);
    const auto first = text.substr(0, first_end);
    const auto second = text.substr(first_end + 1);
    CHECK(first.starts_with(R"({"at":"2)"));
    CHECK(first.ends_with(R"("level":"info","event":"ticket_opened","ticket":7})"));
    CHECK(second.starts_with(R"({"at":"2)"));
    CHECK(second.ends_with(R"("level":"error","event":"disk_full","reason":"a\"b\nc"})"
                           "\n"));
    CHECK(second.find('\n') == second.size() - 1);
}

TEST_CASE("log: lines of many threads stay whole") {
    const Capture capture;
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([] {
                for (int line = 0; line < 200; ++line) info("tick", {{"line", line}});
            });
    }
    const auto lines = capture.lines();
    CHECK(lines.size() == 800);
    for (const auto& line : lines) CHECK(line.ends_with('}'));
}

} // namespace heed::log
