// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heed::log {

enum class Level { debug, info, warning, error };

/// `json` is one object a line; `text` is logfmt for people at a terminal.
enum class Format { json, text };

/// A value of an event. Borrows text: made in the call, gone after it.
class Value {
public:
    // NOLINTBEGIN(google-explicit-constructor): written inside braces at the call
    Value(bool value) : value_(value) {}

    Value(double value) : value_(value) {}

    Value(Instant value) : value_(value) {}

    Value(std::string_view value) : value_(value) {}

    Value(const std::string& value) : value_(std::string_view(value)) {}

    Value(const char* value) : value_(std::string_view(value)) {}

    template <std::integral T>
        requires(!std::same_as<T, bool>)
    Value(T value) : value_(static_cast<std::int64_t>(value)) {}

    template <class Tag>
    Value(Id<Tag> id) : value_(id.value) {}

    template <NamedEnum E>
    Value(E value) : value_(name_of(value)) {}

    // NOLINTEND(google-explicit-constructor)

    using Content = std::variant<bool, std::int64_t, double, Instant, std::string_view>;

    [[nodiscard]] const Content& content() const { return value_; }

private:
    Content value_;
};

struct Pair {
    Pair(std::string_view pair_name, Value pair_value) : name(pair_name), value(pair_value) {}

    std::string_view name;
    Value value;
};

using Pairs = std::initializer_list<Pair>;

/// Writes one line to standard error: instant, level, the event's fixed name, the pairs. Control
/// and escape characters are encoded, so no value can make a second line. Thread-safe. Never
/// give it bodies, tokens or passwords.
void debug(std::string_view event, Pairs pairs = {});
void info(std::string_view event, Pairs pairs = {});
void warning(std::string_view event, Pairs pairs = {});
void error(std::string_view event, Pairs pairs = {});

/// Events below `level` are dropped. Before the first call: info and worse, text at a terminal.
void set_up(Format format, Level level);
bool writes(Level level);

/// Catches lines (as JSON) instead of standard error while it lives. For tests; one at a time.
class Capture {
public:
    explicit Capture(Level level = Level::debug);
    ~Capture();
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    [[nodiscard]] std::vector<std::string> lines() const;
    /// True when some line has both.
    [[nodiscard]] bool has(std::string_view event, std::string_view part = {}) const;

private:
    struct Before;
    std::unique_ptr<Before> before_;
};

} // namespace heed::log

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::log::Level> = {
    "debug",
    "info",
    "warning",
    "error",
};

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::log::Format> = {
    "json",
    "text",
};
