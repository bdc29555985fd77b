// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::mail {

/// Lower case in every script, for comparing words.
std::string lower_case(std::string_view text);

/// Lower case without accents, for phrase lists: "Réponse" becomes "reponse".
std::string bare_letters(std::string_view text);

} // namespace heed::mail
