// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "platform/search/index.hpp"
#include "platform/search/question.hpp"

#include <string_view>

namespace heed::search {

enum class FoundKind { ticket, person, organisation };

/// Everything of this kind that the actor may see; part of every search.
full_text::Query sight_of(const Actor& actor, FoundKind kind);

/// What is looked for, in the words of agents or of customers.
full_text::Query asked_by_agent(const full_text::Question& question, std::string_view language);

/// Beginnings stand for words of what `sight` shows, and of nothing else: how words of others go on
/// does not show, not even by the time it takes.
full_text::Query asked_by_customer(
    const full_text::Index& index,
    const full_text::Question& question,
    std::string_view language,
    const full_text::Query& sight
);

} // namespace heed::search
