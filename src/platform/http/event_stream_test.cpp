// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/event_stream.hpp"

#include <doctest/doctest.h>

namespace heed::http {
namespace {

std::string text_of(const std::vector<EventStream::Payload>& payloads) {
    std::string text;
    for (const auto& payload : payloads) text += *payload;
    return text;
}

TEST_CASE("what is sent is taken in order, and the connection is woken once") {
    int woken = 0;
    EventStream stream([&] { ++woken; });
    CHECK(stream.send("a"));
    CHECK(stream.send("b"));
    CHECK(woken == 1);
    CHECK(text_of(stream.take()) == "ab");
    CHECK(stream.take().empty());
    CHECK(stream.send("c"));
    CHECK(woken == 2);
    CHECK(text_of(stream.take()) == "c");
}

TEST_CASE("one text goes to many streams without a copy") {
    const auto fact = std::make_shared<const std::string>("data: 1\n\n");
    EventStream first;
    EventStream second;
    first.send(fact);
    second.send(fact);
    CHECK(first.take()[0].get() == second.take()[0].get());
}

TEST_CASE("a slow reader loses its queue and is told so, once") {
    EventStream stream;
    const std::string event(1000, 'x');
    for (int count = 0; count < 16; ++count) stream.send(event);
    CHECK(stream.send(event));
    CHECK(stream.send(event));
    CHECK(text_of(stream.take()) == "event: reset\ndata: {}\n\n");
    stream.send("after");
    CHECK(text_of(stream.take()) == "after");
}

TEST_CASE("what is offered waits for room and is never lost") {
    EventStream stream;
    const std::string event(1000, 'x');
    for (int count = 0; count < 16; ++count) CHECK(stream.offer(event));
    CHECK_FALSE(stream.has_room());
    CHECK_FALSE(stream.offer(event));
    CHECK(text_of(stream.take()).size() == 16'000);
    CHECK(stream.has_room());
    CHECK(stream.offer(event));
    static_cast<void>(stream.take());
    CHECK(stream.offer(std::string(EventStream::queued_bytes_max + 1, 'x')));
    CHECK_FALSE(stream.offer("x"));
    stream.send("too much: what was queued is lost");
    CHECK_FALSE(stream.offer("not behind a reset nobody has read"));
    CHECK(text_of(stream.take()) == "event: reset\ndata: {}\n\n");
    stream.close();
    CHECK(stream.offer("nobody waits for it"));
}

TEST_CASE("closing lets the rest go out, ending does not") {
    int woken = 0;
    EventStream closing([&] { ++woken; });
    closing.send("last");
    closing.close();
    CHECK(woken == 1);
    CHECK(!closing.send("too late"));
    CHECK(!closing.is_open());
    CHECK(text_of(closing.take()) == "last");

    EventStream idle([&] { ++woken; });
    idle.close();
    CHECK(woken == 2);

    EventStream ended;
    int closed = 0;
    ended.on_close([&] { ++closed; });
    ended.send("lost");
    ended.end();
    ended.end();
    CHECK(closed == 1);
    CHECK(ended.take().empty());
    ended.on_close([&] { ++closed; });
    CHECK(closed == 2);
}

} // namespace
} // namespace heed::http
