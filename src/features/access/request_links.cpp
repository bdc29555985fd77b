// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/request_links.hpp"

#include "features/access/events.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

namespace {

constexpr std::chrono::hours life{30 * 24};

} // namespace

RequestLinkId
issue_request_link(db::Transaction& tx, const Actor& actor, const RequestLink& link, Instant now) {
    if (const auto newest = store::newest_request_link(tx, link, now)) {
        store::extend_request_link(tx, newest->id, now + life);
        return newest->id;
    }
    const store::RequestLinkRow row{
        .id = {},
        .ticket_id = link.ticket,
        .person_id = link.person,
        .digest = link.fresh.digest,
        .sealed = link.fresh.sealed,
        .expires_at = now + life,
        .revoked_at = {},
    };
    const auto id = store::insert_request_link(tx, row, now);
    journal::append(
        tx,
        actor,
        now,
        RequestLinkIssued{
            .ticket = link.ticket,
            .person = link.person,
            .expires_at = row.expires_at,
        }
    );
    return id;
}

Result<std::string>
request_link_for_letter(db::Transaction& tx, const crypto::Sealer& sealer, RequestLinkId id) {
    const auto link = store::find_request_link(tx, id);
    if (!link || link->revoked_at) return refuse(Refusal::not_found, "link_expired");
    return opened(sealer, {.digest = link->digest, .sealed = link->sealed});
}

Result<Actor> actor_for_request_link(db::Transaction& tx, std::string_view token, Instant now) {
    const auto link = store::find_request_link(tx, crypto::token_digest(token));
    if (!link || link->revoked_at || link->expires_at <= now)
        return refuse(Refusal::not_found, "not_found");
    const auto person = people::find_person(tx, link->person_id);
    if (!person || !person->active) return refuse(Refusal::not_found, "not_found");
    Actor actor;
    actor.kind = Actor::Kind::customer;
    actor.person = link->person_id;
    actor.only_ticket = link->ticket_id;
    return actor;
}

void revoke_request_links(
    db::Transaction& tx, const Actor& actor, const RequestLink& of, Instant now
) {
    if (store::revoke_request_links(tx, of, now) == 0) return;
    journal::append(tx, actor, now, RequestLinksRevoked{.ticket = of.ticket, .person = of.person});
}

} // namespace heed::access
