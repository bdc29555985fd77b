// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/text.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

constexpr std::size_t tags_max = 50;
constexpr std::size_t tag_length_max = 50;

/// As it is kept and shown, however it was typed.
std::string clean_tag(std::string_view tag) {
    return ascii_lower(trimmed(tag));
}

bool is_comma_or_control(char letter) {
    return letter == ',' || letter == '\x7f' || static_cast<unsigned char>(letter) < ' ';
}

/// Dots alone are refused: in an address they name a folder, so nobody could take such a tag away.
Result<std::string> checked_tag(const std::string& tag) {
    auto clean = clean_tag(tag);
    const bool only_dots = clean.find_first_not_of('.') == std::string::npos;
    if (!only_dots && is_valid_utf8(clean) && code_points(clean) <= tag_length_max &&
        std::ranges::none_of(clean, is_comma_or_control))
        return clean;
    return refuse(
        Refusal::invalid,
        "bad_tag",
        "/tags",
        "A tag has 1 to 50 characters in one line, no comma, and more than dots."
    );
}

Result<Ticket> changeable(db::Transaction& tx, const Actor& actor, TicketId id) {
    auto ticket = TRY(get_ticket_for_update(tx, actor, id));
    TRY(require_changeable(actor, ticket));
    return ticket;
}

/// Tags and helpers are the ticket's own, and end with it.
Result<Ticket> require_alive(db::Transaction& tx, const Actor& actor, TicketId id) {
    auto ticket = TRY(changeable(tx, actor, id));
    TRY(require_not_closed(ticket));
    return ticket;
}

} // namespace

bool is_worked_on_by(db::Transaction& tx, const Ticket& ticket, PersonId person) {
    const auto rights = access::actor_of_person(tx, person);
    if (!rights || !rights->is_staff()) return false;
    if (ticket.owner_id == person || may_see(*rights, ticket)) return true;
    return std::ranges::any_of(store::helpers_of(tx, ticket.id), [&](const auto& helper) {
        return helper.person_id == person;
    });
}

Result<Done>
join_as_helper(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now) {
    const auto ticket = TRY(require_alive(tx, actor, id));
    TRY(require_helper(tx, person, ticket.team_id, "/person_id"));
    if (store::add_helper(tx, id, person, now))
        journal::append(tx, actor, now, HelperJoined{.ticket = id, .person = person});
    return Done{.id = id.value};
}

Result<Done> leave_as_helper(
    db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now
) {
    TRY(require_alive(tx, actor, id));
    if (!store::end_helper(tx, id, person, now))
        return refuse(Refusal::not_found, "not_found", "", "This person does not help here.");
    journal::append(tx, actor, now, HelperLeft{.ticket = id, .person = person});
    return Done{.id = id.value};
}

Result<Done> end_request_links(
    db::Transaction& tx,
    const Actor& actor,
    TicketId id,
    std::optional<PersonId> person,
    Instant now
) {
    TRY(changeable(tx, actor, id));
    access::revoke_request_links(
        tx, actor, {.ticket = id, .person = person.value_or(PersonId{})}, now
    );
    return Done{.id = id.value};
}

Result<Done>
add_tag(db::Transaction& tx, const Actor& actor, TicketId id, const std::string& tag, Instant now) {
    const auto clean = TRY(checked_tag(tag));
    TRY(require_alive(tx, actor, id));
    if (store::tags_of(tx, id).size() >= tags_max)
        return refuse(Refusal::invalid, "too_many_tags", "/tags", "A request has at most 50 tags.");
    if (store::add_tag(tx, id, clean))
        journal::append(tx, actor, now, TagsChanged{.ticket = id, .added = {clean}, .removed = {}});
    return Done{.id = id.value};
}

Result<Done> remove_tag(
    db::Transaction& tx, const Actor& actor, TicketId id, const std::string& tag, Instant now
) {
    TRY(require_alive(tx, actor, id));
    const auto clean = clean_tag(tag);
    if (store::remove_tag(tx, id, clean))
        journal::append(tx, actor, now, TagsChanged{.ticket = id, .added = {}, .removed = {clean}});
    return Done{.id = id.value};
}

Result<Done> link_tickets(
    db::Transaction& tx, const Actor& actor, TicketId id, const LinkTickets& command, Instant now
) {
    if (id == command.number)
        return refuse(
            Refusal::invalid, "same_ticket", "/number", "A request cannot be linked to itself."
        );
    TRY(changeable(tx, actor, id));
    const auto other = get_ticket(tx, actor, command.number);
    if (!other)
        return refuse(
            Refusal::invalid,
            "unknown_ticket",
            "/number",
            "There is no such request, or it is not yours to see."
        );
    const auto link = store::insert_link(
        tx,
        {.ticket_id = id, .other_id = command.number, .kind = command.kind, .origin = command.origin
        },
        now
    );
    if (!link)
        return refuse(
            Refusal::conflict, "already_linked", "/number", "These two are linked so already."
        );
    journal::append(
        tx, actor, now, TicketsLinked{.ticket = id, .other = command.number, .link = command.kind}
    );
    return Done{.id = id.value, .item = *link};
}

std::vector<LinkFrom> links_from(db::Transaction& tx, TicketId id) {
    std::vector<LinkFrom> links;
    for (const auto& link : store::links_begun_at(tx, id))
        links.push_back({.other = link.other_id, .kind = link.kind});
    return links;
}

Result<> unlink_made_by(
    db::Transaction& tx, const Actor& actor, TicketId id, LinkOrigin origin, Instant now
) {
    for (const auto& link : store::links_of(tx, id)) {
        if (link.ticket_id != id || link.origin != origin) continue;
        TRY(unlink_tickets(tx, actor, id, link.id, now));
    }
    return {};
}

Result<Done> unlink_tickets(
    db::Transaction& tx, const Actor& actor, TicketId id, std::int64_t link, Instant now
) {
    TRY(changeable(tx, actor, id));
    const auto found = store::find_link(tx, id, link);
    if (!found) return refuse(Refusal::not_found, "not_found", "", "There is no such link.");
    store::remove_link(tx, link);
    if (found->kind == LinkKind::follow_up_of) store::end_follow_up(tx, found->ticket_id);
    journal::append(
        tx,
        actor,
        now,
        TicketsUnlinked{.ticket = found->ticket_id, .other = found->other_id, .link = found->kind}
    );
    return Done{.id = id.value};
}

} // namespace heed::tickets
