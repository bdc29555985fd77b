// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed {

/// What a caller may expect to hear instead of a value. `platform/http` maps each to one status.
enum class Refusal {
    malformed,       // 400: the text cannot be read at all
    unauthenticated, // 401
    forbidden,       // 403: seen, but not allowed to do this
    not_found,       // 404: also for what the actor may not see
    conflict,        // 409: the state or another change stands in the way
    too_large,       // 413
    invalid,         // 422: readable but wrong; `pointer` says where
    too_many,        // 429
    unavailable      // 503: full queue, storage trouble, shutdown
};

/// Why something was refused. `code` is stable and part of the API; texts for people are made
/// from it in the web catalogue, `detail` is the English sentence for API clients and logs.
struct Error {
    Refusal kind;
    std::string code;
    std::string pointer = {}; // RFC 6901, into the request body; empty when not about one field
    std::string detail = {};
    // Further members of the answer: name and JSON text, e.g. {"allowed", R"(["open"])"}.
    std::vector<std::pair<std::string, std::string>> members = {};
};

template <class T = void>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> refuse(
    Refusal kind, std::string_view code, std::string_view pointer = {}, std::string_view detail = {}
) {
    return std::unexpected(Error{
        .kind = kind,
        .code = std::string(code),
        .pointer = std::string(pointer),
        .detail = std::string(detail),
        .members = {},
    });
}

} // namespace heed

/// The value of `expression`, or an early return of its refusal. Stands only as the whole
/// initialiser of a named variable, the right side of an assignment, the operand of `return`,
/// or a whole statement: inside braces it leaks on g++ 12.
///
/// A lambda inside `expression` may hold a TRY of its own, hence the silenced shadow warning.
#define TRY(expression)                                                                            \
    __extension__({                                                                                \
        _Pragma("GCC diagnostic push")                                                             \
            _Pragma("GCC diagnostic ignored \"-Wshadow\"") auto&& try_result_ = (expression);      \
        _Pragma("GCC diagnostic pop"                                                               \
        ) if (!try_result_) return std::unexpected(std::move(try_result_).error());                \
        *std::move(try_result_);                                                                   \
    })
