// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/format.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

void count(db::Transaction& tx, const Place& place, std::int64_t by) {
    store::add_to_count(
        tx,
        {.team_id = place.team_id ? place.team_id->value : 0,
         .state = place.state,
         .owner_id = place.owner_id ? place.owner_id->value : 0,
         .tickets = by}
    );
}

Result<> keep_counts(db::Transaction& tx, const journal::Fact& fact) {
    if (fact.is<TicketOpened>()) {
        count(tx, fact.as<TicketOpened>().place, 1);
        return {};
    }
    if (fact.is<TicketDeleted>()) {
        count(tx, fact.as<TicketDeleted>().place, -1);
        return {};
    }
    const auto changed = fact.as<TicketChanged>();
    if (changed.before == changed.after) return {};
    count(tx, changed.before, -1);
    count(tx, changed.after, 1);
    return {};
}

Result<> keep_words(db::Transaction& tx, const journal::Fact& fact) {
    if (fact.is<TicketOpened>()) {
        const auto opened = fact.as<TicketOpened>();
        store::set_words(tx, opened.ticket, subject_words(opened.subject_text));
        return {};
    }
    if (fact.is<TicketDeleted>()) {
        store::set_words(tx, fact.as<TicketDeleted>().ticket, {});
        return {};
    }
    const auto changed = fact.as<TicketChanged>();
    const auto subject = std::ranges::find(changed.changes, "subject", &FieldChange::field);
    if (subject == changed.changes.end()) return {};
    const auto text = decode_fact<std::string>(subject->new_value.text);
    CHECK(text.has_value());
    store::set_words(tx, changed.ticket, subject_words(*text));
    return {};
}

bool took_something_away(const access::RoleChanged& changed) {
    return std::ranges::any_of(changed.old_permissions, [&](Permission permission) {
        return std::ranges::find(changed.new_permissions, permission) ==
               changed.new_permissions.end();
    });
}

/// Whoever holds a role that may less now gives up what they may no longer answer or read. A plan
/// made twice is carried out once: nothing is left for the second.
Result<> hear_role_changed(db::Transaction& tx, const journal::Fact& fact) {
    const auto changed = fact.as<access::RoleChanged>();
    if (!took_something_away(changed)) return {};
    const auto by = fact.actor_id ? std::optional(PersonId{*fact.actor_id}) : std::nullopt;
    for (const auto holder : access::holders_of(tx, changed.role))
        plan_giving_up(tx, holder, by, fact.at);
    return {};
}

bool same_place(const store::CountRow& left, const store::CountRow& right) {
    return left.team_id == right.team_id && left.state == right.state &&
           left.owner_id == right.owner_id;
}

} // namespace

std::vector<journal::Reactor> reactors() {
    return {
        {.name = "ticket_counts",
         .kind = journal::ReactorKind::derives,
         .hears = {TicketOpened::kind, TicketChanged::kind, TicketDeleted::kind},
         .tables = {"ticket_count"},
         .hear = keep_counts},
        {.name = "ticket_words",
         .kind = journal::ReactorKind::derives,
         .hears = {TicketOpened::kind, TicketChanged::kind, TicketDeleted::kind},
         .tables = {"ticket_word"},
         .hear = keep_words},
        {.name = "roles_lessened",
         .kind = journal::ReactorKind::acts,
         .hears = {access::RoleChanged::kind},
         .hear = hear_role_changed},
    };
}

std::vector<std::string> count_problems(db::Transaction& tx) {
    const auto kept = store::counts(tx);
    const auto real = store::recounted(tx);
    std::vector<std::string> problems;
    const auto tickets_in = [](const std::vector<store::CountRow>& rows,
                               const store::CountRow& place) {
        const auto found =
            std::ranges::find_if(rows, [&](const auto& row) { return same_place(row, place); });
        return found == rows.end() ? 0 : found->tickets;
    };
    auto places = kept;
    places.insert(places.end(), real.begin(), real.end());
    for (const auto& place : places) {
        const auto counted = tickets_in(kept, place);
        const auto there = tickets_in(real, place);
        if (counted == there) continue;
        problems.push_back(fmt::format(
            "the counter of team {}, state {}, owner {} says {} but there are {}",
            place.team_id,
            name_of(place.state),
            place.owner_id,
            counted,
            there
        ));
    }
    return problems;
}

} // namespace heed::tickets
