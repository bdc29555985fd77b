// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/queries.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/desk/paging.hpp"
#include "platform/desk/versions.hpp"
#include "platform/json/decode.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace heed::tickets {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

struct Gone {
    TicketId number;
};
HEED_FIELDS(Gone, number)

Result<TicketId> number_in(const Request& request) {
    const auto number = TRY(request.path_number("number"));
    return TicketId{number};
}

/// The ticket after a write, read afresh; only its number to who has just given it to a team
/// whose requests are not theirs to see.
Result<Response> present(Desk& desk, const Request& request, const Outcome& outcome) {
    auto json = desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        const TicketId id{outcome.done.id};
        const auto ticket = get_ticket(tx, request.actor, id);
        if (!ticket) return to_json(Gone{.number = id});
        return to_json(view_of(tx, request.actor, *ticket));
    });
    if (!json) return std::unexpected(json.error());
    return answer(outcome, std::move(*json));
}

template <class Command>
Result<Response> run(Desk& desk, const Request& request, const Command& command) {
    const auto id = TRY(number_in(request));
    const auto now = desk.clock.now();
    const auto outcome =
        TRY(desk.run(request, [&](db::Transaction& tx) { return command(tx, id, now); }));
    return present(desk, request, outcome);
}

template <class E>
Result<E> name_from(std::string_view text, std::string_view pointer) {
    if (const auto value = enum_from<E>(text)) return *value;
    std::string known;
    for (const auto name : enum_names<E>) known.append(known.empty() ? "" : ", ").append(name);
    return refuse(Refusal::invalid, "unknown_value", pointer, "It can be: " + known + ".");
}

Result<std::int64_t> number_from(std::string_view text, std::string_view pointer) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc{} && end == text.data() + text.size() && number >= 0) return number;
    return refuse(Refusal::invalid, "not_a_number", pointer, "Expected a number, `none` or `me`.");
}

template <class T>
Result<Which<T>> which_from(const Request& request, std::string_view name) {
    const auto text = TRY(request.query.text(name));
    if (!text) return Which<T>{};
    if (*text == "none") return Which<T>::only(std::nullopt);
    if constexpr (std::same_as<T, PersonId>) {
        if (*text == "me") return Which<T>::only(request.actor.person);
    }
    const auto number = TRY(number_from(*text, "/" + std::string(name)));
    return Which<T>::only(T{number});
}

Result<> take_order(const Request& request, TicketList& list) {
    const auto sort = TRY(request.query.text("sort"));
    if (sort) list.sort = TRY(name_from<SortBy>(*sort, "/sort"));
    const auto direction = TRY(request.query.text("direction"));
    if (direction) list.direction = TRY(name_from<Direction>(*direction, "/direction"));
    const auto cursor = TRY(request.query.text("cursor"));
    if (cursor) list.after = TRY(cursor_from(*cursor));
    list.limit = TRY(limit_from(request));
    return {};
}

Result<TicketList> list_from(const Request& request) {
    TicketList list;
    const auto states = TRY(request.query.list("state"));
    for (const auto& name : states) {
        const auto state = TRY(name_from<State>(name, "/state"));
        list.states.push_back(state);
    }
    list.team = TRY(which_from<TeamId>(request, "team"));
    list.owner = TRY(which_from<PersonId>(request, "owner"));
    const auto customer = TRY(request.query.number("customer"));
    if (customer) list.customer = PersonId{*customer};
    const auto organisation = TRY(request.query.number("organisation"));
    if (organisation) list.organisation = OrganisationId{*organisation};
    list.tag = TRY(request.query.text("tag"));
    const auto watcher = TRY(which_from<PersonId>(request, "watcher"));
    list.watcher = watcher.value;
    const auto cancelled_as = TRY(request.query.text("cancelled_as"));
    if (cancelled_as)
        list.cancelled_as = TRY(name_from<CancelledAs>(*cancelled_as, "/cancelled_as"));
    TRY(take_order(request, list));
    return list;
}

