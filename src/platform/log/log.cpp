// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/log/log.hpp"

#include "kernel/clock.hpp"
#include "platform/log/line.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

namespace heed::log {

namespace {

/// Standard error, or a list while a test captures.
class Sink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    void capture(bool on) {
        const std::scoped_lock lock(mutex_);
        capturing_ = on;
        captured_.clear();
    }

    std::vector<std::string> captured() {
        const std::scoped_lock lock(mutex_);
        return captured_;
    }

private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        if (capturing_)
            captured_.emplace_back(message.payload.data(), message.payload.size());
        else
            console_.log(message);
    }

    void flush_() override { console_.flush(); }

    // Also what `set_pattern` comes down to: without it the console writes a header of its own.
    void set_formatter_(std::unique_ptr<spdlog::formatter> formatter) override {
        console_.set_formatter(std::move(formatter));
    }

    spdlog::sinks::stderr_sink_st console_;
    std::vector<std::string> captured_;
    bool capturing_ = false;
};

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::debug: return spdlog::level::debug;
        case Level::info: return spdlog::level::info;
        case Level::warning: return spdlog::level::warn;
        case Level::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

struct Log {
    std::shared_ptr<Sink> sink = std::make_shared<Sink>();
    spdlog::logger logger{"heed", sink};
    std::atomic<Format> format = isatty(STDERR_FILENO) == 1 ? Format::text : Format::json;
    std::atomic<Level> level = Level::info;

    Log() {
        logger.set_pattern("%v");
        set_level(Level::info);
    }

    void set_level(Level given) {
        level = given;
        logger.set_level(spdlog_level(given));
    }
};

// Not destroyed at exit: threads that end late may still log.
Log& the_log() {
    static auto* const log = new Log;
    return *log;
}

void write(Level level, std::string_view name, Pairs pairs) {
    auto& log = the_log();
    if (level < log.level.load(std::memory_order_relaxed)) return;
    const Event event{.at = SystemClock{}.now(), .level = level, .name = name, .pairs = pairs};
    const auto line = log.format == Format::json ? json_line(event) : text_line(event);
    // Through string_view: the line is a value here, never a format.
    log.logger.log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
}

} // namespace

void debug(std::string_view event, Pairs pairs) {
    write(Level::debug, event, pairs);
}

void info(std::string_view event, Pairs pairs) {
    write(Level::info, event, pairs);
}

void warning(std::string_view event, Pairs pairs) {
    write(Level::warning, event, pairs);
}

void error(std::string_view event, Pairs pairs) {
    write(Level::error, event, pairs);
}

void set_up(Format format, Level level) {
    the_log().format = format;
    the_log().set_level(level);
}

bool writes(Level level) {
    return level >= the_log().level.load(std::memory_order_relaxed);
}

struct Capture::Before {
    Format format;
    Level level;
};

Capture::Capture(Level level)
    : before_(std::make_unique<Before>(Before{.format = the_log().format, .level = the_log().level})
      ) {
    the_log().sink->capture(true);
    set_up(Format::json, level);
}

Capture::~Capture() {
    the_log().sink->capture(false);
    set_up(before_->format, before_->level);
}

std::vector<std::string> Capture::lines() const {
    return the_log().sink->captured();
}

bool Capture::has(std::string_view event, std::string_view part) const {
    const auto name = R"("event":")" + std::string(event) + '"';
    return std::ranges::any_of(lines(), [&](const std::string& line) {
        return line.contains(name) && line.contains(part);
    });
}

} // namespace heed::log
