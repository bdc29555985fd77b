// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/portal/answers.hpp"
#include "features/portal/ask_pages.hpp"
#include "features/portal/bodies.hpp"
#include "features/portal/posted.hpp"
#include "features/portal/request_pages.hpp"
#include "features/portal/route_tables.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::portal {

namespace {

using http::Lane;
using http::Request;
using http::Response;

constexpr int entries_shown = 50;
constexpr int rows_shown = 25;

/// Somebody in front of one request: by session, or by a link that opens just that one.
struct Visit {
    Look look;
    TicketId number;
    std::string path;
};

using Finder = Result<Visit> (*)(Desk&, const Request&);

std::unexpected<Error> sign_in_needed() {
    return refuse(Refusal::unauthenticated, "sign_in_needed", {}, "Sign in first.");
}

Result<Visit> by_session(Desk& desk, const Request& request) {
    const auto number = TRY(request.path_number("number"));
    auto look = look_at(desk, request);
    if (!look.is_signed_in()) return sign_in_needed();
    return Visit{
        .look = std::move(look),
        .number = TicketId{number},
        .path = "/requests/" + std::to_string(number),
    };
}

Result<Visit> by_link(Desk& desk, const Request& request) {
    const auto& token = request.path_text("token");
    Look look;
    look.theme = theme_of(request);
    look.browser = language_of(request);
    look.token_in_path = true;
    look.now = desk.clock.now();
    const auto known = desk.db.read([&](db::Transaction& tx) -> Result<bool> {
        auto actor = access::actor_for_request_link(tx, token, look.now);
        if (!actor) return refuse(Refusal::not_found, "request_link_expired");
        look.actor = *std::move(actor);
        recognise(tx, look);
        return true;
    });
    if (!known) return std::unexpected(known.error());
    const auto number = *look.actor.only_ticket;
    return Visit{.look = std::move(look), .number = number, .path = "/r/" + token};
}

Result<RequestView>
view_of(db::Transaction& tx, Desk& desk, const Visit& visit, std::optional<EntryId> before) {
    const auto& actor = visit.look.actor;
    const auto ticket = TRY(tickets::get_ticket(tx, actor, visit.number));
    RequestView view{
        .ticket = tickets::rows_of(tx, {ticket}).front(),
        .entries = conversations::entries_of(tx, actor, ticket.id, before, entries_shown),
        .bodies = {},
        .people = conversations::participants_of(tx, ticket.id),
        .path = visit.path,
        .shows_latest = !before,
    };
    for (const auto& entry : view.entries.items) {
        const auto url = visit.path + "/letters/" + std::to_string(entry.id.value);
        view.bodies.push_back(
            body_of(tx, desk, entry, {.words = visit.look.words, .letter_url = url})
        );
    }
    return view;
}

Result<Response>
show(Desk& desk, const Request& request, const Visit& visit, const ReplyForm& reply) {
    const auto before = TRY(request.query.number("before"));
    const auto said = TRY(request.query.text("said"));
    auto view = desk.db.read([&](db::Transaction& tx) {
        return view_of(tx, desk, visit, before ? std::optional(EntryId{*before}) : std::nullopt);
    });
    if (!view) return std::unexpected(view.error());
    if (said) view->said = *said;
    const int status = reply.problems.empty() ? 200 : 422;
    return shown(visit.look, request_page(visit.look, *view, reply), status);
}

template <Finder find>
Result<Response> get_request(Desk& desk, Request& request) {
    const auto visit = TRY(find(desk, request));
    return show(desk, request, visit, {.once = crypto::random_token()});
}

/// After a follow-up, who came by a link cannot see the new request; they hear its number.
Response said(const Visit& visit, TicketId number, std::string_view what) {
    if (number == visit.number) return http::see_other(visit.path + "?said=" + std::string(what));
    if (visit.look.is_signed_in())
        return http::see_other("/requests/" + std::to_string(number.value) + "?said=asked");
    return shown(visit.look, follow_up_page(visit.look, number));
}

template <Finder find>
Result<Response> post_reply(Desk& desk, Request& request) {
    const auto visit = TRY(find(desk, request));
    ReplyForm form{.text = typed(request, "text"), .once = typed_line(request, "once")};
    form.problems = problems_of_message(form.text, files_sent(request), visit.look.words);
    if (!form.problems.empty()) return show(desk, request, visit, form);
    // Before any file is kept: who may not see the request leaves nothing behind.
    const auto seen = desk.db.read([&](db::Transaction& tx) {
        return tickets::get_ticket(tx, visit.look.actor, visit.number);
    });
    if (!seen) return std::unexpected(seen.error());

    const Said message{.text = form.text, .files = ready_files(desk, request)};
    const auto outcome = TRY(run_once(desk, request, [&](db::Transaction& tx) {
        return say(tx, visit.look.actor, visit.number, message, visit.look.now);
    }));
    return said(visit, TicketId{outcome.done.id}, "reply");
}

template <Finder find>
Result<Response> post_solved(Desk& desk, Request& request) {
    const auto visit = TRY(find(desk, request));
    TRY(desk.run(request, [&](db::Transaction& tx) {
        return tickets::confirm_solved(tx, visit.look.actor, visit.number, visit.look.now);
    }));
    return said(visit, visit.number, "solved");
}

/// Nothing in a file may run on our origin, whatever it claims to be.
Response file_answer(const attachments::Attachment& file, std::string bytes) {
    const auto type = attachments::served_type(file.content_type);
    const bool picture = type.starts_with("image/");
    return http::content(std::string(type), std::move(bytes))
        .with("Content-Disposition", attachments::content_disposition(file.filename, picture))
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("X-Robots-Tag", "noindex, nofollow")
        .with("Cache-Control", "private, no-store");
}

/// A file of a message that this customer can read; of another request or of a note there is none.
template <Finder find>
Result<Response> get_file(Desk& desk, Request& request) {
    const auto visit = TRY(find(desk, request));
    const auto number = TRY(request.path_number("file"));
    const auto& actor = visit.look.actor;
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        const auto file =
            TRY(attachments::get_attachment(tx, actor, attachments::AttachmentId{number}));
        if (file.ticket_id != visit.number || !file.entry_id)
            return refuse(Refusal::not_found, "not_found");
        TRY(conversations::get_entry(tx, actor, *file.entry_id));
        auto bytes = TRY(attachments::read_blob(tx, desk.files, file.sha256));
        return file_answer(file, std::move(bytes));
    });
}

