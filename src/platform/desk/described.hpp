// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/request.hpp"
#include "platform/json/schema.hpp"

#include <span>
#include <string>
#include <string_view>

namespace heed {

/// Describes one body: adds the schemas it needs and answers its own.
using Shape = std::string (*)(Schemas&);

/// The shape of a body that is sent.
template <class T>
std::string takes(Schemas& schemas) {
    return schemas.of<T>(SchemaUse::request);
}

/// The shape of an answer.
template <class T>
std::string gives(Schemas& schemas) {
    return schemas.of<T>(SchemaUse::answer);
}

/// The shape of an answer to a write, as `answer` makes it: `T` and whether all is settled.
template <class T>
std::string gives_settled(Schemas& schemas) {
    auto reference = gives<T>(schemas);
    schemas.extend(reference, "settled", schema_of(schemas, std::type_identity<bool>{}));
    return reference;
}

template <class... T>
std::string gives_one_of(Schemas& schemas) {
    return Schemas::any_of({gives<T>(schemas)...});
}

template <std::int64_t min, std::int64_t max>
std::string gives_number(Schemas& schemas) {
    return schemas.integer(min, max).text();
}

struct QueryParameter {
    std::string_view name;
    std::string_view says;
    Shape shape = gives<std::string>;
};

inline constexpr QueryParameter limit_parameter{
    .name = "limit",
    .says = "How many lines at most; 50 when absent.",
    .shape = gives_number<1, 200>,
};
inline constexpr QueryParameter cursor_parameter{
    .name = "cursor",
    .says = "`next` of the page before, to go on behind it.",
};
inline constexpr QueryParameter page_parameters[] = {limit_parameter, cursor_parameter};

/// What the API document says of a route beyond its line in the table.
struct Described {
    http::Method method;
    std::string_view pattern;
    std::string_view says;
    std::span<const QueryParameter> query = {};
    Shape body = nullptr; // JSON
    int status = 200;     // of success
    int or_status = 0;    // another one with the same answer
    Shape answer = nullptr;
    std::string_view media = "application/json"; // of an answer; empty: it has no body
    std::string_view needs = {};                 // of a route that stands in no table
    // Why a write takes no Idempotency-Key, as a sentence that goes on after "No Idempotency-Key:
    // ".
    std::string_view unkeyed = {};
};

} // namespace heed
