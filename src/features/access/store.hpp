// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/api_tokens.hpp"
#include "features/access/attempts.hpp"
#include "features/access/one_time_tokens.hpp"
#include "features/access/request_links.hpp"
#include "features/access/role.hpp"
#include "features/access/sessions.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed::access::store {

// Roles.

std::vector<Role> roles(db::Transaction& tx);
std::optional<Role> find_role(db::Transaction& tx, RoleId id);
std::optional<Role> find_role_by_key(db::Transaction& tx, std::string_view key);
/// One change of who is an administrator, or of role names, at a time. Gives the role's id.
RoleId lock_administrators(db::Transaction& tx);
/// False when the name is taken.
bool insert_role(db::Transaction& tx, Role& role);
bool save_role(db::Transaction& tx, const Role& role);
void delete_role(db::Transaction& tx, RoleId id);

/// A role as somebody holds it.
struct Assignment {
    PersonId person_id;
    RoleId role_id;
    std::optional<TeamId> team_id;
};
HEED_FIELDS(Assignment, person_id, role_id, team_id)

std::vector<Assignment> assignments(db::Transaction& tx);
std::vector<HeldRole> held_roles(db::Transaction& tx, PersonId person);
/// Holders desk-wide.
std::vector<PersonId> holders(db::Transaction& tx, RoleId role);
/// Desk-wide or in a team, each once.
std::vector<PersonId> all_holders(db::Transaction& tx, RoleId role);
bool is_held(db::Transaction& tx, RoleId role);
void assign(db::Transaction& tx, PersonId person, const HeldRole& role);
void unassign(db::Transaction& tx, PersonId person, const HeldRole& role);

/// What a person may, desk-wide and by team.
struct Grant {
    std::optional<TeamId> team_id;
    PermissionSet permissions;
};

std::vector<Grant> grants(db::Transaction& tx, PersonId person);

// Passwords.

std::optional<std::string> find_password(db::Transaction& tx, PersonId person);
void save_password(db::Transaction& tx, PersonId person, const std::string& encoded, Instant at);
std::optional<Instant> password_changed_at(db::Transaction& tx, PersonId person);
std::vector<PersonId> with_passwords(db::Transaction& tx, std::span<const PersonId> people);

// Sessions.

struct Session {
    SessionId id;
    PersonId person_id;
    std::string digest;
    std::string method;
    std::string network;
    std::optional<std::string> browser;
    std::optional<std::string> system;
    Instant created_at = {};
    Instant seen_at = {};
    std::int64_t idle_ms = 0;
    Instant ends_at = {};
};
HEED_FIELDS(
    Session,
    id,
    person_id,
    digest,
    method,
    network,
    browser,
    system,
    created_at,
    seen_at,
    idle_ms,
    ends_at
)

void insert_session(db::Transaction& tx, Session& session);
std::optional<Session> find_session(db::Transaction& tx, const std::string& digest);
/// Those of a person that would let them in now, the last used first.
std::vector<Session> live_sessions(db::Transaction& tx, PersonId person, Instant now, int limit);
bool delete_session(db::Transaction& tx, SessionId id);
/// False when it is not theirs.
bool delete_session_of(db::Transaction& tx, PersonId person, SessionId id);
std::int64_t delete_sessions(db::Transaction& tx, const SessionsOf& which);
bool renew_session(db::Transaction& tx, SessionId id, const std::string& digest);
void touch_session(db::Transaction& tx, SessionId id, Instant at);
std::int64_t delete_ended_sessions(db::Transaction& tx, Instant now, int limit);

struct LastSeen {
    PersonId person_id;
    Instant seen_at = {};
};
HEED_FIELDS(LastSeen, person_id, seen_at)

void save_last_seen(db::Transaction& tx, const LastSeen& seen);
std::vector<LastSeen> last_seen(db::Transaction& tx, std::span<const PersonId> people);

// One-time tokens.

struct OneTimeToken {
    OneTimeTokenId id;
    Purpose purpose = Purpose::invitation;
    std::optional<PersonId> person_id;
    std::string address;
    std::string digest;
    std::string sealed;
    Instant created_at = {};
    Instant expires_at = {};
    std::optional<Instant> spent_at;
};
HEED_FIELDS(
    OneTimeToken, id, purpose, person_id, address, digest, sealed, created_at, expires_at, spent_at
)

