// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/spending.hpp"

#include "features/access/letting_in.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

namespace {

std::unexpected<Error> expired() {
    return refuse(
        Refusal::not_found, "link_expired", {}, "This link is no longer good; ask for a new one."
    );
}

Result<store::OneTimeToken> get_good(db::Transaction& tx, const Spend& spend, Instant now) {
    auto token = store::find_one_time_token(tx, crypto::token_digest(spend.token));
    if (!token || token->purpose != spend.purpose || !token->person_id) return expired();
    if (token->spent_at || token->expires_at <= now) return expired();
    const auto person = people::find_person(tx, *token->person_id);
    if (!person || !person->active) return expired();
    if (find_to_let_in(tx, token->address) != token->person_id) return expired();
    return *std::move(token);
}

} // namespace

Result<PersonId> peek(db::Transaction& tx, const Spend& spend, Instant now) {
    const auto token = TRY(get_good(tx, spend, now));
    return *token.person_id;
}

Result<PersonId> spend_token(db::Transaction& tx, const Spend& spend, Instant now) {
    const auto token = TRY(get_good(tx, spend, now));
    if (!store::spend_one_time_token(tx, token.id, now)) return expired();
    // Whoever read the letter can be written to there, whatever came back before.
    people::mark_deliverable(tx, Actor::system("access"), token.address, now);
    return *token.person_id;
}

} // namespace heed::access
