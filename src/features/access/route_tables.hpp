// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"

#include <span>

namespace heed::access {

std::span<const Route> session_routes();
std::span<const Route> own_session_routes();
std::span<const Route> agent_routes();
std::span<const Route> factor_routes();
std::span<const Route> passkey_routes();
std::span<const Described> session_descriptions();
std::span<const Described> own_session_descriptions();
std::span<const Described> agent_descriptions();
std::span<const Described> factor_descriptions();
std::span<const Described> passkey_descriptions();

} // namespace heed::access
