// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/conversations/counting.hpp"
#include "features/conversations/store.hpp"

namespace heed::conversations {

namespace {

/// An answer that has not left, whether it still will or was held back.
bool is_unsent(const Entry& entry) {
    return entry.kind == EntryKind::message_out && !entry.released_at;
}

/// What has been said stays said, and what came in is not ours to remove.
std::unexpected<Error> not_held(const Entry& entry) {
    const bool left = entry.kind == EntryKind::message_out;
    Error error{
        .kind = Refusal::conflict,
        .code = "wrong_state",
        .pointer = {},
        .detail = left ? "This answer has left already and stays; only what is still held can be "
                         "discarded. Write another answer to put it right."
                       : "Only an answer that is still held can be discarded; everything else in a "
                         "conversation stays.",
        .members = {}
    };
    error.members.emplace_back("allowed", to_json(std::vector{Delivery::held}));
    return std::unexpected(std::move(error));
}

} // namespace

Result<Done> discard_held(db::Transaction& tx, const Actor& actor, EntryId id, Instant now) {
    const auto seen = TRY(get_entry(tx, actor, id));
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, seen.ticket_id));
    TRY(tickets::require_changeable(actor, ticket));
    // Read again behind the lock: of two who are at it, or the release, one was first.
    const auto entry = TRY(get_entry(tx, actor, id));
    if (!is_unsent(entry)) return not_held(entry);
    attachments::give_back(tx, id, now);
    store::remove(tx, id);
    recount(tx, ticket);
    journal::append(
        tx,
        actor,
        now,
        MessageDiscarded{
            .ticket = ticket.id,
            .entry = id,
            .author_id = entry.author_id,
            .release_at = entry.release_at,
        }
    );
    return Done{.id = ticket.id.value};
}

} // namespace heed::conversations
