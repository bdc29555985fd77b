// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

#include <span>
#include <string>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::operations {

/// Writes down who had a backup begun now, and where it goes: `operations:manage`. To make it is
/// the business of the caller.
Result<> ask_backup(db::Transaction& tx, const Actor& actor, const std::string& into, Instant now);

/// `GET /readers` and `POST /readers/{reader}/retries`.
std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::operations
