// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/check.hpp"

#include <array>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

namespace heed {

/// The spelling of each enumerator, in order: one text for column, JSON and screen.
/// Specialise beside the enum, with its number of names:
///     template <>
///     inline constexpr std::array<std::string_view, 2> enum_names<State> = {"new", "open"};
template <class E>
inline constexpr std::array<std::string_view, 0> enum_names = {};

template <class E>
concept NamedEnum = std::is_enum_v<E> && (enum_names<E>.size() > 0);

template <NamedEnum E>
constexpr std::string_view name_of(E value) {
    const auto index = static_cast<std::size_t>(value);
    CHECK(index < enum_names<E>.size());
    return enum_names<E>[index];
}

template <NamedEnum E>
constexpr std::optional<E> enum_from(std::string_view name) {
    for (std::size_t index = 0; index < enum_names<E>.size(); ++index) {
        if (enum_names<E>[index] == name) return static_cast<E>(index);
    }
    return std::nullopt;
}

} // namespace heed
