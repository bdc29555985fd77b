// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/request_pages.hpp"
#include "features/portal/standing.hpp"

namespace heed::portal {

namespace {

using tickets::TicketPage;
using tickets::TicketRow;

Html meta_of(const Look& look, const TicketRow& ticket) {
    const auto& words = look.words;
    const auto number = filled(words.row_number, {{"number", std::to_string(ticket.number.value)}});
    const auto moment = moment_of(look, ticket.public_changed_at);
    Html meta = joined({number, " · ", filled(words.row_changed, {{"moment", moment}})});
    if (ticket.customer.id != look.actor.person) {
        meta += " · ";
        meta += filled(words.row_by, {{"name", ticket.customer.name}});
    }
    return element("span", {{"class", "meta"}}, {meta});
}

} // namespace

Html request_row(const Look& look, const TicketRow& ticket, const Html& excerpt) {
    const auto standing = standing_of(ticket);
    const auto tone = "chip " + std::string(standing.tone);
    return element(
        "li",
        {},
        {element(
            "a",
            {{"href", "/requests/" + std::to_string(ticket.number.value)}},
            {
                element("span", {{"class", "subject"}}, {ticket.subject}),
                element("span", {{"class", tone}}, {look.words.*standing.chip}),
                meta_of(look, ticket),
                excerpt,
            }
        )}
    );
}

namespace {

Html rows_of(const Look& look, const TicketPage& page) {
    Html rows;
    for (const auto& ticket : page.items) rows += request_row(look, ticket);
    return element("ul", {{"class", "requests"}}, {rows});
}

struct Part {
    std::string_view name; // in the address of its further pages
    std::string_view title;
    std::string_view further;
};

Html part(const Look& look, const RequestList& list, const TicketPage& page, const Part& part) {
    Html content = element("h2", {}, {part.title});
    if (page.items.empty()) {
        content += element("p", {{"class", "lead"}}, {look.words.none_open});
    } else {
        content += rows_of(look, page);
    }
    if (page.next) {
        const auto of = list.of_organisation ? "of=organisation&" : "";
        const auto url = "/requests?" + std::string(of) + std::string(part.name) + "=" + *page.next;
        content += element("p", {}, {button_link(url, part.further, true)});
    }
    return element("section", {{"class", "part"}}, {content});
}

Html nothing_yet(const Words& words) {
    return element(
        "div",
        {{"class", "card empty"}},
        {
            element("h2", {}, {words.none_title}),
            element("p", {{"class", "lead"}}, {words.none_text}),
            element("p", {}, {button_link("/", words.ask)}),
        }
    );
}

Html tab(std::string_view url, std::string_view text, bool here) {
    return element(
        "a", Attributes{{"href", std::string(url)}}.when(here, {"aria-current", "page"}), {text}
    );
}

Html tabs(const Look& look, const RequestList& list) {
    if (look.organisation.empty()) return {};
    const auto all = filled(look.words.all_of, {{"organisation", look.organisation}});
    return element(
        "nav",
        {{"class", "tabs"}, {"aria-label", std::string(look.words.my_requests)}},
        {
            tab("/requests", look.words.only_mine, !list.of_organisation),
            tab("/requests?of=organisation", all, list.of_organisation),
        }
    );
}

} // namespace

Page requests_page(const Look& look, const RequestList& list) {
    const auto& words = look.words;
    Html content = element("h1", {}, {words.my_requests});
    const bool any =
        (list.open && !list.open->items.empty()) || (list.past && !list.past->items.empty());
    if (any) content += search_box(words, {});
    content += tabs(look, list);
    if (list.is_first && !any) content += nothing_yet(words);
    if (list.open && any)
        content += part(
            look,
            list,
            *list.open,
            {.name = "open", .title = words.open_requests, .further = words.more_open}
        );
    if (list.past && !list.past->items.empty())
        content += part(
            look,
            list,
            *list.past,
            {.name = "past", .title = words.past_requests, .further = words.older}
        );
    if (!list.is_first) {
        const auto first = list.of_organisation ? "/requests?of=organisation" : "/requests";
        content +=
            element("p", {{"class", "quiet"}}, {element("a", {{"href", first}}, {words.newest})});
    }
    return {.title = std::string(words.my_requests), .content = content, .place = "/requests"};
}

} // namespace heed::portal
