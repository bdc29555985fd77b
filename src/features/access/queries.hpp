// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/api_tokens.hpp"
#include "features/access/invitations.hpp"
#include "features/access/role.hpp"
#include "features/access/sessions.hpp"
#include "features/people/people.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed::access {

/// An agent as the staff sees one.
struct AgentDetail {
    people::PersonBrief person;
    std::vector<HeldRole> roles;
    std::vector<TeamId> teams;
    std::optional<Instant> last_seen_at;
    bool invited = false;                            // has not chosen a password yet
    std::optional<InvitationLetter> invitation = {}; // then, for those who may invite
    std::int64_t version = 1;
};

/// All of them, also those who left: names in old conversations.
std::vector<AgentDetail> all_agents(db::Transaction& tx);
Result<AgentDetail> agent_detail(db::Transaction& tx, PersonId id);

/// Fills in what became of the letters to those who are invited, for whoever may send them again.
void add_invitations(
    db::Transaction& tx,
    const Actor& actor,
    const InvitationLetters& letters,
    std::span<AgentDetail> agents
);

std::vector<Role> all_roles(db::Transaction& tx);
Result<Role> role_detail(db::Transaction& tx, RoleId id);

struct TokenDetail {
    TokenId id;
    std::optional<PersonId> person_id; // whose; nobody's for the desk's own
    std::string name;
    std::vector<std::string> scopes;
    Instant created_at = {};
    std::optional<Instant> last_used_at;
    std::optional<Instant> expires_at;
};

/// One's own, or all with `token:manage`.
std::vector<TokenDetail> visible_tokens(db::Transaction& tx, const Actor& actor);
Result<TokenDetail> token_detail(db::Transaction& tx, const Actor& actor, TokenId id);

/// A session as the person sees it whose it is.
struct SessionDetail {
    SessionId id;
    std::string method;  // how it began: password, link, setup
    std::string network; // from where: an address, of IPv6 its network
    Device device;
    Instant created_at = {};
    Instant last_seen_at = {}; // up to two minutes behind
    Instant ends_at = {};      // at the latest
};

/// Somebody's that are in force, the last used first; at most 100.
std::vector<SessionDetail> sessions_of(db::Transaction& tx, PersonId person, Instant now);

} // namespace heed::access