Result<Response> list_tickets(Desk& desk, Request& request) {
    const auto list = TRY(list_from(request));
    const auto words = TRY(request.query.text("q"));
    return desk.db.read([&](db::Transaction& tx) {
        if (words && !words->empty())
            return http::ok_json(to_json(found_tickets(tx, request.actor, list, *words)));
        return http::ok_json(to_json(ticket_page(tx, request.actor, list)));
    });
}

Result<Response> patch_ticket(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeTicket>(request.body));
    TRY(take_version(request, command));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return change_ticket(tx, request.actor, id, command, now);
    });
}

Result<Response> post_resolution(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ResolveTicket>(request.body));
    TRY(take_version(request, command));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return resolve_ticket(tx, request.actor, id, command, now);
    });
}

template <State from>
Result<Response> reopen(Desk& desk, Request& request) {
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return reopen_ticket(tx, request.actor, id, from, now);
    });
}

struct WaitBody {
    WaitingFor waiting_for = WaitingFor::customer;
    std::optional<Instant> until;
};
HEED_FIELDS(WaitBody, waiting_for, until)

Result<Response> post_waiting(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<WaitBody>(request.body));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return wait_ticket(
            tx, request.actor, id, {.for_ = body.waiting_for, .until = body.until}, now
        );
    });
}

struct CancelBody {
    CancelledAs as = CancelledAs::error;
    std::optional<Reason> reason;
    std::optional<TicketId> duplicate_of;
    std::optional<Block> block;
};
HEED_FIELDS(CancelBody, as, reason, duplicate_of, block)

Result<Response> post_cancellation(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<CancelBody>(request.body));
    const CancelTicket command{
        .as = body.as,
        .reason = body.reason,
        .duplicate_of = body.duplicate_of,
        .block = body.block.value_or(Block::none),
    };
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return cancel_ticket(tx, request.actor, id, command, now);
    });
}

Result<Response> post_closure(Desk& desk, Request& request) {
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return close_ticket(tx, request.actor, id, now);
    });
}

Result<Response> put_tag(Desk& desk, Request& request) {
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return add_tag(tx, request.actor, id, request.path_text("tag"), now);
    });
}

Result<Response> delete_tag(Desk& desk, Request& request) {
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return remove_tag(tx, request.actor, id, request.path_text("tag"), now);
    });
}

Result<Response> delete_request_links(Desk& desk, Request& request) {
    const auto number = TRY(request.query.number("person"));
    const auto person = number ? std::optional(PersonId{*number}) : std::nullopt;
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return end_request_links(tx, request.actor, id, person, now);
    });
}

Result<Response> put_helper(Desk& desk, Request& request) {
    const auto person = TRY(request.path_number("person"));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return join_as_helper(tx, request.actor, id, PersonId{person}, now);
    });
}

Result<Response> delete_helper(Desk& desk, Request& request) {
    const auto person = TRY(request.path_number("person"));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return leave_as_helper(tx, request.actor, id, PersonId{person}, now);
    });
}

Result<Response> put_watcher(Desk& desk, Request& request) {
    const auto person = TRY(request.path_number("person"));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return watch_ticket(tx, request.actor, id, PersonId{person}, now);
    });
}

Result<Response> delete_watcher(Desk& desk, Request& request) {
    const auto person = TRY(request.path_number("person"));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return unwatch_ticket(tx, request.actor, id, PersonId{person}, now);
    });
}

Result<Response> post_link(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<LinkTickets>(request.body));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return link_tickets(tx, request.actor, id, command, now);
    });
}

Result<Response> delete_link(Desk& desk, Request& request) {
    const auto link = TRY(request.path_number("link"));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return unlink_tickets(tx, request.actor, id, link, now);
    });
}

struct PutRead {
    EntryId entry_id;
};
HEED_FIELDS(PutRead, entry_id)

Result<Response> put_read(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<PutRead>(request.body));
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant) {
        return mark_read(tx, request.actor, id, body.entry_id);
    });
}

Result<Response> delete_read(Desk& desk, Request& request) {
    return run(desk, request, [&](db::Transaction& tx, TicketId id, Instant) {
        return mark_unread(tx, request.actor, id);
    });
}

