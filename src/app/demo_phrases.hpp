// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/demo_words.hpp"

namespace heed::app {

/// One per language, each in a file of its own.
const Phrasebook& english_phrases();
const Phrasebook& german_phrases();
const Phrasebook& french_phrases();
const Phrasebook& spanish_phrases();

} // namespace heed::app
