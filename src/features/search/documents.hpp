// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/tickets.hpp"
#include "kernel/actor.hpp"
#include "platform/search/index.hpp"

#include <string>
#include <vector>

/// How things stand in the index. Whoever changes what a document holds raises `layout`.
namespace heed::search {

inline constexpr int layout = 1;

/// Agents and customers read words of their own: what stands in a note is no word at all for
/// customers, so that neither its number nor its beginning shows through.
inline constexpr std::string_view agent_words = "A";
inline constexpr std::string_view agent_stems = "B";
inline constexpr std::string_view customer_words = "C";
inline constexpr std::string_view customer_stems = "D";
inline constexpr std::string_view address_mark = "E"; // agents only

// What kind a document is of.
inline constexpr std::string_view ticket_mark = "Kt";
inline constexpr std::string_view public_mark = "Kc"; // a ticket as its customer may see it
inline constexpr std::string_view person_mark = "Kp";
inline constexpr std::string_view organisation_mark = "Ko";

// Who may see a ticket, and what lists ask for.
std::string team_mark(std::optional<TeamId> team);
std::string customer_mark(PersonId person);
std::string organisation_mark_of(OrganisationId organisation);
std::string number_mark(TicketId ticket);

std::string key_of(TicketId ticket);
std::string public_key_of(TicketId ticket);
std::string key_of(PersonId person);
std::string key_of(OrganisationId organisation);

/// The id in a key, when it is one of this kind: `t`, `c`, `p` or `o`.
std::optional<std::int64_t> id_in(std::string_view key, char kind);

/// What goes into the index of one thing; no documents: it is there no more.
struct Made {
    std::vector<std::string> keys = {}; // of all documents that it could have
    std::vector<full_text::Document> documents = {};
    std::vector<full_text::Passage> passages = {};
};

Made made_of_ticket(db::Transaction& tx, TicketId id);
Made made_of_person(db::Transaction& tx, PersonId id);
Made made_of_organisation(db::Transaction& tx, OrganisationId id);

/// Puts it into the place of what stood there.
void put(full_text::Index& index, const Made& made, full_text::Stems& stems);

} // namespace heed::search
