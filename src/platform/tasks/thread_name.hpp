// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::tasks {

/// Shown by `top -H` and debuggers; cut to the 15 bytes the kernel keeps.
void name_this_thread(std::string_view name);

} // namespace heed::tasks
