// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace heed::db {

/// A statement written out in the source. Only a literal converts to it, so text from outside can
/// never become SQL. Parameters are `?1`, `?2`, …; the common subset of both engines.
class Sql {
public:
    template <std::size_t size>
    // NOLINTNEXTLINE(google-explicit-constructor): reads as the text it is
    consteval Sql(const char (&literal)[size]) : text_(literal, size - 1) {}

    [[nodiscard]] constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

} // namespace heed::db
