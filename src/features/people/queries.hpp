// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/people.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::people {

/// What a list of people asks for. In order of names, or with `words` in order of the word found.
struct PeopleList {
    std::string words = {};
    std::optional<PersonKind> kind = {};
    std::optional<OrganisationId> organisation = {};
    std::optional<PersonId> after = {}; // the last one of the page before
    int limit = 50;
};

/// A person with all that a screen shows.
struct PersonDetail {
    Person person;
    std::optional<OrganisationBrief> organisation;
    std::vector<Address> addresses;
};

struct PeoplePage {
    std::vector<PersonDetail> people;
    std::optional<PersonId> next; // to be `after`; nothing at the end
};

/// Each refuses who may not look with `not_allowed`, and what does not exist with `not_found`.
Result<PeoplePage> people_page(db::Transaction& tx, const Actor& actor, const PeopleList& list);
Result<PersonDetail> person_detail(db::Transaction& tx, const Actor& actor, PersonId id);

struct OrganisationDetail {
    Organisation organisation;
    std::vector<std::string> domains;
    std::int64_t people_count = 0;
};

struct OrganisationPage {
    std::vector<OrganisationDetail> organisations;
    std::optional<OrganisationId> next;
};

struct OrganisationList {
    std::string begins = {}; // of the folded name
    std::optional<OrganisationId> after = {};
    int limit = 50;
};

Result<OrganisationPage>
organisation_page(db::Transaction& tx, const Actor& actor, const OrganisationList& list);
Result<OrganisationDetail>
organisation_detail(db::Transaction& tx, const Actor& actor, OrganisationId id);

struct TeamMember {
    PersonId id;
    std::string name;
};
HEED_FIELDS(TeamMember, id, name)

struct TeamDetail {
    Team team;
    std::vector<TeamMember> members;
};

/// For any of the staff: teams are no secret among them.
std::vector<TeamDetail> all_teams(db::Transaction& tx);
Result<TeamDetail> team_detail(db::Transaction& tx, TeamId id);

} // namespace heed::people
