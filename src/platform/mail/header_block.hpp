// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace heed::mail {

/// A header as it stands in the letter, folding included. Views into the letter.
struct RawHeader {
    std::string_view name;
    std::string_view value;
};

struct HeaderLimits {
    std::size_t bytes;
    std::size_t count;
};

struct HeaderBlock {
    std::vector<RawHeader> headers;
    std::size_t body_at = 0; // where the body begins
    bool cut = false;        // there were more than the limits allow
    bool odd = false;        // lines that are no headers, or no blank line before the body

    /// The raw value of the first header of that name that is not blank.
    [[nodiscard]] std::string_view first(std::string_view name) const;
    /// All raw values of that name.
    [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
};

/// Splits off the headers in one pass. An mbox line and blank lines before them are skipped; a
/// stray line among them is left out; text that follows without a blank line is the body.
HeaderBlock split_headers(std::string_view letter, const HeaderLimits& limits);

} // namespace heed::mail
