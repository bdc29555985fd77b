// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::people {

/// True for mail domains where anybody can have an address, so that no organisation owns them.
/// `domain` is in lower case.
bool is_public_domain(std::string_view domain);

} // namespace heed::people
