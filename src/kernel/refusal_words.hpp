// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <string>

namespace heed {

/// The sentence that tells a person why: the refusal's own, else one by its code, else one by its
/// kind. Never empty.
std::string words_of(const Error& refused);

} // namespace heed
