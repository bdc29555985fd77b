// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/duplicates.hpp"

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/retrying.hpp"
#include "features/inbound_mail/store.hpp"

namespace heed::inbound_mail {

namespace {

std::string reason_of(LetterId again, std::int64_t times) {
    const auto which = "letter " + std::to_string(again.value);
    if (times == 1) return "The same letter came once more, as " + which + ".";
    return "The same letter came " + std::to_string(times) + " times more, the last time as " +
           which + ".";
}

Result<> hear(db::Transaction& tx, const journal::Fact& fact) {
    const auto reversed = fact.as<conversations::JudgementReversed>();
    if (reversed.judged != conversations::JudgementKind::duplicate) return {};
    const auto id = store::last_duplicate(tx, reversed.entry);
    if (!id) return {};
    TRY(take_up_again(tx, Actor::system("inbound_mail"), *id, fact.at));
    return {};
}

} // namespace

void note_duplicate(db::Transaction& tx, const Actor& actor, const LetterRow& again, Instant now) {
    static_cast<void>(tickets::get_ticket_for_update(tx, actor, *again.ticket_id));
    const auto entry = conversations::find_entry(tx, *again.entry_id);
    CHECK(entry.has_value());
    const auto times = store::count_duplicates(tx, entry->id) + 1;
    conversations::renew_judgement(
        tx,
        actor,
        *entry,
        {.kind = conversations::JudgementKind::duplicate, .reason = reason_of(again.id, times)},
        now
    );
}

journal::Reactor duplicates_reactor() {
    return {
        .name = "duplicates_taken_back",
        .kind = journal::ReactorKind::acts,
        .hears = {conversations::JudgementReversed::kind},
        .tables = {},
        .hear = hear
    };
}

} // namespace heed::inbound_mail
