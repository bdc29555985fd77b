// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::words {

/// True for what looks like a BCP 47 language tag: `en`, `pt-BR`, `zh-Hant-TW`.
bool is_language_tag(std::string_view text);

} // namespace heed::words
