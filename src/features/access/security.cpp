// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/security.hpp"

#include "features/access/agents.hpp"
#include "features/access/factor_policy.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"
#include "platform/json/decode.hpp"

namespace heed::access {

namespace {

/// What facts of these kinds have in common, each where it has it.
struct AccountDetail {
    std::optional<std::string> network;
    std::optional<std::string> method;
    std::optional<std::int64_t> tries;
    std::optional<std::string> name;
};
HEED_FIELDS(AccountDetail, network, method, tries, name)

wire::AccountEvent event_from(const store::AccountFact& fact, PersonId owner) {
    auto data = decode_fact<AccountDetail>(fact.data.text).value_or(AccountDetail{});
    const bool told_by_desk = fact.kind == "signed_in" || fact.kind == "sign_ins_failed";
    return {
        .at = fact.at,
        .kind = fact.kind,
        .network = std::move(data.network),
        .method = std::move(data.method),
        .tries = data.tries,
        .name = std::move(data.name),
        .by_another = !told_by_desk && fact.actor_id != owner.value,
    };
}

} // namespace

wire::SecurityView security_of(db::Transaction& tx, PersonId agent) {
    wire::SecurityView view;
    view.password_changed_at = store::password_changed_at(tx, agent);
    if (const auto app = store::find_authenticator(tx, agent, true))
        view.authenticator_since = app->created_at;
    view.recovery_codes_left = store::recovery_codes_left(tx, agent);
    for (auto& passkey : store::passkeys_of(tx, agent))
        view.passkeys.push_back(wire::view(std::move(passkey)));
    view.factor_needed_from = factor_needed_from(tx, agent);
    constexpr int events_max = 30;
    for (const auto& fact : store::account_facts(tx, agent, events_max))
        view.events.push_back(event_from(fact, agent));
    return view;
}

Result<Done>
end_agent_sessions(db::Transaction& tx, const Actor& actor, PersonId agent, Instant now) {
    TRY(get_manageable_agent(tx, actor, agent));
    store::delete_unspent(tx, agent, Purpose::second_step);
    end_sessions(tx, actor, {.person = agent}, now);
    return Done{.id = agent.value};
}

} // namespace heed::access
