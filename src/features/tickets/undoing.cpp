// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/json/decode.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

constexpr int changes_looked_at = 100;

std::optional<TicketChanged>
change_that_made(db::Transaction& tx, TicketId id, std::int64_t version) {
    for (const auto& fact : store::changes_of(tx, id, changes_looked_at)) {
        auto changed = fact.as<TicketChanged>();
        if (changed.version == version) return changed;
        if (changed.version < version) return std::nullopt;
    }
    return std::nullopt;
}

/// Gives a field of that name its old value; false when it has another than the change gave it.
bool put_back(Ticket& ticket, const FieldChange& change) {
    bool stands = false;
    for_each_field(ticket, [&]<class Member>(std::string_view name, Member& member) {
        if (name != change.field || to_json(member) != change.new_value.text) return;
        auto old_value = decode_fact<Member>(change.old_value.text);
        CHECK(old_value.has_value());
        member = std::move(*old_value);
        stands = true;
    });
    return stands;
}

} // namespace

Result<bool> undo_change(
    db::Transaction& tx, const Actor& actor, TicketId id, std::int64_t version, Instant now
) {
    const auto before = TRY(get_ticket_for_update(tx, actor, id));
    const auto changed = change_that_made(tx, id, version);
    if (!changed) return false;
    auto ticket = before;
    const bool all_stand = std::ranges::all_of(changed->changes, [&](const FieldChange& change) {
        return put_back(ticket, change);
    });
    if (!all_stand) return false;
    ticket.changed_at = now;
    save_changes(tx, actor, before, ticket, "What a message had changed was taken back with it.");
    return true;
}

bool moved_since(db::Transaction& tx, const Ticket& ticket, std::int64_t version) {
    if (ticket.version <= version) return false;
    const auto moves = [](const FieldChange& change) {
        return change.field == "state" || change.field == "waiting_for" ||
               change.field == "waiting_until";
    };
    for (const auto& fact : store::changes_of(tx, ticket.id, changes_looked_at)) {
        const auto changed = fact.as<TicketChanged>();
        if (changed.version <= version) return false;
        if (std::ranges::any_of(changed.changes, moves)) return true;
    }
    return false;
}

void set_entries(db::Transaction& tx, Ticket& ticket, const EntriesLeft& left) {
    ticket.entry_count = left.count;
    ticket.last_entry_id = left.last_id;
    ticket.last_entry_by = left.last_by;
    ticket.last_entry_at = left.last_at;
    ticket.last_public_from = left.last_public_from;
    ticket.excerpt = left.excerpt;
    store::save(tx, ticket);
}

} // namespace heed::tickets
