// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"

#include <array>
#include <optional>
#include <string>

namespace heed::privacy {

using ErasureId = Id<struct ErasureTag>;

/// What was forgotten: a person, a ticket with all that hung on it, some words, a whole entry, a
/// file.
enum class Scope { person, ticket, words, entry, attachment };

} // namespace heed::privacy

template <>
inline constexpr std::array<std::string_view, 5> heed::enum_names<heed::privacy::Scope> = {
    "person", "ticket", "words", "entry", "attachment"
};

namespace heed::privacy {

/// Bytes of a text.
struct Place {
    std::int64_t from = 0;
    std::int64_t to = 0;
};
HEED_FIELDS(Place, from, to)

/// One thing that was forgotten for good, without a word of it: enough to forget it again in a
/// desk that comes back from a backup made before.
struct Erasure {
    ErasureId id = {};
    Instant at = {};
    Scope scope = Scope::person;
    std::optional<PersonId> person_id = {};
    std::optional<TicketId> ticket_id = {};
    std::optional<EntryId> entry_id = {};
    std::optional<std::int64_t> attachment_id = {};
    RawJson places = {"[]"}; // of words: where they stood in the entry's text before it
    bool everywhere = false; // of words: also in the ticket's other entries
    std::optional<PersonId> done_by = {};
    std::string basis = {};
};
HEED_FIELDS(
    Erasure,
    id,
    at,
    scope,
    person_id,
    ticket_id,
    entry_id,
    attachment_id,
    places,
    everywhere,
    done_by,
    basis
)

} // namespace heed::privacy
