// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/queries.hpp"
#include "features/search/search.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"

#include <array>
#include <charconv>

namespace heed::search {

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::int64_t page_most = 50;

Result<std::string> question_in(const Request& request) {
    auto text = TRY(request.query.text("q"));
    return std::move(text).value_or(std::string());
}

Result<std::size_t> limit_in(const Request& request, std::int64_t usual) {
    const auto limit = TRY(request.query.number("limit"));
    if (!limit) return static_cast<std::size_t>(usual);
    if (*limit >= 1 && *limit <= page_most) return static_cast<std::size_t>(*limit);
    return refuse(Refusal::invalid, "out_of_range", "/limit", "A page has 1 to 50 lines.");
}

Result<std::size_t> first_in(const Request& request) {
    const auto cursor = TRY(request.query.text("cursor"));
    if (!cursor) return std::size_t{0};
    std::size_t first = 0;
    const auto* const end = cursor->data() + cursor->size();
    const auto [stopped, problem] = std::from_chars(cursor->data(), end, first);
    if (problem == std::errc{} && stopped == end && first < reachable_most) return first;
    return refuse(
        Refusal::invalid,
        "bad_cursor",
        "/cursor",
        "This page marker is not one of ours; start from the first page."
    );
}

Result<std::optional<FoundKind>> kind_in(const Request& request) {
    const auto name = TRY(request.query.text("kind"));
    if (!name) return std::optional<FoundKind>{};
    if (const auto kind = enum_from<FoundKind>(*name)) return kind;
    return refuse(
        Refusal::invalid, "unknown_value", "/kind", "It can be: ticket, person, organisation."
    );
}

Result<Response> get_search(Desk& desk, Request& request) {
    Search search;
    search.question = TRY(question_in(request));
    search.kind = TRY(kind_in(request));
    search.first = TRY(first_in(request));
    search.limit = TRY(limit_in(request, 20));
    const auto answer = TRY(find(desk, request.actor, search));
    return http::ok_json(to_json(answer));
}

Result<Response> get_suggestions(Desk& desk, Request& request) {
    const auto question = TRY(question_in(request));
    const auto limit = TRY(limit_in(request, 8));
    const auto answer = TRY(suggestions(desk, request.actor, question, limit));
    return http::ok_json(to_json(answer));
}

struct SimilarAnswer {
    std::vector<tickets::TicketRow> items;
};
HEED_FIELDS(SimilarAnswer, items)

Result<Response> get_similar(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("number"));
    const auto limit = TRY(limit_in(request, 5));
    auto rows = TRY(similar_tickets(desk, request.actor, TicketId{number}, limit));
    return http::ok_json(to_json(SimilarAnswer{.items = std::move(rows)}));
}

constexpr std::string_view search = "/api/v1/search";
constexpr std::string_view suggested = "/api/v1/search/suggestions";
constexpr std::string_view similar = "/api/v1/tickets/{number}/similar";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{Method::get, search, "staff", get_search},
    Route{Method::get, suggested, "staff", get_suggestions},
    Route{Method::get, similar, "ticket:read", get_similar},
};

// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter question_parameter{
    .name = "q",
    .says = "Words; in quotes they stand together, with a minus before it what has it is left out. "
            "The last word may be a beginning. A ticket's number or an address is found first.",
};
constexpr QueryParameter page_limit{
    .name = "limit",
    .says = "How many lines at most; 20 when absent, 8 suggestions, 5 similar tickets.",
    .shape = gives_number<1, page_most>,
};
constexpr QueryParameter search_parameters[] = {
    question_parameter,
    {.name = "kind", .says = "Only these; all kinds when absent.", .shape = gives<FoundKind>},
    page_limit,
    cursor_parameter,
};
constexpr QueryParameter suggestion_parameters[] = {question_parameter, page_limit};
constexpr QueryParameter similar_parameters[] = {page_limit};

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = search,
     .says = "Tickets, people and organisations with these words, of what the asker may see. "
             "`standing` says when something may be missing.",
     .query = search_parameters,
     .answer = gives<SearchAnswer>},
    {.method = Method::get,
     .pattern = suggested,
     .says = "The best few for what is being typed, and how its last word may go on.",
     .query = suggestion_parameters,
     .answer = gives<SuggestionsAnswer>},
    {.method = Method::get,
     .pattern = similar,
     .says = "Tickets whose words are most like those of this one.",
     .query = similar_parameters,
     .answer = gives<SimilarAnswer>},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::search
