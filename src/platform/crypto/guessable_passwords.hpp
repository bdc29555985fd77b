// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::crypto {

/// True for what guessing programs try first: a well-known word, maybe twice, with letters
/// swapped for digits and a few digits or signs around it; runs and repetitions; keyboard rows;
/// up to eight digits.
bool is_guessable_password(std::string_view text);

} // namespace heed::crypto
