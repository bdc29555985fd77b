// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/load.hpp"

#include "bench/exchange.hpp"

#include <array>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace heed::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t read_at_once = 256 * 1024;
constexpr auto last_answers = std::chrono::seconds{30};

std::chrono::nanoseconds of_seconds(double seconds) {
    return std::chrono::nanoseconds{static_cast<std::int64_t>(seconds * 1e9)};
}

class Peer {
public:
    Peer(int port, std::unique_ptr<Script> script)
        : script_(std::move(script)), descriptor_(connected(port)), received_(read_at_once, '\0') {}

    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    ~Peer() { ::close(descriptor_); }

    [[nodiscard]] int descriptor() const { return descriptor_; }

    [[nodiscard]] bool is_asking() const { return asking_; }

    void ask() {
        request_ = script_->next();
        asking_ = !request_.text.empty();
        if (!asking_) return;
        asked_at_ = Clock::now();
        send_all(descriptor_, request_.text);
    }

    /// True when the answer is complete; it is noted in `figures` when `counts`.
    bool hear(Figures& figures, bool counts) {
        if (size_ == received_.size()) received_.resize(2 * size_);
        const auto got = ::recv(descriptor_, received_.data() + size_, received_.size() - size_, 0);
        if (got <= 0) throw std::runtime_error("the desk closed a connection");
        size_ += static_cast<std::size_t>(got);
        const std::string_view text(received_.data(), size_);
        const auto answer = whole_answer(text);
        if (!answer) return false;
        const auto took = Clock::now() - asked_at_;
        const auto fault = script_->fault_of(answer->status, text.substr(answer->head));
        size_ = 0;
        asking_ = false;
        if (!fault.empty())
            figures.add_error(fault);
        else if (counts)
            figures.add(request_.kind, took);
        return true;
    }

private:
    std::unique_ptr<Script> script_;
    int descriptor_;
    std::string received_;
    std::size_t size_ = 0;
    Script::Request request_;
    TimePoint asked_at_;
    bool asking_ = false;
};

/// One thread of the generator with its share of the connections.
class Driver {
public:
    Driver(TimePoint from, TimePoint until) : from_(from), until_(until) {}

    void add(std::unique_ptr<Peer> peer) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = peer.get();
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, peer->descriptor(), &event);
        peers_.push_back(std::move(peer));
    }

    void run() {
        try {
            converse();
        } catch (const std::runtime_error& fault) {
            figures.add_error(fault.what());
        }
    }

    Figures figures = {};

private:
    void converse() {
        for (const auto& peer : peers_) ask(*peer);
        std::array<epoll_event, 64> events{};
        while (asking_ > 0) {
            const int ready = ::epoll_wait(epoll_, events.data(), events.size(), 1'000);
            for (int at = 0; at < ready; ++at)
                hear(*static_cast<Peer*>(events[static_cast<std::size_t>(at)].data.ptr));
            if (Clock::now() > until_ + last_answers) {
                figures.add_error("no answer");
                return;
            }
        }
    }

    void ask(Peer& peer) {
        peer.ask();
        if (peer.is_asking()) ++asking_;
    }

    void hear(Peer& peer) {
        const auto now = Clock::now();
        if (!peer.hear(figures, now >= from_ && now < until_)) return;
        --asking_;
        if (now < until_) ask(peer);
    }

    TimePoint from_;
    TimePoint until_;
    int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<std::unique_ptr<Peer>> peers_ = {};
    int asking_ = 0;
};

} // namespace

std::string run_load(
    const LoadOptions& options, const std::function<std::unique_ptr<Script>(int connection)>& script
) {
    const auto from = Clock::now() + of_seconds(options.warm_seconds);
    const auto until = from + of_seconds(options.seconds);
    const auto count = std::min(options.threads, options.connections);
    std::vector<std::unique_ptr<Driver>> drivers;
    for (int thread = 0; thread < count; ++thread)
        drivers.push_back(std::make_unique<Driver>(from, until));
    for (int connection = 0; connection < options.connections; ++connection)
        drivers[static_cast<std::size_t>(connection % count)]->add(
            std::make_unique<Peer>(options.port, script(connection))
        );
    const auto cpu_before = cpu_seconds();
    {
        std::vector<std::jthread> threads;
        for (const auto& driver : drivers) threads.emplace_back([&driver] { driver->run(); });
    }
    Figures all;
    for (const auto& driver : drivers) all.merge(driver->figures);
    return all.json(options.seconds, cpu_seconds() - cpu_before);
}

} // namespace heed::bench
