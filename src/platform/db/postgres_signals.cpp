// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_signals.hpp"

#include "platform/db/dialect.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace heed::db {

namespace {

constexpr std::chrono::milliseconds between_signals{20};
constexpr std::chrono::milliseconds between_attempts{1'000};
constexpr std::chrono::milliseconds idle_check{30'000};

void wake(int descriptor) {
    const std::uint64_t one = 1;
    static_cast<void>(::write(descriptor, &one, sizeof one));
}

} // namespace

PostgresSignals::PostgresSignals(
    std::string url, std::string_view schema, std::function<void()> heard
)
    : url_(std::move(url)),
      channel_(quoted_name(fmt::format("heed_{}", schema).substr(0, 63))),
      heard_(std::move(heard)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    CHECK(wake_ >= 0);
    thread_ = std::thread([this] { loop(); });
}

PostgresSignals::~PostgresSignals() {
    stopping_ = true;
    wake(wake_);
    thread_.join();
    ::close(wake_);
}

void PostgresSignals::committed() {
    if (!pending_.exchange(true)) wake(wake_);
}

void PostgresSignals::loop() {
    while (!stopping_) {
        try {
            PostgresLink link(url_, fmt::format("LISTEN {}", channel_));
            heard_(); // whatever was said while nobody listened
            follow(link);
        } catch (const PostgresFault& fault) {
            log::warning("database_signals_lost", {{"reason", fault.what()}});
            const auto again_at = Clock::now() + between_attempts;
            while (!stopping_ && Clock::now() < again_at) wait(-1, between_attempts);
        }
    }
}

void PostgresSignals::follow(PostgresLink& link) {
    const auto notify = fmt::format("NOTIFY {}", channel_);
    auto next_signal_at = Clock::now();
    while (!stopping_) {
        const bool due = pending_ && Clock::now() >= next_signal_at;
        if (due) {
            pending_ = false;
            link.queue(notify.c_str());
            link.exchange(Clock::now() + std::chrono::seconds{10});
            next_signal_at = Clock::now() + between_signals;
        }
        wait(link.socket(), pending_ ? between_signals : idle_check);
        if (link.foreign_notifications() > 0) heard_();
    }
}

/// Until the socket or somebody here has something to say, but not longer.
bool PostgresSignals::wait(int socket, std::chrono::milliseconds longest) const {
    pollfd either[] = {
        {.fd = wake_, .events = POLLIN, .revents = 0},
        {.fd = socket, .events = POLLIN, .revents = 0}, // a negative one is passed over
    };
    const int ready = ::poll(either, 2, static_cast<int>(longest.count()));
    std::uint64_t count = 0;
    static_cast<void>(::read(wake_, &count, sizeof count));
    return ready > 0;
}

} // namespace heed::db
