// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/json/decode.hpp"

#include <algorithm>
#include <array>

namespace heed::tickets {

namespace {

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
    // One for each version since then, and the one that made it.
    const auto among =
        std::clamp<std::int64_t>(before.version - version + 1, 0, store::changes_looked_through);
    const auto made = store::change_that_made(tx, id, version, among);
    if (!made) return false;
    const auto changed = made->as<TicketChanged>();
    auto ticket = before;
    const bool all_stand = std::ranges::all_of(changed.changes, [&](const FieldChange& change) {
        return put_back(ticket, change);
    });
    if (!all_stand) return false;
    ticket.changed_at = now;
    save_changes(tx, actor, before, ticket, "What a message had changed was taken back with it.");
    return true;
}

bool moved_since(db::Transaction& tx, const Ticket& ticket, std::int64_t version) {
    if (ticket.version <= version) return false;
    const auto behind = ticket.version - version;
    const auto among = std::min(behind, store::changes_looked_through);
    constexpr auto fields =
        std::to_array<std::string_view>({"state", "waiting_for", "waiting_until"});
    const bool moved = std::ranges::any_of(fields, [&](std::string_view field) {
        const auto newest = store::newest_change_of(tx, ticket.id, field, among);
        return newest && newest->as<TicketChanged>().version > version;
    });
    return moved || behind > among;
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
