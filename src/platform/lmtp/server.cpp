// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/server.hpp"

#include "platform/lmtp/listening.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/thread_name.hpp"
#include "platform/tasks/worker_pool.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace heed::lmtp {

namespace {

using Steady = std::chrono::steady_clock;
using SessionId = std::uint64_t;

constexpr std::size_t read_at_once = std::size_t{64} * 1024;

/// A peer with its session.
struct Line {
    Line(Descriptor given, const Options& options, Room& room)
        : socket(std::move(given)), session(options.limits, options.host_name, room) {}

    Descriptor socket;
    Session session;
    std::string words = {}; // to be sent
    bool asked = false;     // the desk is thinking
    bool closes = false;    // once the words are sent
    Steady::time_point silent_until = {};
    Steady::time_point ends_at = {};

    [[nodiscard]] pollfd wish() const {
        // Of who has gone nothing more is to be heard, and poll(2) would say so again and again.
        if (closes && words.empty()) return {.fd = -1, .events = 0, .revents = 0};
        const short while_listening = asked ? short{0} : short{POLLIN};
        return {
            .fd = socket.number(),
            .events = words.empty() ? while_listening : short{POLLOUT},
            .revents = 0
        };
    }

    [[nodiscard]] Steady::time_point due_at() const {
        return asked ? Steady::time_point::max() : std::min(silent_until, ends_at);
    }

    [[nodiscard]] bool is_done() const { return closes && words.empty() && !asked; }
};

Descriptor new_bell() {
    return Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

} // namespace

struct Server::Body {
    Body(Options given_options, Receiver given_receiver)
        : options(std::move(given_options)),
          receiver(std::move(given_receiver)),
          listening(std::in_place, options.listen),
          place(listening->place()),
          room(std::max(options.limits.letters_bytes, 2 * options.limits.letter_bytes)),
          pool({.name = "lmtp", .threads = options.threads, .waiting_max = options.limits.sessions}
          ) {}

    void serve();
    void wait();
    void let_in();
    void turn_away(const Descriptor& socket) const;
    void hear(SessionId id, Line& line);
    void write(Line& line) const;
    void go_on(SessionId id, Line& line, Session::Step step);
    Verdict judge(const Session::Asked& asked);
    void count(const Session::Asked& asked, const Verdict& verdict);
    void hand_over(SessionId id, Session::Asked asked);
    void answer(SessionId id, Verdict verdict);
    void take_answers();
    void end_overdue();
    void say_goodbye();
    void ring() const;

    const Options options;
    const Receiver receiver;
    std::optional<Listening> listening; // until it stops
    const std::string place;
    Room room;
    std::map<SessionId, Line> lines;
    SessionId last_id = 0;
    Descriptor bell = new_bell();
    std::atomic<bool> stopping = false;
    std::mutex mutex;
    std::vector<std::pair<SessionId, Verdict>> answers; // guarded by the mutex
    std::atomic<std::size_t> sessions = 0;
    std::atomic<std::uint64_t> taken = 0;
    std::atomic<std::uint64_t> put_off = 0;
    std::atomic<std::uint64_t> refused = 0;
    std::thread thread;
    tasks::WorkerPool pool; // last: its jobs use all of the above
};

void Server::Body::ring() const {
    const std::uint64_t one = 1;
    static_cast<void>(::write(bell.number(), &one, sizeof one));
}

void Server::Body::serve() {
    tasks::name_this_thread("lmtp");
    while (!stopping || !lines.empty()) {
        wait();
        take_answers();
        if (stopping) say_goodbye();
        end_overdue();
        std::erase_if(lines, [](const auto& entry) { return entry.second.is_done(); });
        sessions = lines.size();
    }
}

/// Until somebody speaks, an answer is there or a peer was silent for too long.
void Server::Body::wait() {
    std::vector<pollfd> waiting{
        {.fd = bell.number(), .events = POLLIN, .revents = 0},
        {.fd = listening ? listening->descriptor() : -1, .events = POLLIN, .revents = 0}
    };
    std::vector<SessionId> ids;
    auto due = Steady::time_point::max();
    for (const auto& [id, line] : lines) {
        waiting.push_back(line.wish());
        ids.push_back(id);
        due = std::min(due, line.due_at());
    }
    constexpr auto longest = std::chrono::minutes(1);
    const auto span = std::clamp<Steady::duration>(due - Steady::now(), {}, longest);
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(span);
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(milliseconds.count())) <= 0) return;
    if (waiting[1].revents != 0) let_in();
    for (std::size_t at = 0; at < ids.size(); ++at) {
        auto& line = lines.at(ids[at]);
        const auto happened = waiting[at + 2].revents;
        if ((happened & POLLOUT) != 0)
            write(line);
        else if (happened != 0)
            hear(ids[at], line);
    }
}

void Server::Body::turn_away(const Descriptor& socket) const {
    const auto words = "421 " + options.host_name + " 4.3.2 Too many sessions; come again\r\n";
    static_cast<void>(::send(socket.number(), words.data(), words.size(), MSG_NOSIGNAL));
}

