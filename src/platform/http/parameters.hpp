// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::http {

/// Replaces `%41` by its byte. Nothing when an escape is broken, or when the outcome is not
/// well-formed UTF-8 or holds a NUL.
std::optional<std::string> percent_decoded(std::string_view text);

/// As `percent_decoded`, with `+` meaning a blank.
std::optional<std::string> form_decoded(std::string_view text);

/// `text` with everything but letters, digits and `-._~` escaped: safe in any part of a URL.
std::string percent_encoded(std::string_view text);

/// Decoded `name=value` pairs of a query, a posted form or a path.
class Parameters {
public:
    /// Refuses broken escapes as `malformed_query`.
    static Result<Parameters> parse(std::string_view encoded);

    void add(std::string name, std::string value);

    /// The one value of that name. Refuses a repeated one: a reader in front of us might have
    /// looked at the other value.
    [[nodiscard]] Result<std::optional<std::string>> text(std::string_view name) const;

    /// As `text`, for whole numbers; anything else is refused as `not_a_number`.
    [[nodiscard]] Result<std::optional<std::int64_t>> number(std::string_view name) const;

    /// The parts between commas of the one value; empty when absent or empty.
    [[nodiscard]] Result<std::vector<std::string>> list(std::string_view name) const;

    /// Refuses a name that is not among `known` as `unknown_parameter`, with those that are.
    [[nodiscard]] Result<> require_only(std::span<const std::string> known) const;

    /// Every value of that name, for names that may be repeated.
    [[nodiscard]] std::vector<std::string> every(std::string_view name) const;

    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const {
        return pairs_;
    }

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

} // namespace heed::http
