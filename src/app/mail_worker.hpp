// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/cli/cli.hpp"
#include "platform/config/config.hpp"
#include "platform/sandbox/task.hpp"

#include <memory>
#include <vector>

namespace heed::app {

/// `heed worker mail`: the processes that read letters for a desk, started by it alone.
std::vector<cli::Verb> worker_verbs();

/// From here on every desk that this process opens reads its letters in processes of this program.
/// Said by `main`: only a program that has the verb can become them.
void read_letters_apart();

/// Those processes, or nothing where letters are read in this one.
std::unique_ptr<sandbox::Sandbox> letter_sandbox(const config::Config& config);

} // namespace heed::app
