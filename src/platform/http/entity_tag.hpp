// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/headers.hpp"

#include <string_view>

namespace heed::http {

/// Whether `If-None-Match` of a request for what is there names `tag`, which is quoted and strong:
/// in a list, also as a weak one (`W/"…"`), in any of several lines, or as `*`, which names all.
/// What cannot be read as a list names nothing (RFC 9110 8.8.3.2, 13.1.2).
bool knows_tag(const Headers& headers, std::string_view tag);

} // namespace heed::http
