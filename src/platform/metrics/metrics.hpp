// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace heed::metrics {

/// Counts what happened; only grows. A cheap copy that lives as long as its `Registry`.
class Counter {
public:
    void add(std::uint64_t by = 1) const;
    [[nodiscard]] std::uint64_t value() const;

private:
    friend class Registry;
    struct Body;

    explicit Counter(Body& body) : body_(&body) {}

    Body* body_;
};

/// A level that goes up and down.
class Gauge {
public:
    void set(double level) const;
    void add(double by) const;
    [[nodiscard]] double value() const;

private:
    friend class Registry;
    struct Body;

    explicit Gauge(Body& body) : body_(&body) {}

    Body* body_;
};

/// How long something took.
class Histogram {
public:
    void observe(std::chrono::nanoseconds took) const;

    /// Observes the time until its end.
    class Timing {
    public:
        explicit Timing(const Histogram& histogram) : histogram_(histogram) {}

        ~Timing() { histogram_.observe(std::chrono::steady_clock::now() - began_); }

        Timing(const Timing&) = delete;
        Timing& operator=(const Timing&) = delete;

    private:
        const Histogram& histogram_;
        std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    };

private:
    friend class Registry;
    struct Body;

    explicit Histogram(Body& body) : body_(&body) {}

    Body* body_;
};

/// All measurements of one server. Asking again for a name and its labels gives the same one;
/// ask once and keep it, for asking takes a lock. Using it does not. Thread-safe.
class Registry {
public:
    using Labels = std::map<std::string, std::string>;

    /// `name` is `heed_…` and ends in its unit (`_seconds`, `_bytes`, `_total`); `help` is one
    /// sentence.
    struct Name {
        Name(std::string given, std::string sentence, Labels given_labels = {})
            : name(std::move(given)), help(std::move(sentence)), labels(std::move(given_labels)) {}

        std::string name;
        std::string help;
        Labels labels;
    };

    Registry();
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    Counter counter(const Name& name);
    Gauge gauge(const Name& name);

    /// Buckets from 10 µs to 10 s, shown in seconds.
    Histogram durations(const Name& name);

    /// Called before each `text`, to set gauges that are cheaper to read than to keep.
    void before_text(std::function<void()> refresh);

    /// Memory, processor time, open files and start of this process.
    void add_process(Instant started_at);

    /// The Prometheus text format 0.0.4.
    [[nodiscard]] std::string text() const;

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::metrics
