// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::portal {

/// The desk's mark as SVG, the same that the desk shows (a test compares them). Inside the program
/// like the styles.
std::string_view icon();

/// Its address, which changes with its content: it is kept by browsers for ever.
const std::string& icon_url();

} // namespace heed::portal
