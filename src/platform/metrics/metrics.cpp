// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/metrics/metrics.hpp"

#include <deque>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unordered_map>

namespace heed::metrics {

struct Counter::Body {
    prometheus::Counter* metric;
};

struct Gauge::Body {
    prometheus::Gauge* metric;
};

struct Histogram::Body {
    prometheus::Histogram* metric;
};

namespace {

/// The one body of each metric, at an address that stays.
template <class Body>
class Bodies {
public:
    template <class Metric>
    Body& of(Metric& metric) {
        const std::scoped_lock lock(mutex_);
        return bodies_.try_emplace(&metric, Body{&metric}).first->second;
    }

private:
    std::mutex mutex_;
    std::unordered_map<const void*, Body> bodies_;
};

const prometheus::Histogram::BucketBoundaries duration_bounds = {
    1e-5,
    2.5e-5,
    5e-5,
    1e-4,
    2.5e-4,
    5e-4,
    1e-3,
    2.5e-3,
    5e-3,
    1e-2,
    2.5e-2,
    5e-2,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10
};

} // namespace

struct Registry::Body {
    prometheus::Registry registry;
    Bodies<Counter::Body> counters;
    Bodies<Gauge::Body> gauges;
    Bodies<Histogram::Body> histograms;
    mutable std::mutex mutex;
    std::deque<std::function<void()>> refreshes;
};

void Counter::add(std::uint64_t by) const {
    body_->metric->Increment(static_cast<double>(by));
}

std::uint64_t Counter::value() const {
    return static_cast<std::uint64_t>(body_->metric->Value());
}

void Gauge::set(double level) const {
    body_->metric->Set(level);
}

void Gauge::add(double by) const {
    body_->metric->Increment(by);
}

double Gauge::value() const {
    return body_->metric->Value();
}

void Histogram::observe(std::chrono::nanoseconds took) const {
    body_->metric->Observe(std::chrono::duration<double>(took).count());
}

Registry::Registry() : body_(std::make_unique<Body>()) {}

Registry::~Registry() = default;

Counter Registry::counter(const Name& name) {
    auto& family =
        prometheus::BuildCounter().Name(name.name).Help(name.help).Register(body_->registry);
    return Counter(body_->counters.of(family.Add(name.labels)));
}

Gauge Registry::gauge(const Name& name) {
    auto& family =
        prometheus::BuildGauge().Name(name.name).Help(name.help).Register(body_->registry);
    return Gauge(body_->gauges.of(family.Add(name.labels)));
}

Histogram Registry::durations(const Name& name) {
    auto& family =
        prometheus::BuildHistogram().Name(name.name).Help(name.help).Register(body_->registry);
    return Histogram(body_->histograms.of(family.Add(name.labels, duration_bounds)));
}

void Registry::before_text(std::function<void()> refresh) {
    const std::scoped_lock lock(body_->mutex);
    body_->refreshes.push_back(std::move(refresh));
}

std::string Registry::text() const {
    // Outside the lock: a refresh may ask for metrics of its own.
    const auto refreshes = [&] {
        const std::scoped_lock lock(body_->mutex);
        return body_->refreshes;
    }();
    for (const auto& refresh : refreshes) refresh();
    return prometheus::TextSerializer().Serialize(body_->registry.Collect());
}

} // namespace heed::metrics
