// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::mail {

/// Estimates in one pass what a page costs to parse. False for pages of more than 50,000 elements,
/// and for those nested so deeply, or with so many open text marks copied into so many paragraphs,
/// that an HTML5 parser takes far more time and memory than the page has bytes.
bool is_worth_parsing(std::string_view html);

} // namespace heed::mail
