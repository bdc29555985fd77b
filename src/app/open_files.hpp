// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

namespace heed::app {

/// 10,000 connections, 12,000 streams (`http::Limits`), and the desk's own files.
inline constexpr std::uint64_t open_files_wanted = 24'000;

/// Lets this process hold as many open files as the system allows it at all: a shell begins with
/// 1,024 however high that is.
void take_open_files();

/// How many the system allows this process at all.
std::uint64_t open_files_allowed();

} // namespace heed::app
