// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>

namespace heed {

/// A member of a PATCH body: absent leaves the value, `null` empties it, a value replaces it.
template <class T>
struct Field {
    bool present = false;
    std::optional<T> value;

    Field() = default;

    // A field reads as the value or the null that it carries.
    // NOLINTBEGIN(google-explicit-constructor)
    Field(T given) : present(true), value(std::move(given)) {}

    Field(std::nullopt_t) : present(true) {}

    // NOLINTEND(google-explicit-constructor)

    bool operator==(const Field&) const = default;
};

} // namespace heed
