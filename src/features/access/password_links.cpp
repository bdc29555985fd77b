// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/password_links.hpp"

#include "features/access/events.hpp"
#include "features/access/spending.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"

namespace heed::access {

Result<Asked> password_reset_for(const crypto::Sealer& sealer, const LinkRequest& request) {
    auto address = TRY(people::checked_address(request.address, "/email"));
    return Asked{
        .purpose = Purpose::password_reset,
        .from = people::PersonKind::agent,
        .address = std::move(address),
        .network = request.network,
        .link = fresh_token(sealer),
    };
}

Result<std::string> hash_by_link(PasswordDoor& door, const SetPassword& command, Instant now) {
    const Spend spend{.purpose = command.purpose, .token = command.token};
    // Looked at first, so that nobody makes us hash with links that never were.
    TRY(door.db.read([&](db::Transaction& tx) { return peek(tx, spend, now); }));
    if (const auto refusal = crypto::password_refusal(command.password))
        return std::unexpected(*refusal);
    return door.passwords.hash(command.password);
}

Result<Done> set_password(
    db::Transaction& tx, const SetPassword& command, const std::string& encoded, Instant now
) {
    const Spend spend{.purpose = command.purpose, .token = command.token};
    const auto person = TRY(spend_token(tx, spend, now));
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = person;
    store::save_password(tx, person, encoded, now);
    store::delete_unspent(tx, person, Purpose::invitation);
    store::delete_unspent(tx, person, Purpose::password_reset);
    store::delete_unspent(tx, person, Purpose::second_step);
    end_sessions(tx, actor, {.person = person}, now);
    const auto* const how = command.purpose == Purpose::invitation ? "invitation" : "reset";
    journal::append(tx, actor, now, PasswordChanged{.person = person, .how = how});
    if (!command.name) return Done{.id = person.value};
    people::ChangeMe rename;
    rename.name = Text<1, 200>{*command.name};
    TRY(people::change_me(tx, actor, rename, now));
    return Done{.id = person.value};
}

} // namespace heed::access
