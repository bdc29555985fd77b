// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/field.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/text.hpp"

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// Text that is already JSON and is written as it is.
struct RawJson {
    std::string text = "null";
    bool operator==(const RawJson&) const = default;
};

/// Appends `text` as a JSON string, quotes included. Expects well-formed UTF-8.
void write_json_string(std::string& out, std::string_view text);

void write_json(std::string& out, double number);

template <class T>
    requires std::same_as<T, bool>
void write_json(std::string& out, T value) {
    out += value ? "true" : "false";
}

template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>)
void write_json(std::string& out, T number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

inline void write_json(std::string& out, std::string_view text) {
    write_json_string(out, text);
}

inline void write_json(std::string& out, const std::string& text) {
    write_json_string(out, text);
}

inline void write_json(std::string& out, const char* text) {
    write_json_string(out, text);
}

inline void write_json(std::string& out, const RawJson& json) {
    out += json.text;
}

inline void write_json(std::string& out, Instant instant) {
    write_json_string(out, to_rfc3339(instant));
}

template <class Tag>
void write_json(std::string& out, Id<Tag> id) {
    write_json(out, id.value);
}

template <NamedEnum E>
void write_json(std::string& out, E value) {
    write_json_string(out, name_of(value));
}

template <std::size_t min, std::size_t max>
void write_json(std::string& out, const Text<min, max>& text) {
    write_json_string(out, text.value);
}

template <HasFields T>
void write_json(std::string& out, const T& object);
template <class T>
void write_json(std::string& out, const std::vector<T>& items);
template <class T>
void write_json(std::string& out, const std::map<std::string, T>& items);

template <class T>
void write_json(std::string& out, const std::optional<T>& value) {
    if (value)
        write_json(out, *value);
    else
        out += "null";
}

template <class T>
void write_json(std::string& out, const std::vector<T>& items) {
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        if (!first) out += ',';
        first = false;
        write_json(out, item);
    }
    out += ']';
}

template <class T>
void write_json(std::string& out, const std::map<std::string, T>& items) {
    out += '{';
    bool first = true;
    for (const auto& [name, value] : items) {
        if (!first) out += ',';
        first = false;
        write_json_string(out, name);
        out += ':';
        write_json(out, value);
    }
    out += '}';
}

/// Writes the fields in declared order. A `Field` that is absent is left out; everything else is
/// always written, empty optionals as null, so that a reader can rely on every name.
template <HasFields T>
void write_json(std::string& out, const T& object) {
    out += '{';
    bool first = true;
    for_each_field(object, [&]<class Member>(std::string_view name, const Member& member) {
        const auto begin = [&] {
            if (!first) out += ',';
            first = false;
            out += '"';
            out += name;
            out += "\":";
        };
        if constexpr (requires { member.present; }) {
            if (!member.present) return;
            begin();
            write_json(out, member.value);
        } else {
            begin();
            write_json(out, member);
        }
    });
    out += '}';
}

template <class T>
std::string to_json(const T& value) {
    std::string out;
    write_json(out, value);
    return out;
}

} // namespace heed
