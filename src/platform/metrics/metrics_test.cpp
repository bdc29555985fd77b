// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/metrics/metrics.hpp"

#include <doctest/doctest.h>
#include <thread>
#include <vector>

namespace heed::metrics {

using namespace std::chrono_literals;

TEST_CASE("metrics: the text has help, type, labels and values") {
    Registry registry;
    registry.counter({"heed_letters_total", "Letters taken in.", {{"mailbox", "a\"b\nc"}}}).add(3);
    registry.gauge({"heed_queue_length", "Jobs waiting."}).set(2.5);
    const auto text = registry.text();
    CHECK(text.contains("# HELP heed_letters_total Letters taken in.\n"));
    CHECK(text.contains("# TYPE heed_letters_total counter\n"));
    CHECK(text.contains("heed_letters_total{mailbox=\"a\\\"b\\nc\"} 3\n"));
    CHECK(text.contains("# TYPE heed_queue_length gauge\n"));
    CHECK(text.contains("heed_queue_length 2.5\n"));
}

TEST_CASE("metrics: one name and labels is one metric") {
    Registry registry;
    const auto first = registry.counter({"heed_a_total", "A.", {{"kind", "x"}}});
    const auto second = registry.counter({"heed_a_total", "A.", {{"kind", "x"}}});
    const auto other = registry.counter({"heed_a_total", "A.", {{"kind", "y"}}});
    first.add();
    second.add();
    CHECK(first.value() == 2);
    CHECK(other.value() == 0);
}

TEST_CASE("metrics: durations fall into their buckets") {
    Registry registry;
    const auto took = registry.durations({"heed_request_seconds", "Time of a request."});
    took.observe(10us);
    took.observe(11us);
    took.observe(3s);
    took.observe(1min);
    const auto text = registry.text();
    CHECK(text.contains("heed_request_seconds_count 4\n"));
    CHECK(text.contains("heed_request_seconds_bucket{le=\"1e-05\"} 1\n"));
    CHECK(text.contains("heed_request_seconds_bucket{le=\"2.5e-05\"} 2\n"));
    CHECK(text.contains("heed_request_seconds_bucket{le=\"2.5\"} 2\n"));
    CHECK(text.contains("heed_request_seconds_bucket{le=\"10\"} 3\n"));
    CHECK(text.contains("heed_request_seconds_bucket{le=\"+Inf\"} 4\n"));
}

TEST_CASE("metrics: timings") {
    Registry registry;
    const auto took = registry.durations({"heed_step_seconds", "Time of a step."});
    {
        const Histogram::Timing timing(took);
    }
    CHECK(registry.text().contains("heed_step_seconds_count 1\n"));
}

TEST_CASE("metrics: gauges are refreshed before the text") {
    Registry registry;
    const auto level = registry.gauge({"heed_level", "A level."});
    int asked = 0;
    registry.before_text([&] { level.set(++asked); });
    CHECK(registry.text().contains("heed_level 1\n"));
    CHECK(registry.text().contains("heed_level 2\n"));
}

TEST_CASE("metrics: threads lose no count") {
    Registry registry;
    const auto counter = registry.counter({"heed_a_total", "A."});
    const auto took = registry.durations({"heed_b_seconds", "B."});
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (int time = 0; time < 1000; ++time) {
                    counter.add();
                    took.observe(1ms);
                }
            });
    }
    CHECK(counter.value() == 4000);
    CHECK(registry.text().contains("heed_b_seconds_count 4000\n"));
}

TEST_CASE("metrics: a refresh may ask for metrics of its own") {
    Registry registry;
    registry.before_text([&] { registry.gauge({"heed_late_facts", "Late."}).set(3); });
    CHECK(registry.text().contains("heed_late_facts 3\n"));
}

TEST_CASE("metrics: the process shows itself") {
    Registry registry;
    registry.add_process(Instant{1h});
    const auto text = registry.text();
    CHECK(text.contains("process_start_time_seconds 3600\n"));
    for (const auto* const name :
         {"process_resident_memory_bytes",
          "process_open_fds",
          "process_cpu_seconds_total",
          "process_start_time_seconds"}) {
        CHECK(text.contains(std::string(name) + " "));
        CHECK_FALSE(text.contains(std::string("\n") + name + " 0\n"));
    }
}

} // namespace heed::metrics
