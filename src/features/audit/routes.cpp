// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/audit/audit.hpp"
#include "features/audit/queries.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/desk/paging.hpp"

#include <array>

namespace heed::audit {

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::size_t kinds_at_most = 50;

/// Facts tell of every team's work, and of nobody's team.
Result<> require_whole_desk(const Actor& actor) {
    if (actor.may(Permission::audit_read)) return {};
    return refuse(
        Refusal::forbidden,
        "forbidden",
        "",
        "The journal tells of the whole desk: it takes `audit:read` for all teams."
    );
}

Result<std::optional<Instant>> instant_from(const Request& request, std::string_view name) {
    const auto text = TRY(request.query.text(name));
    if (!text) return std::nullopt;
    const auto instant = instant_from_rfc3339(*text);
    if (instant) return instant;
    return refuse(
        Refusal::invalid,
        "invalid_instant",
        "/" + std::string(name),
        "An instant is written as 2026-06-10T09:00:00Z."
    );
}

template <class AnyId>
Result<std::optional<AnyId>> id_from(const Request& request, std::string_view name) {
    const auto number = TRY(request.query.number(name));
    if (!number) return std::nullopt;
    return AnyId{*number};
}

Result<journal::FactFilter> filter_from(const Request& request) {
    journal::FactFilter filter;
    filter.kinds = TRY(request.query.list("kind"));
    if (filter.kinds.size() > kinds_at_most)
        return refuse(Refusal::invalid, "too_many_kinds", "/kind", "At most 50 kinds at once.");
    filter.actor = TRY(id_from<PersonId>(request, "actor"));
    filter.ticket = TRY(id_from<TicketId>(request, "ticket"));
    filter.subject_type = TRY(request.query.text("subject_type"));
    filter.subject_id = TRY(request.query.number("subject_id"));
    filter.since = TRY(instant_from(request, "since"));
    filter.until = TRY(instant_from(request, "until"));
    return filter;
}

Result<Response> list_facts(Desk& desk, Request& request) {
    TRY(require_whole_desk(request.actor));
    const auto filter = TRY(filter_from(request));
    const auto before = TRY(request.query.number("cursor"));
    const auto limit = TRY(limit_from(request));
    return desk.db.read([&](db::Transaction& tx) {
        return http::ok_json(to_json(facts_of(tx, filter, before, limit)));
    });
}

Result<Response> get_seal(Desk& desk, Request& request) {
    TRY(require_whole_desk(request.actor));
    return desk.db.read([](db::Transaction& tx) { return http::ok_json(to_json(seal_of(tx))); });
}

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{Method::get, "/api/v1/facts", "audit:read", list_facts},
    Route{Method::get, "/api/v1/facts/seal", "audit:read", get_seal},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter fact_parameters[] = {
    limit_parameter,
    cursor_parameter,
    {.name = "kind", .says = "Kinds of fact, separated by commas: any of these."},
    {.name = "actor", .says = "The id of the person who did it.", .shape = gives<PersonId>},
    {.name = "ticket", .says = "The number of a ticket.", .shape = gives<TicketId>},
    {.name = "subject_type", .says = "What it is about: `person`, `mailbox`, `role`, …"},
    {.name = "subject_id", .says = "With `subject_type`: which one.", .shape = gives<std::int64_t>},
    {.name = "since", .says = "Nothing older than this.", .shape = gives<Instant>},
    {.name = "until", .says = "Only what is older than this.", .shape = gives<Instant>},
};

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = "/api/v1/facts",
     .says =
         "The journal, the newest first. A page looks at 20,000 facts at most: `next` may stand "
         "beside an empty list, and `looked_back_to` says how far it came.",
     .query = fact_parameters,
     .answer = gives<FactList>},
    {.method = Method::get,
     .pattern = "/api/v1/facts/seal",
     .says = "How far the journal is sealed. Keep `head` elsewhere: `heed check --audit --head` "
             "compares it.",
     .answer = gives<SealWire>},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::audit