Result<Response> get_history(Desk& desk, Request& request) {
    const auto id = TRY(number_in(request));
    const auto limit = TRY(limit_from(request));
    const auto cursor = TRY(request.query.number("cursor"));
    const auto before = cursor.value_or(std::numeric_limits<std::int64_t>::max());
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        TRY(get_ticket(tx, request.actor, id));
        return http::ok_json(to_json(history_of(tx, id, before, limit)));
    });
}

Result<Response> get_counts(Desk& desk, Request& request) {
    return desk.db.read([&](db::Transaction& tx) {
        return http::ok_json(to_json(counts_of(tx, request.actor)));
    });
}

constexpr std::string_view watcher = "/api/v1/tickets/{number}/watchers/{person}";
constexpr std::string_view tickets = "/api/v1/tickets";
constexpr std::string_view resolution = "/api/v1/tickets/{number}/resolution";
constexpr std::string_view waiting = "/api/v1/tickets/{number}/waiting";
constexpr std::string_view cancellation = "/api/v1/tickets/{number}/cancellation";
constexpr std::string_view tag = "/api/v1/tickets/{number}/tags/{tag}";
constexpr std::string_view read = "/api/v1/tickets/{number}/read";
constexpr std::string_view request_links = "/api/v1/tickets/{number}/request_links";
constexpr std::string_view helper = "/api/v1/tickets/{number}/helpers/{person}";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{Method::get, tickets, "ticket:read", list_tickets},
    Route{
        Method::patch,
        "/api/v1/tickets/{number}",
        "ticket:write",
        patch_ticket,
        Lane::write,
        http::json_body
    },
    Route{Method::post, resolution, "ticket:write", post_resolution, Lane::write, http::json_body},
    Route{Method::delete_, resolution, "ticket:write", reopen<State::resolved>, Lane::write},
    Route{Method::post, waiting, "ticket:write", post_waiting, Lane::write, http::json_body},
    Route{Method::delete_, waiting, "ticket:write", reopen<State::waiting>, Lane::write},
    Route{
        Method::post, cancellation, "ticket:write", post_cancellation, Lane::write, http::json_body
    },
    Route{Method::delete_, cancellation, "ticket:write", reopen<State::cancelled>, Lane::write},
    Route{
        Method::post, "/api/v1/tickets/{number}/closure", "ticket:write", post_closure, Lane::write
    },
    Route{Method::put, tag, "ticket:write", put_tag, Lane::write},
    Route{Method::delete_, tag, "ticket:write", delete_tag, Lane::write},
    Route{Method::delete_, request_links, "ticket:write", delete_request_links, Lane::write},
    Route{Method::put, helper, "ticket:write", put_helper, Lane::write},
    Route{Method::delete_, helper, "ticket:write", delete_helper, Lane::write},
    Route{Method::put, watcher, "ticket:read", put_watcher, Lane::write},
    Route{Method::delete_, watcher, "ticket:read", delete_watcher, Lane::write},
    Route{
        Method::post,
        "/api/v1/tickets/{number}/links",
        "ticket:write",
        post_link,
        Lane::write,
        http::json_body
    },
    Route{
        Method::delete_,
        "/api/v1/tickets/{number}/links/{link}",
        "ticket:write",
        delete_link,
        Lane::write
    },
    Route{Method::get, "/api/v1/tickets/{number}/history", "ticket:read", get_history},
    Route{Method::put, read, "ticket:read", put_read, Lane::write, http::json_body},
    Route{Method::delete_, read, "ticket:read", delete_read, Lane::write},
    Route{Method::get, "/api/v1/counts", "ticket:read", get_counts},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter list_parameters[] = {
    limit_parameter,
    cursor_parameter,
    {.name = "state", .says = "One or several states, with commas between them."},
    {.name = "team", .says = "A team's id, or `none`."},
    {.name = "owner", .says = "A person's id, `me` or `none`."},
    {.name = "customer", .says = "Only theirs.", .shape = gives<PersonId>},
    {.name = "organisation", .says = "Only its people's.", .shape = gives<OrganisationId>},
    {.name = "tag", .says = "Only with this tag."},
    {.name = "watcher", .says = "Only those that this person watches: a person's id, or `me`."},
    {.name = "cancelled_as",
     .says = "Only those cancelled for this reason.",
     .shape = gives<CancelledAs>},
    {.name = "q",
     .says = "A number, how a customer's names or addresses begin, or how words of the subject "
             "begin. Newest first, whatever `sort` says. A page looks at 20,000 tickets at most: "
             "with `next` there may be more however few it holds."},
    {.name = "sort", .says = "`changed_at` when absent.", .shape = gives<SortBy>},
    {.name = "direction", .says = "`desc` when absent.", .shape = gives<Direction>},
};

