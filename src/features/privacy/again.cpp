// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/again.hpp"

#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "features/privacy/redacting.hpp"
#include "features/privacy/requests.hpp"
#include "features/privacy/store.hpp"
#include "features/tickets/tickets.hpp"

#include <algorithm>

namespace heed::privacy {

namespace {

Actor whoever_restores() {
    return Actor::system("restore");
}

/// True where the desk had not what was to go.
bool is_absent(const Error& error) {
    return error.kind == Refusal::not_found;
}

/// Asked for in this state of the desk already, or taken over from the other one.
PrivacyRequest request_for(db::Transaction& tx, const Erasure& erasure) {
    PrivacyRequest request;
    request.kind = erasure.scope == Scope::person ? RequestKind::erasure : RequestKind::deletion;
    request.person_id = erasure.person_id;
    request.ticket_id = erasure.ticket_id;
    if (auto open = store::find_open_for_update(tx, request)) return std::move(*open);
    request.reason = erasure.basis;
    request.asked_by = erasure.done_by;
    request.asked_at = erasure.at;
    request.expires_at = erasure.at + confirmed_within;
    const auto id = store::insert(tx, request);
    CHECK(id.has_value());
    request.id = *id;
    return request;
}

Result<bool> carry_out_again(db::Transaction& tx, const Erasure& erasure, Instant now) {
    auto request = request_for(tx, erasure);
    if (request.state == RequestState::asked) TRY(carry_out(tx, whoever_restores(), request, now));
    store::note_again(tx, erasure);
    return true;
}

Result<bool> erase_again(db::Transaction& tx, const Erasure& erasure, Instant now) {
    const auto person = erasure.person_id.value_or(PersonId{});
    if (!people::find_person(tx, person) || store::was_erased(tx, person)) return false;
    if (people::agent_since(tx, person))
        return refuse(
            Refusal::conflict,
            "is_agent",
            "",
            "Person " + std::to_string(person.value) +
                " was erased after this backup and works at the desk in it: deactivate them and "
                "erase by hand what has to go."
        );
    return carry_out_again(tx, erasure, now);
}

Result<bool> delete_again(db::Transaction& tx, const Erasure& erasure, Instant now) {
    const auto id = erasure.ticket_id.value_or(TicketId{});
    const auto ticket = tickets::get_ticket(tx, whoever_restores(), id);
    if (!ticket && is_absent(ticket.error())) return false;
    return carry_out_again(tx, erasure, now);
}

/// What stood at the places that were noted.
RedactEntry words_at(const Erasure& erasure, const std::string& text) {
    RedactEntry command{
        .words = {}, .everywhere = erasure.everywhere, .reason = {erasure.basis}, .again = &erasure
    };
    if (erasure.scope == Scope::entry) return command;
    command.words.emplace();
    const auto places = decode_fact<std::vector<Place>>(erasure.places.text);
    for (const auto& [from, to] : places.value_or(std::vector<Place>{})) {
        const bool inside = 0 <= from && from < to && to <= static_cast<std::int64_t>(text.size());
        if (!inside) continue;
        Text<2, 2000> word{
            text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from))
        };
        if (std::ranges::find(*command.words, word) == command.words->end())
            command.words->push_back(std::move(word));
    }
    return command;
}

Result<bool> redact_again(db::Transaction& tx, const Erasure& erasure, Instant now) {
    const auto id = erasure.entry_id.value_or(EntryId{});
    const auto actor = whoever_restores();
    const auto entry = conversations::get_entry(tx, actor, id);
    if (!entry && is_absent(entry.error())) return false;
    const auto seen = TRY(entry);
    const auto command = words_at(erasure, seen.body_text);
    if (command.words && command.words->empty())
        return refuse(
            Refusal::conflict,
            "words_not_found",
            "",
            "Words were redacted in ticket " +
                std::to_string(erasure.ticket_id.value_or(TicketId{}).value) +
                " after this backup, outside the message's own text (\"" + erasure.basis +
                "\"): look for them there and redact them again."
        );
    TRY(redact_entry(tx, actor, id, command, now));
    return true;
}

Result<bool> redact_file_again(db::Transaction& tx, const Erasure& erasure, Instant now) {
    const attachments::AttachmentId id{erasure.attachment_id.value_or(0)};
    const auto actor = whoever_restores();
    const auto file = attachments::get_attachment(tx, actor, id);
    if (!file && is_absent(file.error())) return false;
    TRY(redact_file(tx, actor, id, {.reason = {erasure.basis}, .again = &erasure}, now));
    return true;
}

} // namespace

std::vector<Erasure> erasures_after(db::Transaction& tx, ErasureId id, int limit) {
    return store::erasures_after(tx, id, limit);
}

void keep_note(db::Transaction& tx, const Erasure& erasure) {
    if (!store::is_noted(tx, erasure.id)) store::note_again(tx, erasure);
}

Result<bool> forget_again(db::Transaction& tx, const Erasure& erasure, Instant now) {
    if (store::is_noted(tx, erasure.id)) return false;
    switch (erasure.scope) {
        case Scope::person: return erase_again(tx, erasure, now);
        case Scope::ticket: return delete_again(tx, erasure, now);
        case Scope::words:
        case Scope::entry: return redact_again(tx, erasure, now);
        case Scope::attachment: return redact_file_again(tx, erasure, now);
    }
    return false;
}

} // namespace heed::privacy
