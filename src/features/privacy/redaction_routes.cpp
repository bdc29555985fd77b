// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/privacy.hpp"
#include "features/privacy/route_tables.hpp"
#include "features/privacy/wire.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/json/decode.hpp"

namespace heed::privacy {

namespace {

using http::Lane;
using http::Request;
using http::Response;

Response redacted(const Outcome& outcome) {
    const wire::Redacted answered{
        .number = TicketId{outcome.done.id}, .entry_id = EntryId{outcome.done.item}
    };
    return answer(outcome, to_json(answered), 201);
}

Result<Response> post_redaction(Desk& desk, Request& request) {
    const auto entry = TRY(request.path_number("entry"));
    const auto command = TRY(parse_json<RedactEntry>(request.body));
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return redact_entry(tx, request.actor, EntryId{entry}, command, now);
    }));
    return redacted(outcome);
}

Result<Response> post_file_redaction(Desk& desk, Request& request) {
    const auto file = TRY(request.path_number("attachment"));
    const auto command = TRY(parse_json<RedactFile>(request.body));
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return redact_file(tx, request.actor, attachments::AttachmentId{file}, command, now);
    }));
    return redacted(outcome);
}

using enum http::Method;
using http::json_body;

constexpr std::string_view redact = "ticket:redact";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {post, "/api/v1/entries/{entry}/redactions", redact, post_redaction, Lane::write, json_body},
    {post,
     "/api/v1/attachments/{attachment}/redaction",
     redact,
     post_file_redaction,
     Lane::write,
     json_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = post,
     .pattern = "/api/v1/entries/{entry}/redactions",
     .says = "Takes words out of a message for good, or all it says: from its text, its letter, "
             "the ticket's subject and the journal, and with `everywhere` from the ticket's other "
             "messages. A marker with the reason stands there instead.",
     .body = takes<RedactEntry>,
     .status = 201,
     .answer = gives_settled<wire::Redacted>},
    {.method = post,
     .pattern = "/api/v1/attachments/{attachment}/redaction",
     .says = "Takes a file out of a message for good, with the letter that brought it.",
     .body = takes<RedactFile>,
     .status = 201,
     .answer = gives_settled<wire::Redacted>},
};

} // namespace

std::span<const Route> redaction_routes() {
    return table;
}

std::span<const Described> redaction_descriptions() {
    return descriptions;
}

} // namespace heed::privacy
