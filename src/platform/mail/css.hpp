// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::mail {

/// The declarations of a style attribute that only change how text and boxes look: known
/// properties whose values are plain words, lengths and colours. Nothing that loads, positions,
/// computes or escapes. Applying it again changes nothing.
std::string sanitise_style(std::string_view style);

/// True for a colour name, `#rgb` or `rgb(…)`, as in the `bgcolor` attribute.
bool is_safe_css_value(std::string_view value);

} // namespace heed::mail
