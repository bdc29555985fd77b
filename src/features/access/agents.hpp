// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "features/access/role.hpp"
#include "features/people/people.hpp"
#include "kernel/actor.hpp"
#include "kernel/field.hpp"
#include "kernel/result.hpp"
#include "kernel/text.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace heed::access {

struct InviteAgent {
    FreshToken link = {}; // made before the transaction
    Text<1, 200> name;
    Text<3, 254> email;
    std::vector<HeldRole> roles; // none: the built-in role `agent`, desk-wide
    std::vector<TeamId> teams;
};
HEED_FIELDS(InviteAgent, name, email, roles, teams)

/// Takes from somebody with fewer rights the open tickets they may no longer answer, in the same
/// transaction; `tickets` has it, `app` hands it in, because access knows no tickets.
using GiveUpTickets =
    std::function<Result<>(db::Transaction& tx, const Actor& actor, PersonId person, Instant now)>;

struct ChangeAgent {
    PersonId id = {};           // from the path
    GiveUpTickets give_up = {}; // from the gate
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 200>> name;
    Field<std::vector<HeldRole>> roles;
    Field<std::vector<TeamId>> teams;
};
HEED_FIELDS(ChangeAgent, expected_version, name, roles, teams)

/// Who takes the open tickets of somebody who leaves. Neither: they become unassigned.
struct HandOver {
    PersonId from = {};
    std::optional<TeamId> team_id;
    std::optional<PersonId> owner_id;
};
HEED_FIELDS(HandOver, team_id, owner_id)

/// Gives the open tickets of `from` to somebody else, likewise.
using HandOverTickets = std::function<
    Result<>(db::Transaction& tx, const Actor& actor, const HandOver& hand_over, Instant now)>;

struct DeactivateAgent {
    PersonId id = {};             // from the path
    HandOverTickets tickets = {}; // from the gate
    std::optional<HandOver> hand_over;
};
HEED_FIELDS(DeactivateAgent, hand_over)

struct InviteAgain {
    PersonId id;
    FreshToken link;
};

/// Makes an agent (of a customer too) and asks for the letter with the link, valid for 72 hours.
Result<Done>
invite_agent(db::Transaction& tx, const Actor& actor, const InviteAgent& command, Instant now);
/// A new link; the one before is worthless from then on.
Result<Done>
invite_again(db::Transaction& tx, const Actor& actor, const InviteAgain& command, Instant now);
/// Refuses `last_administrator`, `beyond_own_permissions`.
Result<Done>
change_agent(db::Transaction& tx, const Actor& actor, const ChangeAgent& command, Instant now);

/// Ends sessions, tokens and links and hands over open tickets in one act. Refuses
/// `last_administrator`.
Result<Done> deactivate_agent(
    db::Transaction& tx, const Actor& actor, const DeactivateAgent& command, Instant now
);
/// An agent whom the actor may lay hands on: takes `agent:manage` and all that they hold.
Result<people::PersonBrief>
get_manageable_agent(db::Transaction& tx, const Actor& actor, PersonId id);

Result<Done> reactivate_agent(db::Transaction& tx, const Actor& actor, PersonId id, Instant now);

} // namespace heed::access
