// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heed::tickets {

// new ──▶ open ⇄ waiting{customer|supplier|change|until}
//  │       │          │
//  └───────┴──────────┴──▶ resolved ──▶ closed (final; a follow-up opens a linked ticket)
//  └───────┴──────────┴──▶ cancelled{duplicate|error|withdrawn|spam}
//
// resolved ──▶ open when the customer answers; cancelled ──▶ open when somebody takes it back.
enum class State { new_, open, waiting, resolved, closed, cancelled };
enum class Kind { question, incident, request, complaint, compliment };
enum class WaitingFor { customer, supplier, change, until };
enum class CancelledAs { duplicate, error, withdrawn, spam };
enum class Channel { mail, portal, form, chat, phone, counter, api, monitor };
enum class LinkKind { duplicate_of, caused_by, related, follow_up_of, parent_of };
enum class LinkOrigin { judgement, cancellation };
enum class Side { customer, agent };

} // namespace heed::tickets

template <>
inline constexpr std::array<std::string_view, 6> heed::enum_names<heed::tickets::State> = {
    "new", "open", "waiting", "resolved", "closed", "cancelled"
};
template <>
inline constexpr std::array<std::string_view, 5> heed::enum_names<heed::tickets::Kind> = {
    "question", "incident", "request", "complaint", "compliment"
};
template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::tickets::WaitingFor> = {
    "customer", "supplier", "change", "until"
};
template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::tickets::CancelledAs> = {
    "duplicate", "error", "withdrawn", "spam"
};
template <>
inline constexpr std::array<std::string_view, 8> heed::enum_names<heed::tickets::Channel> = {
    "mail", "portal", "form", "chat", "phone", "counter", "api", "monitor"
};
template <>
inline constexpr std::array<std::string_view, 5> heed::enum_names<heed::tickets::LinkKind> = {
    "duplicate_of", "caused_by", "related", "follow_up_of", "parent_of"
};
template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::tickets::LinkOrigin> = {
    "judgement", "cancellation"
};
template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::tickets::Side> = {
    "customer", "agent"
};

namespace heed::tickets {

/// A ticket as its row holds it. `version` counts changes of its own fields; entries, presence and
/// watchers do not touch it.
struct Ticket {
    TicketId id = {};
    Kind kind = Kind::question;
    State state = State::new_;
    std::optional<WaitingFor> waiting_for = {};
    std::optional<Instant> waiting_until = {};
    std::optional<CancelledAs> cancelled_as = {};
    std::string subject = {};
    PersonId customer_id = {};
    std::optional<OrganisationId> organisation_id = {};
    std::optional<TeamId> team_id = {};
    std::optional<PersonId> owner_id = {};
    int impact = 2;  // 1 high … 3 low
    int urgency = 2; // 1 high … 3 low
    int priority = 3;
    std::optional<std::string> priority_reason = {}; // set: the matrix no longer decides
    Channel channel = Channel::mail;
    std::optional<std::int64_t> mailbox_id = {};
    std::optional<std::int64_t> opening_category_id = {};
    std::optional<std::int64_t> closing_category_id = {};
    std::optional<std::string> resolution = {};
    std::optional<std::string> cause_code = {};
    std::optional<bool> will_last = {};
    Instant opened_at = {};
    Instant changed_at = {};
    std::optional<Instant> resolved_at = {};
    std::optional<PersonId> resolved_by = {};
    std::optional<Instant> closed_at = {};
    std::optional<TicketId> follow_up_of = {};
    int entry_count = 0;
    std::optional<Instant> last_entry_at = {};
    std::optional<Side> last_public_from = {};
    std::string excerpt = {};
    std::optional<EntryId> last_entry_id = {};
    std::optional<PersonId> last_entry_by = {};
    Instant public_changed_at = {}; // of what customers see: their words, answers, the state
    std::int64_t version = 1;

    bool operator==(const Ticket&) const = default;
};
HEED_FIELDS(
    Ticket,
    id,
    kind,
    state,
    waiting_for,
    waiting_until,
    cancelled_as,
    subject,
    customer_id,
    organisation_id,
    team_id,
    owner_id,
    impact,
    urgency,
    priority,
    priority_reason,
    channel,
    mailbox_id,
    opening_category_id,
    closing_category_id,
    resolution,
    cause_code,
    will_last,
    opened_at,
    changed_at,
    resolved_at,
    resolved_by,
    closed_at,
    follow_up_of,
    entry_count,
    last_entry_at,
    last_public_from,
    excerpt,
    last_entry_id,
    last_entry_by,
    public_changed_at,
    version
)

/// States a person may bring the ticket to from where it stands.
std::vector<State> allowed_states(const Ticket& ticket);

/// Refuses `wrong_state` (409), naming what is allowed, unless `ticket` may become `wanted`.
Result<> require_may_become(const Ticket& ticket, State wanted);

/// True for new, open and waiting: somebody still has to do something.
bool is_unresolved(State state);

/// Staff see tickets of their teams and those of no team; customers their own, and those of their
/// organisation where it shares them; a visitor by a request link that one ticket.
bool may_see(const Actor& actor, const Ticket& ticket);
bool may_change(const Actor& actor, const Ticket& ticket);

/// `not_found`, as if it did not exist.
Result<> require_visible(const Actor& actor, const Ticket& ticket);
/// `not_found` when invisible, `forbidden` when only to be read.
Result<> require_changeable(const Actor& actor, const Ticket& ticket);

/// Closed is final: refuses `wrong_state` (409) for what would change the ticket then. Notes, links
/// and marks of what is read change nothing of it.
Result<> require_not_closed(const Ticket& ticket);

/// Folded words by which a subject is found, in order, at most twelve of them.
std::vector<std::string> subject_words(std::string_view subject);

} // namespace heed::tickets
