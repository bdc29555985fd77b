// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/requests.hpp"

#include "features/people/people.hpp"
#include "features/privacy/erasing.hpp"
#include "features/privacy/events.hpp"
#include "features/privacy/store.hpp"
#include "kernel/require.hpp"

namespace heed::privacy {

namespace {

void tell(db::Transaction& tx, const Actor& actor, const PrivacyRequest& request, Instant now) {
    journal::append(
        tx,
        actor,
        now,
        PrivacyRequestChanged{
            .request = request.id.value,
            .request_kind = request.kind,
            .state = request.state,
            .ticket_id = request.ticket_id,
            .person_id = request.person_id,
        }
    );
}

void end(
    db::Transaction& tx,
    const Actor& actor,
    PrivacyRequest& request,
    RequestState state,
    Instant now
) {
    request.state = state;
    request.ended_at = now;
    store::save(tx, request);
    tell(tx, actor, request, now);
}

Erasure erasure_of(const PrivacyRequest& request, Instant now) {
    return {
        .at = now,
        .scope = request.kind == RequestKind::erasure ? Scope::person : Scope::ticket,
        .person_id = request.person_id,
        .ticket_id = request.ticket_id,
        .done_by = request.confirmed_by ? request.confirmed_by : request.asked_by,
        .basis = request.reason,
    };
}

} // namespace

Result<> carry_out(db::Transaction& tx, const Actor& actor, PrivacyRequest& request, Instant now) {
    if (request.kind == RequestKind::erasure) {
        request.state = RequestState::running;
        store::save(tx, request);
        tell(tx, actor, request, now);
        return {};
    }
    const auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, *request.ticket_id));
    TRY(require_not_held(tx, ticket.id));
    delete_for_good(tx, actor, ticket, now);
    end(tx, actor, request, RequestState::done, now);
    return {};
}

namespace {

Result<Done> ask_for(db::Transaction& tx, const Actor& actor, PrivacyRequest request, Instant now) {
    request.asked_at = now;
    request.expires_at = now + confirmed_within;
    if (actor.person.is_set()) request.asked_by = actor.person;
    const auto id = store::insert(tx, request);
    if (!id)
        return refuse(
            Refusal::conflict,
            "already_asked",
            "",
            "Somebody has asked for this already; see what is open under personal data."
        );
    request.id = *id;
    const Done done{.id = id->value};
    if (store::settings(tx).needs_two) {
        tell(tx, actor, request, now);
        return done;
    }
    TRY(carry_out(tx, actor, request, now));
    store::note(tx, erasure_of(request, now));
    return done;
}

Result<PrivacyRequest> open_request(db::Transaction& tx, const Actor& actor, RequestId id) {
    TRY(require(actor, Permission::privacy_manage));
    auto request = store::find_for_update(tx, id);
    if (!request) return refuse(Refusal::not_found, "not_found");
    if (request->state != RequestState::asked)
        return refuse(
            Refusal::conflict,
            "wrong_state",
            "",
            "This is not open any more: it was confirmed, withdrawn, or nobody confirmed it in "
            "time."
        );
    return std::move(*request);
}

} // namespace

Result<> require_not_held(db::Transaction& tx, TicketId id) {
    const auto hold = store::find_hold(tx, id);
    if (!hold) return {};
    return refuse(
        Refusal::conflict,
        "on_hold",
        "",
        "This ticket is kept by a legal hold: " + hold->reason + ". End the hold first."
    );
}

Result<Done>
ask_deletion(db::Transaction& tx, const Actor& actor, TicketId id, const Ask& ask, Instant now) {
    TRY(require(actor, Permission::privacy_manage));
    const auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, id));
    TRY(require_not_held(tx, ticket.id));
    PrivacyRequest request;
    request.kind = RequestKind::deletion;
    request.ticket_id = ticket.id;
    request.reason = ask.reason.value;
    return ask_for(tx, actor, std::move(request), now);
}

