// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/people/person.hpp"
#include "platform/journal/changes.hpp"
#include "platform/journal/fact.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::people {

struct PersonCreated {
    static constexpr std::string_view kind = "person_created";
    PersonId person;
    PersonKind person_kind = PersonKind::customer;
    std::string name;
    std::vector<std::string> addresses;
    std::optional<OrganisationId> organisation_id;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "person", .id = person.value};
    }
};
HEED_FIELDS(PersonCreated, person, person_kind, name, addresses, organisation_id)

struct PersonChanged {
    static constexpr std::string_view kind = "person_changed";
    PersonId person;
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "person", .id = person.value};
    }
};
HEED_FIELDS(PersonChanged, person, changes)

/// Nobody said in which language to write to somebody; what they did showed it.
struct LanguageLearned {
    static constexpr std::string_view kind = "language_learned";
    PersonId person;
    std::string language;
    LearnedFrom from = LearnedFrom::portal_page;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "person", .id = person.value};
    }
};
HEED_FIELDS(LanguageLearned, person, language, from)

/// Nothing is known of a person any more but that there was one.
struct PersonErased {
    static constexpr std::string_view kind = "person_erased";
    PersonId person;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "person", .id = person.value};
    }
};
HEED_FIELDS(PersonErased, person)

/// What happened to one address of a person; the kinds below differ in their name alone.
struct AddressFact {
    PersonId person;
    std::string address;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "person", .id = person.value};
    }
};
HEED_FIELDS(AddressFact, person, address)

inline constexpr std::string_view address_added = "address_added";
inline constexpr std::string_view address_removed = "address_removed";
inline constexpr std::string_view address_made_primary = "address_made_primary";
inline constexpr std::string_view address_undeliverable = "address_undeliverable";
inline constexpr std::string_view address_deliverable = "address_deliverable";

struct OrganisationCreated {
    static constexpr std::string_view kind = "organisation_created";
    OrganisationId organisation;
    std::string name;
    std::vector<std::string> domains;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "organisation", .id = organisation.value};
    }
};
HEED_FIELDS(OrganisationCreated, organisation, name, domains)

struct OrganisationChanged {
    static constexpr std::string_view kind = "organisation_changed";
    OrganisationId organisation;
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "organisation", .id = organisation.value};
    }
};
HEED_FIELDS(OrganisationChanged, organisation, changes)

struct TeamCreated {
    static constexpr std::string_view kind = "team_created";
    TeamId team;
    std::string name;

    [[nodiscard]] journal::Subject subject() const { return {.type = "team", .id = team.value}; }
};
HEED_FIELDS(TeamCreated, team, name)

struct TeamChanged {
    static constexpr std::string_view kind = "team_changed";
    TeamId team;
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] journal::Subject subject() const { return {.type = "team", .id = team.value}; }
};
HEED_FIELDS(TeamChanged, team, changes)

struct TeamMemberAdded {
    static constexpr std::string_view kind = "team_member_added";
    TeamId team;
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return {.type = "team", .id = team.value}; }
};
HEED_FIELDS(TeamMemberAdded, team, person)

struct TeamMemberRemoved {
    static constexpr std::string_view kind = "team_member_removed";
    TeamId team;
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return {.type = "team", .id = team.value}; }
};
HEED_FIELDS(TeamMemberRemoved, team, person)

} // namespace heed::people
