// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/role.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "platform/journal/fact.hpp"

#include <optional>
#include <string>
#include <vector>

/// The facts of access. None carries a token: letters are asked for by the id of a row that keeps
/// theirs sealed (`token_for_letter`).
namespace heed::access {

inline journal::Subject person_subject(PersonId person) {
    return {.type = "person", .id = person.value};
}

struct SignedIn {
    static constexpr std::string_view kind = "signed_in";
    PersonId person;
    std::string method; // password, code, recovery_code, passkey, link, setup
    std::string network;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(SignedIn, person, method, network)

/// All of one source in one minute, by the address of one person, or by those nobody has.
struct SignInsFailed {
    static constexpr std::string_view kind = "sign_ins_failed";
    std::string network;
    Instant minute_at = {};
    std::int64_t tries = 0;
    std::optional<PersonId> person;

    [[nodiscard]] journal::Subject subject() const {
        if (person) return person_subject(*person);
        return {.type = "desk", .id = 1};
    }
};
HEED_FIELDS(SignInsFailed, network, minute_at, tries, person)

/// One session, or with `session_id` 0 all but perhaps the one at hand.
struct SessionsEnded {
    static constexpr std::string_view kind = "sessions_ended";
    PersonId person;
    std::int64_t session_id = 0;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(SessionsEnded, person, session_id)

/// An agent was made, or invited again: send the letter with `token_for_letter(token_id)`.
struct AgentInvited {
    static constexpr std::string_view kind = "agent_invited";
    PersonId person;
    std::string address;
    std::int64_t token_id = 0;
    Instant expires_at = {};

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(AgentInvited, person, address, token_id, expires_at)

struct PasswordResetAsked {
    static constexpr std::string_view kind = "password_reset_asked";
    PersonId person;
    std::string address;
    std::int64_t token_id = 0;
    Instant expires_at = {};

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(PasswordResetAsked, person, address, token_id, expires_at)

struct SignInLinkAsked {
    static constexpr std::string_view kind = "sign_in_link_asked";
    PersonId person;
    std::string address;
    std::int64_t token_id = 0;
    Instant expires_at = {};

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(SignInLinkAsked, person, address, token_id, expires_at)

/// A link was asked for that nobody gets: by an address nobody has, or too often.
struct LinkWithheld {
    static constexpr std::string_view kind = "link_withheld";
    std::string network;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(LinkWithheld, network)

struct PasswordChanged {
    static constexpr std::string_view kind = "password_changed";
    PersonId person;
    std::string how = {}; // invitation (the first one), reset (by a letter), own (by the old)

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(PasswordChanged, person, how)

struct RolesChanged {
    static constexpr std::string_view kind = "roles_changed";
    PersonId person;
    std::vector<HeldRole> old_roles;
    std::vector<HeldRole> new_roles;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(RolesChanged, person, old_roles, new_roles)

struct AgentDeactivated {
    static constexpr std::string_view kind = "agent_deactivated";
    PersonId person;
    std::optional<TeamId> handed_to_team;
    std::optional<PersonId> handed_to_owner;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(AgentDeactivated, person, handed_to_team, handed_to_owner)

struct AgentReactivated {
    static constexpr std::string_view kind = "agent_reactivated";
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(AgentReactivated, person)

/// Created, changed (with old and new) or deleted (new empty).
struct RoleChanged {
    static constexpr std::string_view kind = "role_changed";
    RoleId role;
    std::optional<std::string> old_name;
    std::optional<std::string> new_name;
    std::vector<Permission> old_permissions;
    std::vector<Permission> new_permissions;

    [[nodiscard]] journal::Subject subject() const { return {.type = "role", .id = role.value}; }
};
HEED_FIELDS(RoleChanged, role, old_name, new_name, old_permissions, new_permissions)

struct TokenCreated {
    static constexpr std::string_view kind = "token_created";
    std::int64_t token_id = 0;
    std::string name;
    std::vector<std::string> scopes;
    std::optional<Instant> expires_at;

    [[nodiscard]] journal::Subject subject() const { return {.type = "api_token", .id = token_id}; }
};
HEED_FIELDS(TokenCreated, token_id, name, scopes, expires_at)

struct TokenRevoked {
    static constexpr std::string_view kind = "token_revoked";
    std::int64_t token_id = 0;
    std::string name;

    [[nodiscard]] journal::Subject subject() const { return {.type = "api_token", .id = token_id}; }
};
HEED_FIELDS(TokenRevoked, token_id, name)

struct RequestLinkIssued {
    static constexpr std::string_view kind = "request_link_issued";
    TicketId ticket;
    PersonId person;
    Instant expires_at = {};

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(RequestLinkIssued, ticket, person, expires_at)

struct RequestLinksRevoked {
    static constexpr std::string_view kind = "request_links_revoked";
    TicketId ticket;
    PersonId person; // 0: everybody's

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(RequestLinksRevoked, ticket, person)

struct DeskSetUp {
    static constexpr std::string_view kind = "desk_set_up";
    PersonId administrator;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(DeskSetUp, administrator)

} // namespace heed::access