Result<Done>
ask_erasure(db::Transaction& tx, const Actor& actor, PersonId id, const Ask& ask, Instant now) {
    TRY(require(actor, Permission::privacy_manage));
    const auto person = people::find_person(tx, id);
    if (!person) return refuse(Refusal::not_found, "not_found");
    if (people::agent_since(tx, id))
        return refuse(
            Refusal::conflict,
            "is_agent",
            "",
            "Who works here is not erased: what they answered belongs to others' requests. "
            "Deactivate them and change their name."
        );
    if (store::was_erased(tx, id))
        return refuse(Refusal::conflict, "already_erased", "", "This person was erased already.");
    PrivacyRequest request;
    request.kind = RequestKind::erasure;
    request.person_id = id;
    request.reason = ask.reason.value;
    return ask_for(tx, actor, std::move(request), now);
}

Result<Done> ask_export(
    db::Transaction& tx, const Actor& actor, PersonId id, const ExportOptions& options, Instant now
) {
    TRY(require(actor, Permission::privacy_manage));
    if (!people::find_person(tx, id)) return refuse(Refusal::not_found, "not_found");
    if (store::was_erased(tx, id))
        return refuse(
            Refusal::conflict,
            "nothing_held",
            "",
            "This person was erased: nothing is held of them that could be handed out."
        );
    journal::append(tx, actor, now, PersonalDataExported{.person = id, .notes = options.notes});
    return Done{.id = id.value};
}

Result<Done> confirm(db::Transaction& tx, const Actor& actor, RequestId id, Instant now) {
    auto request = TRY(open_request(tx, actor, id));
    if (!actor.person.is_set() || request.asked_by == actor.person)
        return refuse(
            Refusal::forbidden,
            "second_person_needed",
            "",
            "Somebody else has to confirm what you asked for."
        );
    request.confirmed_by = actor.person;
    TRY(carry_out(tx, actor, request, now));
    store::note(tx, erasure_of(request, now));
    return Done{.id = id.value};
}

Result<Done> withdraw(db::Transaction& tx, const Actor& actor, RequestId id, Instant now) {
    auto request = TRY(open_request(tx, actor, id));
    end(tx, actor, request, RequestState::withdrawn, now);
    return Done{.id = id.value};
}

Result<int> go_on(db::Transaction& tx, Instant now) {
    const auto actor = Actor::system("privacy");
    if (auto expired = store::first_expired(tx, now)) {
        end(tx, actor, *expired, RequestState::expired, now);
        return 1;
    }
    auto running = store::first_running(tx);
    if (!running) return 0;
    if (erase_step(tx, actor, *running, now))
        end(tx, actor, *running, RequestState::done, now);
    else
        store::save(tx, *running);
    return 1;
}

Result<Done> change_settings(
    db::Transaction& tx, const Actor& actor, const ChangePrivacySettings& command, Instant now
) {
    TRY(require(actor, Permission::privacy_manage));
    auto settings = store::settings_for_update(tx);
    if (command.expected_version)
        TRY(journal::require_known(*command.expected_version, settings.version));
    if (settings.needs_two == command.needs_two) return Done{.id = 1};
    std::vector<journal::FieldChange> changes;
    journal::change(changes, "needs_two", settings.needs_two, command.needs_two);
    TRY(journal::require_current(command.expected_version, settings.version, changes));
    ++settings.version;
    store::save_settings(tx, settings);
    journal::append(tx, actor, now, PrivacySettingsChanged{.changes = changes});
    return Done{.id = 1};
}

Result<Done>
hold_ticket(db::Transaction& tx, const Actor& actor, TicketId id, const Ask& ask, Instant now) {
    TRY(require(actor, Permission::privacy_manage));
    const auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, id));
    LegalHold hold{
        .ticket_id = ticket.id, .reason = ask.reason.value, .held_by = {}, .held_at = now
    };
    if (actor.person.is_set()) hold.held_by = actor.person;
    if (store::insert_hold(tx, hold))
        journal::append(tx, actor, now, LegalHoldChanged{.ticket = ticket.id, .held = true});
    return Done{.id = ticket.id.value};
}

Result<Done> end_hold(db::Transaction& tx, const Actor& actor, TicketId id, Instant now) {
    TRY(require(actor, Permission::privacy_manage));
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, id));
    if (!store::remove_hold(tx, id)) return Done{.id = id.value};
    journal::append(tx, actor, now, LegalHoldChanged{.ticket = id, .held = false});
    if (store::was_erased(tx, ticket.customer_id)) erase_content(tx, actor, ticket, now);
    return Done{.id = id.value};
}

} // namespace heed::privacy