void Server::Body::let_in() {
    for (auto socket = listening->accept(); socket; socket = listening->accept()) {
        if (lines.size() >= options.limits.sessions) {
            turn_away(socket);
            continue;
        }
        const auto now = Steady::now();
        auto& line = lines.try_emplace(++last_id, std::move(socket), options, room).first->second;
        line.silent_until = now + options.limits.silence;
        line.ends_at = now + options.limits.session;
        line.words = line.session.greeting();
        write(line);
    }
}

void Server::Body::write(Line& line) const {
    while (!line.words.empty()) {
        const auto sent =
            ::send(line.socket.number(), line.words.data(), line.words.size(), MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (sent < 0) { // nobody is there any more
            line.words.clear();
            line.closes = true;
            return;
        }
        line.words.erase(0, static_cast<std::size_t>(sent));
        line.silent_until = Steady::now() + options.limits.silence;
    }
}

void Server::Body::hear(SessionId id, Line& line) {
    std::array<char, read_at_once> bytes; // NOLINT(*-member-init): filled by the next line
    const auto got = ::recv(line.socket.number(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        line.words.clear();
        line.closes = true;
        return;
    }
    if (line.asked || line.closes) return;
    line.silent_until = Steady::now() + options.limits.silence;
    go_on(id, line, line.session.hear({bytes.data(), static_cast<std::size_t>(got)}));
}

void Server::Body::go_on(SessionId id, Line& line, Session::Step step) {
    line.words += step.say;
    line.closes = line.closes || step.closes;
    if (!std::holds_alternative<std::monostate>(step.asked)) {
        line.asked = true;
        hand_over(id, std::move(step.asked));
    }
    write(line);
}

Verdict Server::Body::judge(const Session::Asked& asked) {
    try {
        if (const auto* const address = std::get_if<std::string>(&asked))
            return receiver.recipient(*address);
        const auto& letter = std::get<Session::AskedLetter>(asked);
        return receiver.letter(letter.envelope, letter.bytes);
    } catch (const std::exception& fault) {
        log::error("lmtp_failed", {{"reason", fault.what()}});
        return {.code = 451, .text = "4.3.0 The desk failed; come again"};
    }
}

void Server::Body::count(const Session::Asked& asked, const Verdict& verdict) {
    if (!std::holds_alternative<Session::AskedLetter>(asked)) return;
    constexpr int hundred = 100;
    switch (verdict.code / hundred) {
        case 2: ++taken; break;
        case 4: ++put_off; break;
        default: ++refused; break;
    }
}

void Server::Body::answer(SessionId id, Verdict verdict) {
    {
        const std::scoped_lock lock(mutex);
        answers.emplace_back(id, std::move(verdict));
    }
    ring();
}

void Server::Body::hand_over(SessionId id, Session::Asked asked) {
    const auto posted = pool.post([this, id, asked = std::move(asked)](tasks::WorkerPool::Turn) {
        auto verdict = judge(asked);
        count(asked, verdict);
        answer(id, std::move(verdict));
    });
    if (!posted) answer(id, {.code = 451, .text = "4.3.2 The desk is busy; come again"});
}

void Server::Body::take_answers() {
    std::uint64_t rings = 0;
    static_cast<void>(::read(bell.number(), &rings, sizeof rings));
    std::vector<std::pair<SessionId, Verdict>> here;
    {
        const std::scoped_lock lock(mutex);
        here.swap(answers);
    }
    for (const auto& [id, verdict] : here) {
        auto& line = lines.at(id); // it stays while the desk is asked for it
        line.asked = false;
        line.silent_until = Steady::now() + options.limits.silence;
        if (line.closes) continue;
        go_on(id, line, line.session.told(verdict));
    }
}

void Server::Body::end_overdue() {
    const auto now = Steady::now();
    for (auto& [id, line] : lines) {
        if (line.due_at() > now) continue;
        if (line.words.empty() && !line.closes) {
            line.words = "421 " + options.host_name + " 4.4.2 Too slow; come again\r\n";
            write(line);
        }
        line.words.clear(); // who does not read is not waited for
        line.closes = true;
    }
}

void Server::Body::say_goodbye() {
    listening.reset();
    for (auto& [id, line] : lines) {
        if (line.asked || line.closes) continue;
        line.words += "421 " + options.host_name + " 4.3.2 Heed is shutting down; come again\r\n";
        write(line);
        line.words.clear();
        line.closes = true;
    }
}

Server::Server(Options options, Receiver receiver)
    : body_(std::make_unique<Body>(std::move(options), std::move(receiver))) {}

Server::~Server() {
    stop();
}

void Server::start() {
    body_->thread = std::thread([body = body_.get()] { body->serve(); });
}

void Server::stop() {
    body_->stopping = true;
    body_->ring();
    if (body_->thread.joinable()) body_->thread.join();
    body_->pool.stop();
}

const std::string& Server::place() const {
    return body_->place;
}

Load Server::load() const {
    return {
        .sessions = body_->sessions,
        .taken = body_->taken,
        .put_off = body_->put_off,
        .refused = body_->refused
    };
}

} // namespace heed::lmtp
