// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/factors.hpp"

#include "features/access/agents.hpp"
#include "features/access/factor_events.hpp"
#include "features/access/sessions.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::access {

namespace {

constexpr std::size_t codes_count = 10;
constexpr std::size_t code_bytes = 10; // 80 bits: too many to try against a digest
constexpr std::size_t group = 4;

std::string in_groups(std::string_view letters) {
    std::string result;
    for (std::size_t at = 0; at < letters.size(); at += group) {
        if (at > 0) result += '-';
        result += letters.substr(at, group);
    }
    return result;
}

std::string digest_of(PersonId person, std::string_view typed) {
    std::string letters;
    std::ranges::copy_if(ascii_lower(typed), std::back_inserter(letters), [](char letter) {
        return letter != '-' && letter != ' ';
    });
    return crypto::token_digest("recovery\n" + std::to_string(person.value) + '\n' + letters);
}

} // namespace

std::vector<std::string> fresh_recovery_codes() {
    std::vector<std::string> codes(codes_count);
    for (auto& code : codes) code = in_groups(crypto::base32(crypto::random_bytes(code_bytes)));
    return codes;
}

void keep_recovery_codes(
    db::Transaction& tx, const Actor& actor, const std::vector<std::string>& codes, Instant now
) {
    store::delete_recovery_codes(tx, actor.person);
    for (const auto& code : codes)
        store::insert_recovery_code(tx, actor.person, digest_of(actor.person, code), now);
    journal::append(tx, actor, now, RecoveryCodesMade{.person = actor.person});
}

Result<Done> renew_recovery_codes(
    db::Transaction& tx, const Actor& actor, const std::vector<std::string>& codes, Instant now
) {
    store::lock_person(tx, actor.person);
    if (!has_factor(tx, actor.person)) {
        return refuse(Refusal::conflict, "no_factor", {}, "Set up an app or a passkey first.");
    }
    keep_recovery_codes(tx, actor, codes, now);
    return Done{.id = actor.person.value};
}

bool use_recovery_code(db::Transaction& tx, PersonId person, std::string_view typed, Instant now) {
    if (!store::use_recovery_code(tx, person, digest_of(person, typed))) return false;
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = person;
    const auto left = store::recovery_codes_left(tx, person);
    journal::append(tx, actor, now, RecoveryCodeUsed{.person = person, .left = left});
    return true;
}

Result<> require_factor_left(db::Transaction& tx, PersonId person) {
    if (has_factor(tx, person) || !factor_needed_from(tx, person)) return {};
    return refuse(
        Refusal::conflict,
        "last_factor",
        {},
        "This desk asks you for a second factor, and this is the only one: set up another first."
    );
}

void end_codes_of_nothing(db::Transaction& tx, PersonId person) {
    if (!has_factor(tx, person)) store::delete_recovery_codes(tx, person);
}

Result<Done> reset_factors(db::Transaction& tx, const Actor& actor, PersonId agent, Instant now) {
    if (agent == actor.person) {
        return refuse(
            Refusal::conflict, "own_factors", {}, "Change your own on your profile's security page."
        );
    }
    TRY(get_manageable_agent(tx, actor, agent));
    store::lock_person(tx, agent);
    store::delete_unspent(tx, agent, Purpose::second_step);
    std::int64_t gone = store::delete_recovery_codes(tx, agent);
    gone += store::delete_passkeys(tx, agent);
    for (const bool confirmed : {true, false})
        gone += store::delete_authenticator(tx, agent, confirmed) ? 1 : 0;
    if (gone == 0) return Done{.id = agent.value};
    end_sessions(tx, actor, {.person = agent}, now);
    journal::append(tx, actor, now, FactorsReset{.person = agent});
    return Done{.id = agent.value};
}

} // namespace heed::access
