// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/cli/cli.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::cli {

/// The verb that the words behind the program's name begin with, right or wrong as the rest may
/// be; nothing when they name none.
const Verb* named_verb(const std::vector<Verb>& verbs, std::span<const std::string_view> words);

/// What is wrong with a command line that names no verb there is, or an option its verb does not
/// have: what was not understood, what is spelled nearly so, and what there is. Nothing when the
/// flaw is another.
std::optional<std::string> mistaken_words(
    const Program& program, const std::vector<Verb>& verbs, std::span<const std::string_view> words
);

} // namespace heed::cli
