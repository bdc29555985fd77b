// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::privacy {

std::span<const Route> export_routes();
std::span<const Described> export_descriptions();
std::span<const Route> redaction_routes();
std::span<const Described> redaction_descriptions();
std::span<const Route> request_routes();
std::span<const Described> request_descriptions();

} // namespace heed::privacy
