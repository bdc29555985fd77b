// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/commands.hpp"

#include "features/conversations/conversations.hpp"
#include "features/outbound_mail/choosing.hpp"
#include "features/outbound_mail/events.hpp"
#include "features/outbound_mail/settling.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/require.hpp"
#include "platform/journal/changes.hpp"
#include "platform/words/language.hpp"

namespace heed::outbound_mail {

Result<> require_language(const TemplateName& name) {
    if (words::is_language_tag(name.language)) return {};
    return refuse(Refusal::invalid, "bad_language", "", "Use a language tag like `en` or `pt-BR`.");
}

Result<Done> change_template(
    db::Transaction& tx, const Actor& actor, const ChangeTemplate& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    TRY(require_language({.kind = command.words.kind, .language = command.words.language}));
    TRY(require_sound(command.words));
    const auto before = template_for(tx, command.words.kind, command.words.language);
    auto after = before;
    std::vector<journal::FieldChange> changes;
    journal::change(changes, "subject", after.subject, command.words.subject);
    journal::change(changes, "text", after.text, command.words.text);
    journal::change(changes, "html", after.html, command.words.html);
    TRY(journal::require_current(command.expected_version, before.version, changes));
    if (changes.empty()) return Done{.id = 1};
    ++after.version;
    if (!store::save_template(tx, after))
        TRY(journal::require_current(before.version, after.version, changes));
    journal::append(tx, actor, now, TemplateChanged{.before = before, .after = after});
    return Done{.id = 1};
}

namespace {

/// Whoever has a letter tried again by hand says that its addresses may be good after all.
void trust_addresses(
    db::Transaction& tx, const Actor& actor, const LetterRow& letter, Instant now
) {
    if (!letter.address.empty()) people::mark_deliverable(tx, actor, letter.address, now);
    if (!letter.entry_id) return;
    const auto entry = conversations::find_entry(tx, *letter.entry_id);
    if (!entry) return;
    for (const auto* addresses : {&entry->to_addresses, &entry->cc_addresses}) {
        for (const auto& address : conversations::addresses_from(*addresses))
            people::mark_deliverable(tx, actor, address.address, now);
    }
}

} // namespace

Result<Done> try_letter_again(db::Transaction& tx, const Actor& actor, OutgoingId id, Instant now) {
    TRY(require_somewhere(actor, Permission::mail_review));
    auto letter = store::find_for_update(tx, id);
    const bool hidden =
        letter && letter->ticket_id && !tickets::get_ticket(tx, actor, *letter->ticket_id);
    if (!letter || hidden)
        return refuse(Refusal::not_found, "not_found", "", "There is no such letter.");
    if (letter->state == LetterState::sent)
        return refuse(
            Refusal::conflict, "already_sent", "", "This letter has been sent meanwhile."
        );
    if (letter->state == LetterState::sending)
        return refuse(Refusal::conflict, "being_sent", "", "This letter is being sent right now.");
    if (letter->state == LetterState::queued && letter->due_at && *letter->due_at <= now)
        return Done{.id = id.value}; // it is about to leave; somebody else asked too
    letter->state = LetterState::queued;
    letter->due_at = now;
    letter->words = "It is tried again now.";
    trust_addresses(tx, actor, *letter, now);
    journal::append(tx, actor, now, LetterTriedAgain{.letter = id, .ticket_id = letter->ticket_id});
    TRY(store_settled(tx, {.letter = *letter}, now));
    return Done{.id = id.value};
}

} // namespace heed::outbound_mail
