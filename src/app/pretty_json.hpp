// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::app {

/// JSON with a line for each member, for files that people compare. Expects JSON without blanks
/// between its parts; the outcome ends with a line end.
std::string pretty_json(std::string_view json);

} // namespace heed::app
