// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <atomic>

namespace heed {

/// The only source of "now". Commands and rules are given one; nobody else reads the time.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// A clock that stands still until a test moves it. Safe to read from any thread.
class HandClock final : public Clock {
public:
    explicit HandClock(Instant start) : now_(start) {}

    [[nodiscard]] Instant now() const override { return now_.load(); }

    void set(Instant instant) { now_.store(instant); }

    void advance(std::chrono::milliseconds by) { now_.store(now_.load() + by); }

private:
    std::atomic<Instant> now_;
};

} // namespace heed
