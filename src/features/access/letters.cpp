// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/letters.hpp"

#include "features/access/events.hpp"
#include "features/access/store.hpp"

namespace heed::access {

namespace {

template <class Fact>
void append(
    db::Transaction& tx, const Actor& actor, const store::OneTimeToken& token, Instant now
) {
    journal::append(
        tx,
        actor,
        now,
        Fact{
            .person = *token.person_id,
            .address = token.address,
            .token_id = token.id.value,
            .expires_at = token.expires_at,
        }
    );
}

/// Keeps the link, of somebody or of nobody.
store::OneTimeToken
keep_link(db::Transaction& tx, const Letter& letter, std::optional<PersonId> person, Instant now) {
    // A customer may have asked twice because the first letter is slow: sign-in links all hold.
    if (letter.purpose != Purpose::sign_in_link)
        store::delete_unspent(tx, letter.person, letter.purpose);
    store::OneTimeToken token{
        .id = {},
        .purpose = letter.purpose,
        .person_id = person,
        .address = letter.address,
        .digest = letter.link.digest,
        .sealed = letter.link.sealed,
        .created_at = now,
        .expires_at = now + life_of(letter.purpose),
        .spent_at = {},
    };
    store::insert_one_time_token(tx, token);
    return token;
}

} // namespace

OneTimeTokenId
ask_letter(db::Transaction& tx, const Actor& actor, const Letter& letter, Instant now) {
    const auto token = keep_link(tx, letter, letter.person, now);
    switch (letter.purpose) {
        case Purpose::invitation: append<AgentInvited>(tx, actor, token, now); break;
        case Purpose::password_reset: append<PasswordResetAsked>(tx, actor, token, now); break;
        case Purpose::sign_in_link: append<SignInLinkAsked>(tx, actor, token, now); break;
        case Purpose::setup:              // printed, not sent
        case Purpose::second_step: break; // kept by the page
    }
    return token.id;
}

void withhold_letter(
    db::Transaction& tx, const Letter& letter, const std::string& network, Instant now
) {
    // A link that nobody has seen and nobody owns: it lets nobody in, and goes when it is old.
    keep_link(tx, letter, std::nullopt, now);
    journal::append(tx, Actor{}, now, LinkWithheld{.network = network});
}

} // namespace heed::access