constexpr QueryParameter link_parameters[] = {
    {.name = "person", .says = "Only this person's links.", .shape = gives<PersonId>},
};

constexpr Described descriptions[] = {
    {.method = Method::delete_,
     .pattern = request_links,
     .says = "Ends the links to this request that letters carried; new letters carry new ones.",
     .query = link_parameters,
     .answer = gives_settled<TicketView>},
    {.method = Method::get,
     .pattern = tickets,
     .says = "Tickets that one may see, a page at a time.",
     .query = list_parameters,
     .answer = gives<TicketPage>},
    {.method = Method::patch,
     .pattern = "/api/v1/tickets/{number}",
     .says = "Changes fields of a ticket.",
     .body = takes<ChangeTicket>,
     .answer = gives_settled<TicketView>},
    {.method = Method::post,
     .pattern = resolution,
     .says = "Marks a ticket as resolved.",
     .body = takes<ResolveTicket>,
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = resolution,
     .says = "Reopens a resolved ticket.",
     .answer = gives_settled<TicketView>},
    {.method = Method::post,
     .pattern = waiting,
     .says = "Lets a ticket wait for somebody, perhaps until an instant.",
     .body = takes<WaitBody>,
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = waiting,
     .says = "Ends the waiting.",
     .answer = gives_settled<TicketView>},
    {.method = Method::post,
     .pattern = cancellation,
     .says = "Cancels a ticket: in error, as a duplicate, as spam.",
     .body = takes<CancelBody>,
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = cancellation,
     .says = "Takes a cancelled ticket up again.",
     .answer = gives_settled<TicketView>},
    {.method = Method::post,
     .pattern = "/api/v1/tickets/{number}/closure",
     .says = "Closes a resolved ticket for good.",
     .answer = gives_settled<TicketView>},
    {.method = Method::put,
     .pattern = tag,
     .says = "Adds a tag.",
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = tag,
     .says = "Removes a tag.",
     .answer = gives_settled<TicketView>},
    {.method = Method::put,
     .pattern = helper,
     .says = "Lets an agent help with a ticket.",
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = helper,
     .says = "Ends that help.",
     .answer = gives_settled<TicketView>},
    {.method = Method::put,
     .pattern = watcher,
     .says = "Lets an agent watch a ticket: oneself where one may see it, others where one may "
             "change it.",
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = watcher,
     .says = "Ends the watching.",
     .answer = gives_settled<TicketView>},
    {.method = Method::post,
     .pattern = "/api/v1/tickets/{number}/links",
     .says = "Links two tickets.",
     .body = takes<LinkTickets>,
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = "/api/v1/tickets/{number}/links/{link}",
     .says = "Removes a link.",
     .answer = gives_settled<TicketView>},
    {.method = Method::get,
     .pattern = "/api/v1/tickets/{number}/history",
     .says = "What was changed, when and by whom, newest first.",
     .query = page_parameters,
     .answer = gives<HistoryPage>},
    {.method = Method::put,
     .pattern = read,
     .says = "Remembers up to which entry one has read.",
     .body = takes<PutRead>,
     .answer = gives_settled<TicketView>},
    {.method = Method::delete_,
     .pattern = read,
     .says = "Marks a ticket as unread.",
     .answer = gives_settled<TicketView>},
    {.method = Method::get,
     .pattern = "/api/v1/counts",
     .says = "How many tickets there are, by team, state and owner.",
     .answer = gives<Counts>},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::tickets
