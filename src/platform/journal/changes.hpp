// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/field.hpp"
#include "kernel/fields.hpp"
#include "kernel/json.hpp"
#include "kernel/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::journal {

/// One field that a fact tells of, both values as JSON.
struct FieldChange {
    std::string field;
    RawJson old_value;
    RawJson new_value;
};
HEED_FIELDS(FieldChange, field, old_value, new_value)

/// Gives `held` the new value and notes it; nothing happens when it has it already.
template <class T>
void change(std::vector<FieldChange>& changes, std::string_view field, T& held, T given) {
    if (held == given) return;
    changes.push_back({std::string(field), RawJson{to_json(held)}, RawJson{to_json(given)}});
    held = std::move(given);
}

template <class T>
T plain(const T& value) {
    return value;
}

template <std::size_t min, std::size_t max>
const std::string& plain(const Text<min, max>& text) {
    return text.value;
}

Result<> refuse_null(std::string_view field);

/// A member of a PATCH for a value that is always there: `null` is refused as `required`.
template <class T, class Given>
Result<> change_required(
    std::vector<FieldChange>& changes, std::string_view field, T& held, const Field<Given>& given
) {
    if (!given.present) return {};
    if (!given.value) return refuse_null(field);
    change(changes, field, held, T(plain(*given.value)));
    return {};
}

/// A member of a PATCH for a value that may be empty.
template <class T, class Given>
void change_optional(
    std::vector<FieldChange>& changes,
    std::string_view field,
    std::optional<T>& held,
    const Field<Given>& given
) {
    if (!given.present) return;
    std::optional<T> value;
    if (given.value) value = T(plain(*given.value));
    change(changes, field, held, std::move(value));
}

/// Refuses `unknown_version` when the client names a version that is still to come.
Result<> require_known(std::int64_t expected, std::int64_t version);

/// Refuses with 409 `changed_meanwhile`, both values of each field and the version in force, when
/// the client saw another version and its changes would still make a difference.
Result<> require_current(
    std::optional<std::int64_t> expected,
    std::int64_t version,
    const std::vector<FieldChange>& changes
);

} // namespace heed::journal
