// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

// The vocabulary of thanks in English, German, French, Spanish, Portuguese, Italian and Dutch (and
// the word itself in more). All words as `bare_letters` writes them. What is in none of the lists
// makes a letter more than thanks, so a missing word costs a reopened ticket and never a lost one.
namespace heed::mail {

/// "thanks", "danke", "merci" …: at least one is needed.
bool is_thanks_word(std::string_view word);

/// Words that say nothing beside thanks: greetings, praise, "it works now", small words.
bool is_polite_word(std::string_view word);

/// "regards", "Grüße", "cordialement" …: a signature may follow.
bool is_closing_word(std::string_view word);

/// "hi", "dear", "Herr" …: a name may follow.
bool is_addressing_word(std::string_view word);

/// "but", "still", "nicht", "error" …: never only thanks, wherever it stands.
bool is_objection(std::string_view word);

/// "problem", "ticket" …: only beside a word of its solution.
bool is_trouble_word(std::string_view word);

/// "fixed", "gelöst", "résolu" …
bool is_solution_word(std::string_view word);

/// "von", "de", "van" … inside names.
bool is_name_particle(std::string_view word);

} // namespace heed::mail
