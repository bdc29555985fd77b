// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/retrying.hpp"

#include "features/inbound_mail/events.hpp"
#include "features/inbound_mail/store.hpp"

namespace heed::inbound_mail {

Result<> take_up_again(db::Transaction& tx, const Actor& actor, LetterId id, Instant now) {
    auto row = store::find_for_update(tx, id);
    if (!row) return refuse(Refusal::not_found, "not_found", "", "There is no such letter.");
    const bool set_aside = row->state == LetterState::blocked || row->is_set_aside();
    if (!set_aside && row->state != LetterState::unreadable)
        return refuse(Refusal::conflict, "wrong_state", "", "This letter has been dealt with.");
    row->state = LetterState::arrived;
    row->attempts = 1;
    row->attempted_at = now;
    if (set_aside) row->by_hand_at = now;
    // What it was a copy of is not what it becomes.
    row->ticket_id = std::nullopt;
    row->entry_id = std::nullopt;
    store::save(tx, *row);
    journal::append(
        tx,
        actor,
        now,
        LetterArrived{
            .letter = id,
            .mailbox_id = row->mailbox_id,
            .source = row->source,
            .sha256 = row->sha256
        }
    );
    return {};
}

} // namespace heed::inbound_mail
