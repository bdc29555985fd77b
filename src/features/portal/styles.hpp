// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::portal {

/// The one style sheet of the portal. Inside the program, so that the portal needs nothing built.
std::string_view style_sheet();

/// Its address, which changes with its content: it is kept by browsers for ever.
const std::string& style_sheet_url();

} // namespace heed::portal
