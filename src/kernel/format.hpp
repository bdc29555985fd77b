// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

// g++ 12 has no <format>. Whoever formats text includes this one, and would notice no change of
// library but here.
#include <fmt/format.h> // IWYU pragma: export
