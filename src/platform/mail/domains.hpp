// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

/// The form of a domain that is compared and stored: in lower case and, where it is international,
/// in its readable form (`bücher.example`, not `xn--bcher-kva.example`), by UTS 46. One that could
/// be taken for another (letters of several scripts in one label, signs that are no letters) or is
/// too long to read keeps its ASCII form. All others are as they were, in lower case.
std::string normalised_domain(std::string_view domain);

/// A normalised address or domain, and before it was normalised what letters called it: rows from
/// before there was one form are found by the second.
std::vector<std::string> spellings(std::string_view normalised);

} // namespace heed::mail
