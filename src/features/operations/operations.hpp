// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::operations {

/// `GET /readers` and `POST /readers/{reader}/retries`.
std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::operations
