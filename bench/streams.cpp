// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/streams.hpp"

#include "bench/exchange.hpp"
#include "bench/figures.hpp"
#include "kernel/format.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <mutex>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unordered_map>
#include <vector>

namespace heed::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int writers = 8;
constexpr int opened_at_once = 100;
constexpr auto last_words = std::chrono::seconds{5};
constexpr std::string_view note_mark = "\"kind\":\"note_added\"";
constexpr std::string_view ticket_mark = "\"ticket\":";

/// When the note for each ticket was sent. Each ticket gets one note.
struct Sent {
    std::mutex mutex = {};
    std::unordered_map<std::int64_t, TimePoint> at = {};
    std::atomic<std::size_t> count = 0;
    std::atomic<std::size_t> refused = 0;

    void note(std::int64_t ticket) {
        const std::scoped_lock lock(mutex);
        at.emplace(ticket, Clock::now());
        ++count;
    }

    TimePoint of(std::int64_t ticket) {
        const std::scoped_lock lock(mutex);
        const auto found = at.find(ticket);
        return found == at.end() ? TimePoint{} : found->second;
    }
};

class Stream {
public:
    Stream(int port, const std::string& token) : descriptor_(connected(port)) {
        send_all(
            descriptor_,
            fmt::format(
                "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                "{}\r\n\r\n",
                token
            )
        );
    }

    [[nodiscard]] int descriptor() const { return descriptor_; }

    [[nodiscard]] std::size_t heard() const { return heard_; }

    /// Reads up to the greeting: from here on it hears everything.
    void wait_until_let_in() {
        std::array<char, 1024> room{};
        while (!text_.contains("event: hello")) {
            const auto got = ::recv(descriptor_, room.data(), room.size(), 0);
            if (got <= 0) throw std::runtime_error("a stream was turned away: " + text_);
            text_.append(room.data(), static_cast<std::size_t>(got));
        }
    }

    void hear(Sent& sent, Figures& figures) {
        std::array<char, 16 * 1024> room{};
        const auto got = ::recv(descriptor_, room.data(), room.size(), MSG_DONTWAIT);
        if (got <= 0) throw std::runtime_error("the desk ended a stream");
        text_.append(room.data(), static_cast<std::size_t>(got));
        std::size_t begin = 0;
        for (auto end = text_.find("\n\n"); end != std::string::npos;
             end = text_.find("\n\n", begin)) {
            take(std::string_view(text_).substr(begin, end - begin), sent, figures);
            begin = end + 2;
        }
        text_.erase(0, begin);
    }

private:
    void take(std::string_view event, Sent& sent, Figures& figures) {
        if (event.find("event: reset") != std::string_view::npos)
            figures.add_error("a stream lost its queue");
        if (event.find(note_mark) == std::string_view::npos) return;
        const auto at = event.find(ticket_mark);
        if (at == std::string_view::npos) return;
        std::int64_t ticket = 0;
        const auto digits = event.substr(at + ticket_mark.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), ticket);
        const auto sent_at = sent.of(ticket);
        if (sent_at == TimePoint{}) return;
        ++heard_;
        figures.add("streams", Clock::now() - sent_at);
    }

    int descriptor_;
    std::string text_;
    std::size_t heard_ = 0;
};

class Epoll {
public:
    explicit Epoll(std::vector<Stream>& streams) {
        for (auto& stream : streams) {
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = &stream;
            ::epoll_ctl(descriptor_, EPOLL_CTL_ADD, stream.descriptor(), &event);
        }
    }

    /// Hears what has come, and waits a little when nothing has.
    void hear(Sent& sent, Figures& figures) {
        std::array<epoll_event, 256> events{};
        const int ready = ::epoll_wait(descriptor_, events.data(), events.size(), 100);
        for (int at = 0; at < ready; ++at)
            static_cast<Stream*>(events[static_cast<std::size_t>(at)].data.ptr)
                ->hear(sent, figures);
    }

private:
    int descriptor_ = ::epoll_create1(EPOLL_CLOEXEC);
};

/// Writes a note and waits for its answer; false when it was refused.
bool write_note(int descriptor, const std::string& token, std::int64_t ticket) {
    const std::string body = R"({"body_text":"A word among colleagues."})";
    send_all(
        descriptor,
        fmt::format(
            "POST /api/v1/tickets/{}/notes HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Authorization: Bearer {}\r\nContent-Type: application/json\r\n"
            "Content-Length: {}\r\n\r\n{}",
            ticket,
            token,
            body.size(),
            body
        )
    );
    std::string answer(std::size_t{256} * 1024, '\0');
    std::size_t size = 0;
    while (!whole_answer({answer.data(), size})) {
        const auto got = ::recv(descriptor, answer.data() + size, answer.size() - size, 0);
        if (got <= 0) throw std::runtime_error("the desk closed a connection");
        size += static_cast<std::size_t>(got);
    }
    return whole_answer({answer.data(), size})->status == 201;
}

/// Writes its share of the notes, each at its moment.
void write_notes(const World& world, const StreamOptions& options, int writer, Sent& sent) {
    const int descriptor = connected(options.port);
    const auto pause = std::chrono::duration<double>(writers / options.facts_per_second);
    const auto began = Clock::now();
    const auto notes = static_cast<int>(options.seconds * options.facts_per_second / writers);
    for (int note = 0; note < notes; ++note) {
        const auto place = static_cast<std::size_t>(note * writers + writer);
        const auto ticket = world.answerable.at(place % world.answerable.size());
        std::this_thread::sleep_until(
            began + std::chrono::duration_cast<Clock::duration>(pause * note)
        );
        sent.note(ticket);
        if (!write_note(descriptor, world.token, ticket)) ++sent.refused;
    }
}

/// Hears until every stream has heard of every note, or for a while after the last.
void hear_all(
    std::vector<Stream>& streams,
    Epoll& epoll,
    Sent& sent,
    const StreamOptions& options,
    Figures& out
) {
    const auto notes = static_cast<std::size_t>(
        static_cast<int>(options.seconds * options.facts_per_second / writers) * writers
    );
    const auto wanted = notes * streams.size();
    const auto until =
        Clock::now() + last_words +
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options.seconds));
    const auto heard = [&] {
        std::size_t count = 0;
        for (const auto& stream : streams) count += stream.heard();
        return count;
    };
    while (heard() < wanted && Clock::now() < until) epoll.hear(sent, out);
    for (auto missing = heard(); missing < wanted; ++missing)
        out.add_error("a note was not heard of");
}

} // namespace

std::string run_streams(const World& world, const StreamOptions& options) {
    std::vector<Stream> streams;
    streams.reserve(static_cast<std::size_t>(options.streams));
    for (int stream = 0; stream < options.streams; ++stream) {
        streams.emplace_back(options.port, world.token);
        // One address may only have so many connections that are not streams yet.
        if ((stream + 1) % opened_at_once == 0 || stream + 1 == options.streams)
            std::ranges::for_each(streams, &Stream::wait_until_let_in);
    }
    Epoll epoll(streams);
    Sent sent;
    Figures figures;
    const auto cpu_before = cpu_seconds();
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([&, writer] { write_notes(world, options, writer, sent); });
        hear_all(streams, epoll, sent, options, figures);
    }
    for (std::size_t refused = 0; refused < sent.refused; ++refused)
        figures.add_error("a note was refused");
    return figures.json(options.seconds, cpu_seconds() - cpu_before);
}

} // namespace heed::bench
