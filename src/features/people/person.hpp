// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::people {

enum class PersonKind { customer, agent };
/// What showed the language of somebody: the portal's page they used, what their letter says of
/// itself, or its words.
enum class LearnedFrom { portal_page, letter_header, letter_words };

using AddressId = Id<struct AddressTag>;

struct OrganisationBrief {
    OrganisationId id;
    std::string name;
    bool operator==(const OrganisationBrief&) const = default;
};
HEED_FIELDS(OrganisationBrief, id, name)

/// Anyone known to the desk. A customer who is invited becomes an agent and stays the same person.
struct Person {
    PersonId id;
    PersonKind kind = PersonKind::customer;
    std::string name;
    std::optional<std::string> zone;     // nothing: the desk's
    std::optional<std::string> language; // nothing: the desk's
    std::optional<OrganisationId> organisation_id;
    std::string note;
    bool active = true;
    Instant created_at = {};
    std::int64_t version = 1;
};
HEED_FIELDS(
    Person, id, kind, name, zone, language, organisation_id, note, active, created_at, version
)

/// One mail address of a person. Stored as `mail::normalised_address` gives it, unique in the desk.
struct Address {
    AddressId id;
    PersonId person_id;
    std::string address;
    bool is_primary = false;
    std::optional<Instant> undeliverable_at;
};
HEED_FIELDS(Address, id, person_id, address, is_primary, undeliverable_at)

struct Organisation {
    OrganisationId id;
    std::string name;
    std::string note;
    bool shares_tickets = false; // its people see each other's tickets
    Instant created_at = {};
    std::int64_t version = 1;
};
HEED_FIELDS(Organisation, id, name, note, shares_tickets, created_at, version)

struct Team {
    TeamId id;
    std::string name;
    std::optional<std::int64_t> mailbox_id;
    Instant created_at = {};
    std::int64_t version = 1;
};
HEED_FIELDS(Team, id, name, mailbox_id, created_at, version)

/// The normalised form of an address that can be written to; refuses as `bad_address`.
Result<std::string> checked_address(std::string_view address, std::string_view pointer);

/// Refuses as `bad_address` what is an address and surely not the one that was meant: one that
/// leads nowhere, or with a doubled dot.
Result<> require_meant(std::string_view address, std::string_view pointer);

/// The normalised form of a mail domain that an organisation may own. Refuses `bad_domain`, and as
/// `public_domain` those where anybody can have an address.
Result<std::string> checked_domain(std::string_view domain, std::string_view pointer);

/// Refuses as `unknown_zone` what is no IANA time zone.
Result<> require_zone(const std::optional<std::string>& zone, std::string_view pointer);

/// Refuses as `bad_language` what is no BCP 47 tag like `en` or `pt-BR`.
Result<> require_language(const std::optional<std::string>& language, std::string_view pointer);

/// What to call somebody of whom only an address is known: its local part.
std::string name_from_address(std::string_view address);

} // namespace heed::people

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::people::PersonKind> = {
    "customer",
    "agent",
};

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::people::LearnedFrom> = {
    "portal_page",
    "letter_header",
    "letter_words",
};
