// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace heed::app {

/// The OpenAPI 3.1 document of the API: every route of the tables with its permission, and the
/// schemas of the very structs that read bodies and write answers. The same text for the same
/// program, so that it can be committed and compared.
std::string openapi();

} // namespace heed::app
