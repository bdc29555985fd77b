// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/check.hpp"
#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"
#include "kernel/text.hpp"
#include "platform/db/statement.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace heed::db {

/// Bytes that are no text: digests, keys, small blobs. Stored as BLOB / bytea.
struct Bytes {
    std::string value;
    auto operator<=>(const Bytes&) const = default;
};

/// How a C++ type is bound as a parameter and read from a column. Specialise for a new type.
template <class T>
struct Column;

template <>
struct Column<bool> {
    static constexpr Kind kind = Kind::boolean;

    static void bind(Statement& to, int at, bool value) { to.bind_boolean(at, value); }

    static bool read(const Statement& from, int at) { return from.boolean(at); }
};

template <std::integral T>
    requires(!std::same_as<T, bool>)
struct Column<T> {
    static constexpr Kind kind = Kind::integer;

    static void bind(Statement& to, int at, T value) {
        to.bind_integer(at, static_cast<std::int64_t>(value));
    }

    static T read(const Statement& from, int at) { return static_cast<T>(from.integer(at)); }
};

template <>
struct Column<double> {
    static constexpr Kind kind = Kind::real;

    static void bind(Statement& to, int at, double value) { to.bind_real(at, value); }

    static double read(const Statement& from, int at) { return from.real(at); }
};

template <>
struct Column<std::string> {
    static constexpr Kind kind = Kind::text;

    static void bind(Statement& to, int at, std::string_view value) { to.bind_text(at, value); }

    static std::string read(const Statement& from, int at) { return std::string(from.text(at)); }
};

template <>
struct Column<std::string_view> {
    static constexpr Kind kind = Kind::text;

    static void bind(Statement& to, int at, std::string_view value) { to.bind_text(at, value); }
};

template <>
struct Column<const char*> : Column<std::string_view> {};

template <std::size_t size>
struct Column<char[size]> : Column<std::string_view> {};

template <>
struct Column<Bytes> {
    static constexpr Kind kind = Kind::bytes;

    static void bind(Statement& to, int at, const Bytes& value) { to.bind_bytes(at, value.value); }

    static Bytes read(const Statement& from, int at) { return Bytes{std::string(from.bytes(at))}; }
};

template <>
struct Column<RawJson> {
    static constexpr Kind kind = Kind::text;

    static void bind(Statement& to, int at, const RawJson& value) { to.bind_text(at, value.text); }

    static RawJson read(const Statement& from, int at) {
        return RawJson{std::string(from.text(at))};
    }
};

template <class Tag>
struct Column<Id<Tag>> {
    static constexpr Kind kind = Kind::integer;

    static void bind(Statement& to, int at, Id<Tag> id) { to.bind_integer(at, id.value); }

    static Id<Tag> read(const Statement& from, int at) { return Id<Tag>{from.integer(at)}; }
};

template <>
struct Column<Instant> {
    static constexpr Kind kind = Kind::integer;

    static void bind(Statement& to, int at, Instant value) {
        to.bind_integer(at, value.time_since_epoch().count());
    }

    static Instant read(const Statement& from, int at) {
        return Instant{std::chrono::milliseconds{from.integer(at)}};
    }
};

template <NamedEnum E>
struct Column<E> {
    static constexpr Kind kind = Kind::text;

    static void bind(Statement& to, int at, E value) { to.bind_text(at, name_of(value)); }

    static E read(const Statement& from, int at) {
        const auto value = enum_from<E>(from.text(at));
        CHECK(value.has_value());
        return *value;
    }
};

template <std::size_t min, std::size_t max>
struct Column<Text<min, max>> {
    static constexpr Kind kind = Kind::text;

    static void bind(Statement& to, int at, const Text<min, max>& text) {
        to.bind_text(at, text.value);
    }

    static Text<min, max> read(const Statement& from, int at) {
        return Text<min, max>{std::string(from.text(at))};
    }
};

template <class T>
struct Column<std::optional<T>> {
    static constexpr Kind kind = Column<T>::kind;

    static void bind(Statement& to, int at, const std::optional<T>& value) {
        if (value)
            Column<T>::bind(to, at, *value);
        else
            to.bind_null(at, kind);
    }

    static std::optional<T> read(const Statement& from, int at) {
        if (from.is_null(at)) return std::nullopt;
        return Column<T>::read(from, at);
    }
};

/// Throws when the columns of `statement` are not the fields of the row struct, in order.
void check_columns(const Statement& statement, const std::string_view* names, std::size_t count);

/// The current row as a struct (fields in column order) or, for a plain type, its first column.
template <class Row>
Row read_row(Statement& statement) {
    if constexpr (HasFields<Row> && !requires { Column<Row>::kind; }) {
        static constexpr char mark = 0;
        if (statement.checked_for != &mark) {
            std::string_view names[field_count<Row> + 1];
            std::size_t count = 0;
            for_each_field_type<Row>([&](std::string_view name, auto) { names[count++] = name; });
            check_columns(statement, names, count);
            statement.checked_for = &mark;
        }
        Row row{};
        int at = 0;
        for_each_field(row, [&]<class Member>(std::string_view, Member& member) {
            member = Column<Member>::read(statement, at++);
        });
        return row;
    } else {
        return Column<Row>::read(statement, 0);
    }
}

} // namespace heed::db
