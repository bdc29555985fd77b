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

    Field(T given)
        : present(true),
          value(std::move(given)) {
    } // NOLINT(google-explicit-constructor): reads as the value it carries

    Field(std::nullopt_t)
        : present(true) {} // NOLINT(google-explicit-constructor): reads as the null it carries

    bool operator==(const Field&) const = default;
};

} // namespace heed