/// A letter in its own clothes, on a page where nothing runs and nothing is fetched.
template <Finder find>
Result<Response> get_letter(Desk& desk, Request& request) {
    const auto visit = TRY(find(desk, request));
    const auto number = TRY(request.path_number("entry"));
    const auto& actor = visit.look.actor;
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        const auto entry = TRY(conversations::get_entry(tx, actor, EntryId{number}));
        if (entry.ticket_id != visit.number) return refuse(Refusal::not_found, "not_found");
        const auto body = TRY(conversations::framed_body(tx, desk, entry));
        return http::html(letter_page(visit.look, body.html))
            .with("Content-Security-Policy", std::string(letter_policy))
            .with("Referrer-Policy", "no-referrer")
            .with("X-Robots-Tag", "noindex, nofollow");
    });
}

/// One of the two lists, narrowed to what the visitor asked about.
Result<tickets::TicketList>
list_of(const Look& look, const RequestList& which, const std::optional<std::string>& cursor) {
    tickets::TicketList list;
    list.limit = rows_shown;
    if (which.of_organisation)
        list.organisation = look.actor.organisation;
    else
        list.customer = look.actor.person;
    if (cursor) list.after = TRY(tickets::cursor_from(*cursor));
    return list;
}

/// A page in the order of what its reader can see, whatever else moved these requests.
tickets::TicketPage
page_of(db::Transaction& tx, const Look& look, const tickets::TicketList& list) {
    auto page = tickets::ticket_page(tx, look.actor, list);
    std::ranges::stable_sort(page.items, std::ranges::greater{}, [](const auto& row) {
        return row.public_changed_at;
    });
    return page;
}

/// What cannot be looked for is said on the page, in the place of what would be found.
Response found_in(Desk& desk, const Look& look, const std::string& words) {
    RequestSearch search{.words = words};
    auto found = search::find_requests(desk, look.actor, words, rows_shown);
    if (found)
        search.found = std::move(*found);
    else
        search.problem = look.words.found_none;
    return shown(look, found_page(look, search), found ? 200 : 422);
}

Result<Response> get_requests(Desk& desk, Request& request) {
    using tickets::State;
    const auto look = look_at(desk, request);
    if (!look.is_signed_in()) return sign_in_needed();
    const auto words = TRY(request.query.text("q"));
    if (words && !words->empty()) return found_in(desk, look, *words);
    const auto of = TRY(request.query.text("of"));
    const auto open_after = TRY(request.query.text("open"));
    const auto past_after = TRY(request.query.text("past"));
    RequestList list;
    list.of_organisation = of == "organisation" && look.actor.organisation.is_set();
    list.is_first = !open_after && !past_after;
    auto current = TRY(list_of(look, list, open_after));
    current.states = {State::new_, State::open, State::waiting};
    auto past = TRY(list_of(look, list, past_after));
    past.states = {State::resolved, State::closed, State::cancelled};
    desk.db.read_job([&](db::Transaction& tx) {
        if (!past_after) list.open = page_of(tx, look, current);
        if (!open_after) list.past = page_of(tx, look, past);
    });
    return shown(look, requests_page(look, list));
}

using enum http::Method;
using http::form_body;
using http::upload_body;

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, "/requests", "signed_in", get_requests},
    {get, "/requests/{number}", "signed_in", get_request<by_session>},
    {post, "/requests/{number}/reply", "signed_in", post_reply<by_session>, Lane::write, upload_body
    },
    {post, "/requests/{number}/solved", "signed_in", post_solved<by_session>, Lane::write, form_body
    },
    {get, "/requests/{number}/files/{file}", "signed_in", get_file<by_session>},
    {get, "/requests/{number}/letters/{entry}", "signed_in", get_letter<by_session>},
    {get, "/r/{token}", "anonymous", get_request<by_link>},
    {post, "/r/{token}/reply", "anonymous", post_reply<by_link>, Lane::write, upload_body},
    {post, "/r/{token}/solved", "anonymous", post_solved<by_link>, Lane::write, form_body},
    {get, "/r/{token}/files/{file}", "anonymous", get_file<by_link>},
    {get, "/r/{token}/letters/{entry}", "anonymous", get_letter<by_link>},
};
// NOLINTEND(modernize-use-designated-initializers)

} // namespace

std::span<const Route> request_routes() {
    return table;
}

} // namespace heed::portal
