// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/server.hpp"
#include "tests/scripted_peer/scripted_client.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <future>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

// NOLINTBEGIN(modernize-use-designated-initializers): verdicts are pairs

namespace heed::lmtp {

namespace {

using namespace std::chrono_literals;
using tests::ScriptedClient;

/// A desk that keeps whatever it is given, in memory.
struct Desk {
    std::mutex mutex;
    std::vector<std::string> letters;
    std::function<Verdict(std::string_view)> about = [](std::string_view) {
        return Verdict{250, "2.0.0 Kept"};
    };

    Receiver receiver() {
        return {
            .recipient = [](const std::string&) { return Verdict{250, "2.1.5 Ok"}; },
            .letter =
                [this](const Envelope&, std::string_view bytes) {
                    auto verdict = about(bytes);
                    const std::scoped_lock lock(mutex);
                    if (verdict.code == 250) letters.emplace_back(bytes);
                    return verdict;
                }
        };
    }

    std::size_t count() {
        const std::scoped_lock lock(mutex);
        return letters.size();
    }
};

Options options(Limits limits = {}) {
    return {.listen = "127.0.0.1:0", .host_name = "desk.example", .limits = limits, .threads = 4};
}

const std::string opening = "LHLO mx.example\r\nMAIL FROM:<ana@acme.example>\r\n"
                            "RCPT TO:<help@desk.example>\r\nDATA\r\n";

/// Up to the 354 of DATA.
void open_letter(ScriptedClient& client) {
    CHECK(client.answer().starts_with("220 "));
    client.say(opening);
    for (const auto* code : {"250", "250", "250", "354"}) CHECK(client.answer().starts_with(code));
}

} // namespace

TEST_CASE("letters arrive at a port and at a socket file") {
    const auto file =
        std::filesystem::temp_directory_path() / ("heed_lmtp_" + std::to_string(getpid()));
    for (const auto& place : {std::string("127.0.0.1:0"), "unix:" + file.string()}) {
        Desk desk;
        auto where = options();
        where.listen = place;
        Server server(where, desk.receiver());
        server.start();
        ScriptedClient client(server.place());
        open_letter(client);
        client.say("Hello\r\n.\r\n");
        CHECK(client.answer() == "250 2.0.0 Kept");
        CHECK(client.ask("QUIT") == "221 2.0.0 Bye");
        CHECK(client.answer() == "closed");
        CHECK(desk.letters == std::vector<std::string>{"Hello\r\n"});
        CHECK(server.load().taken == 1);
    }
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a place that cannot be listened at is told at once") {
    Desk desk;
    Server first(options(), desk.receiver());
    auto same = options();
    same.listen = first.place();
    CHECK_THROWS(Server(same, desk.receiver()));
    same.listen = "unix:/nonexistent/folder/lmtp";
    CHECK_THROWS(Server(same, desk.receiver()));
}

TEST_CASE("a desk that fails puts the letter off") {
    Desk desk;
    desk.about = [](std::string_view) -> Verdict { throw std::runtime_error("disk gone"); };
    Server server(options(), desk.receiver());
    server.start();
    ScriptedClient client(server.place());
    open_letter(client);
    client.say("Hello\r\n.\r\n");
    CHECK(client.answer().starts_with("451 4.3.0"));
    CHECK(client.ask("NOOP").starts_with("250"));
    CHECK(server.load().put_off == 1);
}

TEST_CASE("what is cut off before its end is no letter") {
    Desk desk;
    Server server(options(), desk.receiver());
    server.start();
    for (const std::string sent : {"", "Hello\r\n", "Hello\r\n.", "Hello\r\n.\r"}) {
        ScriptedClient client(server.place());
        open_letter(client);
        client.say(sent);
        client.hang_up();
    }
    ScriptedClient last(server.place());
    open_letter(last);
    last.say("Whole\r\n.\r\n");
    CHECK(last.answer().starts_with("250"));
    CHECK(desk.count() == 1);
}

TEST_CASE("a silent peer is sent away, also in the middle of a letter") {
    Desk desk;
    Server server(options({.silence = 30ms}), desk.receiver());
    server.start();
    ScriptedClient silent(server.place());
    CHECK(silent.rest().ends_with("421 desk.example 4.4.2 Too slow; come again\r\n"));
    ScriptedClient half(server.place());
    half.say(opening + "Hello\r\n");
    CHECK(half.rest().ends_with("421 desk.example 4.4.2 Too slow; come again\r\n"));
    CHECK(desk.count() == 0);
}

TEST_CASE("a peer that drips is sent away when its time is up") {
    Desk desk;
    Server server(options({.silence = 10s, .session = 50ms}), desk.receiver());
    server.start();
    ScriptedClient dripping(server.place());
    CHECK(dripping.answer().starts_with("220"));
    std::string answer = "250";
    while (answer.starts_with("250")) answer = dripping.ask("NOOP");
    CHECK(answer.starts_with("421"));
}

TEST_CASE("slow peers hold places and no threads; one too many is told to come again") {
    Desk desk;
    Server server(options({.sessions = 20}), desk.receiver());
    server.start();
    std::vector<std::unique_ptr<ScriptedClient>> slow;
    for (int at = 0; at < 19; ++at) {
        slow.push_back(std::make_unique<ScriptedClient>(server.place()));
        open_letter(*slow.back());
        slow.back()->say("Half a let");
    }
    ScriptedClient healthy(server.place());
    open_letter(healthy);
    healthy.say("Hello\r\n.\r\n");
    CHECK(healthy.answer().starts_with("250"));
    ScriptedClient beyond(server.place());
    CHECK(beyond.rest() == "421 desk.example 4.3.2 Too many sessions; come again\r\n");
    slow.front()->say("ter\r\n.\r\n");
    CHECK(slow.front()->answer().starts_with("250"));
}

TEST_CASE("a stop finishes what is being taken in and cuts off what is being sent") {
    Desk desk;
    std::promise<void> begun;
    std::promise<void> may_end;
    desk.about = [&](std::string_view) {
        begun.set_value();
        may_end.get_future().wait();
        return Verdict{250, "2.0.0 Kept"};
    };
    Server server(options(), desk.receiver());
    server.start();
    ScriptedClient sending(server.place());
    open_letter(sending);
    sending.say("Half");
    ScriptedClient waiting(server.place());
    open_letter(waiting);
    waiting.say("Whole\r\n.\r\n");
    begun.get_future().wait();
    auto stopped = std::async(std::launch::async, [&] { server.stop(); });
    CHECK(sending.rest().starts_with("421 "));
    may_end.set_value();
    CHECK(waiting.answer() == "250 2.0.0 Kept");
    CHECK(waiting.rest().starts_with("421 "));
    stopped.get();
    CHECK(desk.count() == 1);
}

TEST_CASE("who hangs up while the desk thinks has its letter kept, and nothing spins or breaks") {
    Desk desk;
    std::promise<void> begun;
    std::promise<void> may_end;
    desk.about = [&](std::string_view) {
        begun.set_value();
        may_end.get_future().wait();
        return Verdict{250, "2.0.0 Kept"};
    };
    Server server(options(), desk.receiver());
    server.start();
    {
        ScriptedClient client(server.place());
        open_letter(client);
        client.say("Whole\r\n.\r\n");
        begun.get_future().wait();
    }
    may_end.set_value();
    server.stop();
    CHECK(desk.count() == 1);
}

} // namespace heed::lmtp

// NOLINTEND(modernize-use-designated-initializers)
