// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::tasks {

/// Shown by `top -H` and debuggers; cut to the 15 bytes the kernel keeps.
void name_this_thread(std::string_view name);

/// From now on this thread gets about a tenth of what others get when all want the processor.
/// It must hold no lock that others wait for while it works.
void let_others_go_first();

} // namespace heed::tasks
