// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/gate.hpp"
#include "features/access/queries.hpp"

#include <optional>
#include <string>
#include <vector>

/// JSON of access. Commands go over the wire as they are.
namespace heed::access::wire {

// What sign-in pages send.

struct SignIn {
    Text<1, 254> email;
    Text<1, 256> password;
};
HEED_FIELDS(SignIn, email, password)

struct Setup {
    Text<1, 100> desk_name;
    std::optional<Text<1, 60>> zone;
    std::optional<Text<2, 35>> language;
    Text<1, 200> name;
    Text<3, 254> email;
    Text<1, 256> password;
    std::optional<Text<1, 100>> token;
};
HEED_FIELDS(Setup, desk_name, zone, language, name, email, password, token)

struct AskLink {
    Text<1, 254> email;
};
HEED_FIELDS(AskLink, email)

struct NewPassword {
    Text<1, 256> password;
};
HEED_FIELDS(NewPassword, password)

struct AcceptInvitation {
    Text<1, 256> password;
    std::optional<Text<1, 200>> name;
};
HEED_FIELDS(AcceptInvitation, password, name)

/// By which address the one who accepted an invitation signs in from now on.
struct Accepted {
    std::optional<std::string> email;
};
HEED_FIELDS(Accepted, email)

struct ReplacePassword {
    Text<1, 256> current;
    Text<1, 256> password;
};
HEED_FIELDS(ReplacePassword, current, password)

// What they are answered.

struct Me {
    PersonId id;
    std::string name;
    std::optional<std::string> email;
    people::PersonKind kind = people::PersonKind::customer;
    std::string language; // one's own, else the desk's
    std::string zone;
};
HEED_FIELDS(Me, id, name, email, kind, language, zone)

struct TeamPermissions {
    TeamId id;
    std::string name;
    std::vector<Permission> permissions;
};
HEED_FIELDS(TeamPermissions, id, name, permissions)

struct DeskView {
    std::string name;
    std::string language;
    std::string zone;
    std::string base_url;
    bool quiet = false;
    bool demo = false;
    bool insecure = false;
};
HEED_FIELDS(DeskView, name, language, zone, base_url, quiet, demo, insecure)

/// The password was right; `POST /session/second_step` with this token lets in.
struct SecondStepView {
    std::string token;
    Instant expires_at = {};
    bool by_code = false;    // an app shows one
    bool by_passkey = false; // one that was added before
};
HEED_FIELDS(SecondStepView, token, expires_at, by_code, by_passkey)

struct SessionView {
    bool signed_in = false;
    std::optional<SecondStepView> second_step; // asked for before one is signed in
    // This desk asks for a second factor: nothing but setting one up is open before.
    bool must_enrol = false;
    std::optional<Instant> enrol_by; // until then all is open
    std::optional<Me> person;
    std::vector<Permission> permissions; // desk-wide
    std::vector<TeamPermissions> teams;  // those one works in, or has rights in
    std::optional<std::string> csrf;
    DeskView desk;
    std::vector<Banner> banners;
    bool setup_needed = false;
    // Of the journal, for staff: a stream that resumes from here misses nothing that what is read
    // from now on does not show.
    std::optional<std::int64_t> position;
};
HEED_FIELDS(
    SessionView,
    signed_in,
    second_step,
    must_enrol,
    enrol_by,
    person,
    permissions,
    teams,
    csrf,
    desk,
    banners,
    setup_needed,
    position
)

struct OwnSession {
    SessionId id;
    bool current = false; // the one this is asked by
    std::string method;
    std::string network;
    std::optional<std::string> browser; // of what we know by name
    std::optional<std::string> system;
    Instant created_at = {};
    Instant last_seen_at = {};
    Instant ends_at = {};
};
HEED_FIELDS(
    OwnSession, id, current, method, network, browser, system, created_at, last_seen_at, ends_at
)

struct OwnSessionsAnswer {
    std::vector<OwnSession> items;
    std::optional<std::string> next; // all come at once
};
HEED_FIELDS(OwnSessionsAnswer, items, next)

struct AgentView {
    PersonId id;
    std::string name;
    std::optional<std::string> email;
    bool active = true;
    std::vector<HeldRole> roles;
    std::vector<TeamId> teams;
    std::optional<Instant> last_seen_at;
    bool invited = false;
    std::optional<InvitationLetter> invitation; // to who may invite, while it is not accepted
    std::int64_t version = 1;
};
HEED_FIELDS(
    AgentView, id, name, email, active, roles, teams, last_seen_at, invited, invitation, version
)

struct AgentsAnswer {
    std::vector<AgentView> items;
    std::optional<std::string> next; // all come at once
};
HEED_FIELDS(AgentsAnswer, items, next)

struct RoleView {
    RoleId id;
    std::optional<std::string> key; // of those that came with Heed
    std::string name;
    bool built_in = false;
    std::vector<Permission> permissions;
    std::int64_t version = 1;
};
HEED_FIELDS(RoleView, id, key, name, built_in, permissions, version)

struct RolesAnswer {
    std::vector<RoleView> items;
    std::optional<std::string> next;
};
HEED_FIELDS(RolesAnswer, items, next)

struct TokenView {
    TokenId id;
    std::optional<PersonId> person_id;
    std::string name;
    std::vector<std::string> scopes;
    Instant created_at = {};
    std::optional<Instant> last_used_at;
    std::optional<Instant> expires_at;
    std::optional<std::string> token; // once, in the answer to its creation
};
HEED_FIELDS(TokenView, id, person_id, name, scopes, created_at, last_used_at, expires_at, token)

struct TokensAnswer {
    std::vector<TokenView> items;
    std::optional<std::string> next;
};
HEED_FIELDS(TokensAnswer, items, next)

OwnSession view(SessionDetail detail);
AgentView view(AgentDetail detail);
RoleView view(Role role);
TokenView view(TokenDetail detail);

} // namespace heed::access::wire
