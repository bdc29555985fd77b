// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/audit/queries.hpp"

#include "features/people/people.hpp"
#include "platform/journal/seal.hpp"

#include <algorithm>

namespace heed::audit {

namespace {

FactActor actor_of(const journal::Fact& fact) {
    FactActor actor{.kind = fact.actor_kind, .id = fact.actor_id, .name = {}, .reason = {}};
    // A token's reason is its name, also where it acts for somebody.
    (fact.actor_kind == "token" ? actor.name : actor.reason) = fact.actor_reason;
    return actor;
}

FactItem item_of(const journal::Fact& fact) {
    return {
        .position = fact.position,
        .at = fact.at,
        .actor = actor_of(fact),
        .kind = fact.kind,
        .subject_type = fact.subject_type,
        .subject_id = fact.subject_id,
        .number = fact.ticket_id,
        .data = fact.data,
        .caused_by = fact.caused_by,
        .origin = fact.origin,
    };
}

void name_actors(db::Transaction& tx, std::vector<FactItem>& items) {
    std::vector<PersonId> actors;
    for (const auto& item : items) {
        if (item.actor.id) actors.emplace_back(*item.actor.id);
    }
    const auto people = people::find_people(tx, actors);
    for (auto& item : items) {
        if (!item.actor.id || item.actor.name) continue;
        const PersonId id{*item.actor.id};
        const auto person = std::ranges::find(people, id, &people::PersonBrief::id);
        if (person != people.end()) item.actor.name = person->name;
    }
}

} // namespace

FactList facts_of(
    db::Transaction& tx,
    const journal::FactFilter& filter,
    std::optional<std::int64_t> before,
    int limit
) {
    const auto page = journal::browse(tx, filter, before, limit);
    FactList list{.items = {}, .next = {}, .looked_back_to = page.looked_back_to};
    list.items.reserve(page.facts.size());
    for (const auto& fact : page.facts) list.items.push_back(item_of(fact));
    if (page.next) list.next = std::to_string(*page.next);
    name_actors(tx, list.items);
    return list;
}

SealWire seal_of(db::Transaction& tx) {
    const auto last = journal::last_seal(tx);
    SealWire wire{
        .head = journal::head_text(last), .sealed_at = {}, .unsealed = journal::unsealed_facts(tx)
    };
    if (last.position != 0) wire.sealed_at = last.sealed_at;
    return wire;
}

} // namespace heed::audit