void insert_one_time_token(db::Transaction& tx, OneTimeToken& token);
std::optional<OneTimeToken> find_one_time_token(db::Transaction& tx, OneTimeTokenId id);
std::optional<OneTimeToken> find_one_time_token(db::Transaction& tx, const std::string& digest);
/// False when somebody was faster.
bool spend_one_time_token(db::Transaction& tx, OneTimeTokenId id, Instant now);
/// Those of a person and purpose that are not spent.
void delete_unspent(db::Transaction& tx, PersonId person, Purpose purpose);
void delete_setup_tokens(db::Transaction& tx);
std::int64_t delete_expired_tokens(db::Transaction& tx, Instant before, int limit);

// Links to requests.

struct RequestLinkRow {
    RequestLinkId id;
    TicketId ticket_id;
    PersonId person_id;
    std::string digest;
    std::string sealed;
    Instant expires_at = {};
    std::optional<Instant> revoked_at;
};
HEED_FIELDS(RequestLinkRow, id, ticket_id, person_id, digest, sealed, expires_at, revoked_at)

RequestLinkId insert_request_link(db::Transaction& tx, const RequestLinkRow& row, Instant now);
std::optional<RequestLinkRow> find_request_link(db::Transaction& tx, RequestLinkId id);
std::optional<RequestLinkRow> find_request_link(db::Transaction& tx, const std::string& digest);
/// The one that lasts longest of those in force.
std::optional<RequestLinkRow>
newest_request_link(db::Transaction& tx, const RequestLink& link, Instant now);
/// Never shortens.
void extend_request_link(db::Transaction& tx, RequestLinkId id, Instant expires_at);
std::int64_t revoke_request_links(db::Transaction& tx, const RequestLink& of, Instant now);
std::int64_t delete_expired_links(db::Transaction& tx, Instant before, int limit);

// API tokens.

struct ApiToken {
    TokenId id;
    std::optional<PersonId> person_id;
    std::string name;
    std::string scopes; // JSON list
    std::string digest;
    Instant created_at = {};
    std::optional<Instant> last_used_at;
    std::optional<Instant> expires_at;
    std::optional<Instant> revoked_at;
};
HEED_FIELDS(
    ApiToken, id, person_id, name, scopes, digest, created_at, last_used_at, expires_at, revoked_at
)

void insert_token(db::Transaction& tx, ApiToken& token);
std::optional<ApiToken> find_token(db::Transaction& tx, TokenId id);
std::optional<ApiToken> find_token(db::Transaction& tx, const std::string& digest);
/// Not revoked; of one person, or of all.
std::vector<ApiToken> tokens(db::Transaction& tx, std::optional<PersonId> person);
bool revoke_token(db::Transaction& tx, TokenId id, Instant now);
/// Gives back those that were still good.
std::vector<ApiToken> revoke_tokens_of(db::Transaction& tx, PersonId person, Instant now);
void touch_token(db::Transaction& tx, TokenId id, Instant at);

// Attempts.

/// Made when there are none, and held until the end of the transaction.
Attempts get_attempts_for_update(db::Transaction& tx, const std::string& key, Instant now);
void save_attempts(db::Transaction& tx, const std::string& key, const Attempts& attempts);
void delete_attempts(db::Transaction& tx, const std::string& key);
std::int64_t delete_old_attempts(db::Transaction& tx, Instant before, int limit);

struct FailedSignIns {
    std::string network;
    Instant minute_at = {};
    std::int64_t tries = 0;
};
HEED_FIELDS(FailedSignIns, network, minute_at, tries)

void count_failed_sign_in(db::Transaction& tx, const std::string& network, Instant minute_at);
/// Of minutes before `minute_at`, the oldest first.
std::vector<FailedSignIns> failed_before(db::Transaction& tx, Instant minute_at, int limit);
bool delete_failed(db::Transaction& tx, const FailedSignIns& counted);

// Forgetting (forgetting.hpp).

void forget_person(db::Transaction& tx, PersonId person);
void forget_tokens_for(db::Transaction& tx, std::string_view address);
void forget_links_to(db::Transaction& tx, TicketId ticket);

} // namespace heed::access::store
