// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/people.hpp"
#include "features/search/asking.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/enums.hpp"
#include "platform/search/marking.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::search::FoundKind> = {
    "ticket", "person", "organisation"
};

namespace heed::search {

/// A ticket, with the place in its conversation that was found.
struct FoundTicket {
    tickets::TicketRow row;
    std::vector<full_text::Fragment> subject;
    std::vector<full_text::Fragment> excerpt; // empty: only subject, names or addresses were found
    std::optional<EntryId> entry_id;          // of the excerpt
};
HEED_FIELDS(FoundTicket, row, subject, excerpt, entry_id)

struct FoundPerson {
    PersonId id;
    people::PersonKind kind = people::PersonKind::customer;
    std::vector<full_text::Fragment> name;
    std::vector<std::string> addresses;
    std::optional<people::OrganisationBrief> organisation;
    bool active = true;
};
HEED_FIELDS(FoundPerson, id, kind, name, addresses, organisation, active)

struct FoundOrganisation {
    OrganisationId id;
    std::vector<full_text::Fragment> name;
    std::vector<std::string> domains;
};
HEED_FIELDS(FoundOrganisation, id, name, domains)

/// Exactly one of the three, as `kind` says.
struct Found {
    FoundKind kind = FoundKind::ticket;
    std::optional<FoundTicket> ticket;
    std::optional<FoundPerson> person;
    std::optional<FoundOrganisation> organisation;
};
HEED_FIELDS(Found, kind, ticket, person, organisation)

/// How many of each the asker may see, counted to 1,001.
struct FoundCounts {
    std::int64_t tickets = 0;
    std::int64_t people = 0;
    std::int64_t organisations = 0;
};
HEED_FIELDS(FoundCounts, tickets, people, organisations)

/// Whether what is not found may be there all the same.
struct Standing {
    bool incomplete = false;                         // the index is still being built
    std::optional<std::int64_t> behind_seconds = {}; // when it is more than 5 s behind
};
HEED_FIELDS(Standing, incomplete, behind_seconds)

struct SearchAnswer {
    std::vector<Found> items;
    std::optional<std::string> next;
    std::optional<FoundCounts> counts; // on the first page
    Standing standing;
};
HEED_FIELDS(SearchAnswer, items, next, counts, standing)

/// What the beginning of a question may become.
struct SuggestionsAnswer {
    std::vector<std::string> words; // the last word, finished
    std::vector<Found> items;
    Standing standing;
};
HEED_FIELDS(SuggestionsAnswer, words, items, standing)

} // namespace heed::search
