// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace heed::sandbox {

/// Bytes that are not what `encode` of this very program writes.
class BadMessage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

template <class T>
struct ListOf : std::false_type {};

template <class T>
struct ListOf<std::vector<T>> : std::true_type {};

template <class T>
struct OptionalOf : std::false_type {};

template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {};

template <class T>
struct IdOf : std::false_type {};

template <class Tag>
struct IdOf<Id<Tag>> : std::true_type {};

template <class T>
concept Whole = std::is_integral_v<T> || std::is_enum_v<T>;

/// The size a struct would have if it held nothing but its described fields.
template <HasFields T>
consteval std::size_t size_of_fields() {
    std::size_t size = 0;
    for_each_field_type<T>([&]<class Member>(std::string_view, std::type_identity<Member>) {
        size = (size + alignof(Member) - 1) / alignof(Member) * alignof(Member) + sizeof(Member);
    });
    return (size + alignof(T) - 1) / alignof(T) * alignof(T);
}

/// Structs by HEED_FIELDS, one field after the other without names: a whole number is eight bytes
/// of this machine, text its length and its bytes as they are. Both ends are the same program.
template <class T>
void append(std::string& out, const T& value) {
    if constexpr (Whole<T>) {
        const auto number = static_cast<std::int64_t>(value);
        out.append(reinterpret_cast<const char*>(&number), sizeof number); // NOLINT: as bytes
    } else if constexpr (IdOf<T>::value) {
        append(out, value.value);
    } else if constexpr (std::is_same_v<T, Instant>) {
        append(out, value.time_since_epoch().count());
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        const std::string_view text = value;
        append(out, text.size());
        out.append(text);
    } else if constexpr (OptionalOf<T>::value) {
        append(out, value.has_value());
        if (value) append(out, *value);
    } else if constexpr (ListOf<T>::value) {
        append(out, value.size());
        for (const auto& element : value) append(out, element);
    } else {
        // A field that was forgotten would silently be empty on the other side.
        static_assert(size_of_fields<T>() == sizeof(T), "HEED_FIELDS leaves out a field");
        for_each_field(value, [&](std::string_view, const auto& field) { append(out, field); });
    }
}

/// Takes values off the front of a message. What a sandbox answers is believed in nothing: each
/// length is held against what is there. Throws BadMessage.
class Reader {
public:
    explicit Reader(std::string_view message) : rest_(message) {}

    template <class T>
    T take() {
        if constexpr (Whole<T>) {
            return whole<T>();
        } else if constexpr (IdOf<T>::value) {
            return T{take<std::int64_t>()};
        } else if constexpr (std::is_same_v<T, Instant>) {
            return Instant{std::chrono::milliseconds{take<std::int64_t>()}};
        } else if constexpr (std::is_same_v<T, std::string> ||
                             std::is_same_v<T, std::string_view>) {
            return T(bytes(take<std::size_t>()));
        } else if constexpr (OptionalOf<T>::value) {
            if (!take<bool>()) return std::nullopt;
            return take<typename T::value_type>();
        } else if constexpr (ListOf<T>::value) {
            return list<T>();
        } else {
            T object{};
            for_each_field(object, [&]<class Field>(std::string_view, Field& field) {
                field = take<Field>();
            });
            return object;
        }
    }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    std::string_view bytes(std::size_t count) {
        if (count > rest_.size()) throw BadMessage("a message ends too early");
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }

    template <class T>
    T whole() {
        std::int64_t number = 0;
        std::memcpy(&number, bytes(sizeof number).data(), sizeof number);
        if constexpr (std::is_enum_v<T>) {
            constexpr std::int64_t most = 255; // of enumerators; a switch has no other case
            if (number < 0 || number > most) throw BadMessage("no such case");
        } else if constexpr (std::is_same_v<T, bool>) {
            if (number != 0 && number != 1) throw BadMessage("neither yes nor no");
        } else if (!std::in_range<T>(number)) {
            throw BadMessage("a number is too large");
        }
        return static_cast<T>(number);
    }

    template <class List>
    List list() {
        const auto count = take<std::size_t>();
        // Each element takes at least a length or a number.
        if (count > rest_.size() / sizeof(std::int64_t)) throw BadMessage("a list is too long");
        List elements;
        // No more: a hostile count would reserve many times what was sent.
        elements.reserve(std::min(count, std::size_t{1'024}));
        for (std::size_t at = 0; at < count; ++at)
            elements.push_back(take<typename List::value_type>());
        return elements;
    }

    std::string_view rest_;
};

template <class T>
std::string encode(const T& value) {
    std::string out;
    append(out, value);
    return out;
}

/// Text in it that is a string_view looks into `message`. Throws BadMessage, also for what is left
/// over.
template <class T>
T decode(std::string_view message) {
    Reader reader(message);
    T value = reader.take<T>();
    if (!reader.at_end()) throw BadMessage("a message goes on after its end");
    return value;
}

} // namespace heed::sandbox
