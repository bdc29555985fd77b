// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/blocking.hpp"
#include "features/inbound_mail/reading.hpp"
#include "features/inbound_mail/wire.hpp"
#include "kernel/fault.hpp"
#include "platform/desk/described.hpp"
#include "platform/json/decode.hpp"
#include "platform/mail/letter.hpp"

#include <array>

namespace heed::inbound_mail {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

constexpr int page_size = 50;
constexpr std::size_t headers_shown = 200;

Response told(const Ingested& ingested) {
    const bool made = ingested.action == "created" || ingested.action == "followup";
    return made ? http::created(json_of(ingested)) : http::ok_json(json_of(ingested));
}

Result<Response> post_inbound(Desk& desk, Request& request) {
    Arrival arrival{.bytes = request.body, .source = Source::api};
    const auto address = TRY(request.query.text("mailbox"));
    if (address) {
        arrival.mailbox = desk.db.read([&](db::Transaction& tx) {
            return mailboxes::mailbox_of_address(tx, *address);
        });
        if (!arrival.mailbox)
            return refuse(
                Refusal::invalid, "unknown_mailbox", "/mailbox", "No mailbox has this address."
            );
    }
    const auto ingested = TRY(ingest(desk, arrival));
    HEED_FAULT("letter_taken_in");
    return told(ingested);
}

/// The request that the message of a letter stands in now, which may be another than it came to.
std::optional<TicketId> present_ticket(db::Transaction& tx, const LetterRow& row) {
    const auto entry = row.entry_id ? conversations::find_entry(tx, *row.entry_id) : std::nullopt;
    return entry ? entry->ticket_id : row.ticket_id;
}

/// Who may see the request may see the letter it came by, and nobody else, whatever they review;
/// letters of no request are for review.
bool is_visible(db::Transaction& tx, const Actor& actor, const LetterRow& row) {
    const auto ticket = present_ticket(tx, row);
    if (!ticket) return actor.may_somewhere(Permission::mail_review);
    return actor.is_staff() && tickets::get_ticket(tx, actor, *ticket);
}

Result<LetterRow> visible_letter(db::Transaction& tx, const Actor& actor, LetterId id) {
    auto row = store::find(tx, id);
    if (!row || !is_visible(tx, actor, *row))
        return refuse(
            Refusal::not_found,
            "not_found",
            "",
            "There is no such letter, or it is not yours to see."
        );
    return std::move(*row);
}

LetterWire item_of(db::Transaction& tx, const LetterRow& row) {
    return {
        .id = row.id,
        .state = row.state,
        .from_address = row.from_address,
        .from_name = row.from_name,
        .subject = row.subject,
        .size = row.size,
        .received_at = row.received_at,
        .mailbox_id = row.mailbox_id,
        .number = present_ticket(tx, row),
        .decisions = row.decisions,
    };
}

/// A page may be shorter than others by what the actor may not see.
LetterList listed(db::Transaction& tx, const Actor& actor, const std::vector<LetterRow>& rows) {
    LetterList list;
    for (const auto& row : rows) {
        if (&row == rows.data() + page_size) {
            list.next = std::to_string(rows[page_size - 1].id.value);
            break;
        }
        if (is_visible(tx, actor, row)) list.items.push_back(item_of(tx, row));
    }
    return list;
}

Result<Response> list_letters(Desk& desk, Request& request) {
    const auto name = TRY(request.query.text("state"));
    const auto listed_as = enum_from<ListedAs>(name.value_or("unreadable"));
    if (!listed_as)
        return refuse(Refusal::invalid, "unknown_value", "/state", "This is no state of a letter.");
    const auto cursor = TRY(request.query.number("cursor"));
    return desk.db.read([&](db::Transaction& tx) {
        const auto before = cursor.value_or(std::int64_t{1} << 53U);
        const auto state = enum_from<LetterState>(name_of(*listed_as));
        const auto rows = state ? store::in_state(tx, *state, before, page_size + 1)
                                : store::set_aside(tx, before, page_size + 1);
        return http::ok_json(to_json(listed(tx, request.actor, rows)));
    });
}

Result<Response> post_retry(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("letter"));
    TRY(desk.db.read([&](db::Transaction& tx) {
        return visible_letter(tx, request.actor, LetterId{id});
    }));
    const auto before = TRY(desk.earlier(request));
    if (before) {
        const auto ingested = TRY(what_became_of(desk, before->done));
        return marked(*before, told(ingested));
    }
    const auto ingested =
        TRY(retry_letter(desk, request.actor, LetterId{id}, [&](const Desk::Command& command) {
            return desk.run(request, command);
        }));
    return told(ingested);
}

Result<Response> get_source(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("letter"));
    auto bytes = desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        const auto row = TRY(visible_letter(tx, request.actor, LetterId{id}));
        return attachments::read_blob(tx, desk.files, row.sha256);
    });
    if (!bytes) return std::unexpected(bytes.error());
    const auto name = "letter-" + std::to_string(id) + ".eml";
    return http::content("application/octet-stream", std::move(*bytes))
        .with("Content-Disposition", attachments::content_disposition(name, false))
        .with("Content-Security-Policy", "sandbox; default-src 'none'");
}

Result<Response> get_original(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("entry"));
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        const auto entry = TRY(conversations::get_entry(tx, request.actor, EntryId{id}));
        if (!entry.letter_id)
            return refuse(
                Refusal::not_found, "no_original", "", "This message did not come by letter."
            );
        const auto row = TRY(visible_letter(tx, request.actor, LetterId{*entry.letter_id}));
        const auto bytes = TRY(attachments::read_blob(tx, desk.files, row.sha256));
        const auto listed = TRY(headers_of(desk.sandbox, bytes));
        const auto& headers = listed.items;
        OriginalWire wire{
            .headers = {},
            .decisions = row.decisions,
            .source_url = "/api/v1/letters/" + std::to_string(row.id.value) + "/source",
            .truncated = headers.size() > headers_shown,
        };
        for (const auto& header : headers) {
            if (wire.headers.size() == headers_shown) break;
            wire.headers.push_back({header.name, header.value});
        }
        return http::ok_json(to_json(wire));
    });
}

Result<Response> list_blocks(Desk& desk, Request&) {
    return desk.db.read([](db::Transaction& tx) {
        return http::ok_json(to_json(BlockList{.items = store::blocks(tx), .next = {}}));
    });
}

Result<Response> post_block(Desk& desk, Request& request) {
    const auto body = TRY(parse_json<PostBlock>(request.body));
    const auto& person = request.actor.person;
    const BlockSender command{
        .pattern = body.pattern.value, .by = person.is_set() ? std::optional(person) : std::nullopt
    };
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return block_sender(tx, request.actor, command, now);
    }));
    return answer(outcome, to_json(NewBlock{.id = outcome.done.id}), 201);
}

Result<Response> delete_block(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("block"));
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return unblock_sender(tx, request.actor, id, now);
    }));
    return no_content(outcome);
}

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{
        Method::post,
        "/api/v1/mail/inbound",
        "mail:ingest",
        post_inbound,
        Lane::write,
        http::letter_body,
        true
    },
    Route{Method::get, "/api/v1/letters", "mail:review", list_letters},
    Route{Method::post, "/api/v1/letters/{letter}/retry", "mail:review", post_retry, Lane::write},
    Route{Method::get, "/api/v1/letters/{letter}/source", "staff", get_source},
    Route{Method::get, "/api/v1/entries/{entry}/original", "staff", get_original},
    Route{Method::get, "/api/v1/blocked_senders", "mail:review", list_blocks},
    Route{
        Method::post,
        "/api/v1/blocked_senders",
        "mail:review",
        post_block,
        Lane::write,
        http::json_body
    },
    Route{
        Method::delete_, "/api/v1/blocked_senders/{block}", "mail:review", delete_block, Lane::write
    },
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter inbound_parameters[] = {
    {.name = "mailbox", .says = "An address of the mailbox it came to."},
};

constexpr QueryParameter letter_parameters[] = {
    cursor_parameter,
    {.name = "state",
     .says = "`unreadable` when absent; `set_aside` for all that became part of no request.",
     .shape = gives<ListedAs>},
};

constexpr Described descriptions[] = {
    {.method = Method::post,
     .pattern = "/api/v1/mail/inbound",
     .says = "Takes a letter in, as message/rfc822; answers after it is safely kept.",
     .query = inbound_parameters,
     .status = 201,
     .or_status = 200,
     .answer = gives_one_of<TakenWire, BounceWire>,
     .unkeyed = "a letter is its own key; one that comes again is known by its Message-ID and "
                "content and answered as a `duplicate` of the first."},
    {.method = Method::get,
     .pattern = "/api/v1/letters",
     .says = "Letters that wait for a look: unreadable ones unless asked otherwise, with what was "
             "decided about each.",
     .query = letter_parameters,
     .answer = gives<LetterList>},
    {.method = Method::post,
     .pattern = "/api/v1/letters/{letter}/retry",
     .says =
         "Reads an unreadable letter once more; takes one that is blocked or was set aside as a "
         "request, whatever the desk thought of it.",
     .status = 201,
     .or_status = 200,
     .answer = gives_one_of<TakenWire, BounceWire>},
    {.method = Method::get,
     .pattern = "/api/v1/letters/{letter}/source",
     .says = "The raw letter.",
     .media = "application/octet-stream"},
    {.method = Method::get,
     .pattern = "/api/v1/entries/{entry}/original",
     .says = "Headers of the letter a message came by, and what was decided about it.",
     .answer = gives<OriginalWire>},
    {.method = Method::get,
     .pattern = "/api/v1/blocked_senders",
     .says = "Senders whose letters are kept aside.",
     .answer = gives<BlockList>},
    {.method = Method::post,
     .pattern = "/api/v1/blocked_senders",
     .says = "Blocks an address or a domain.",
     .body = takes<PostBlock>,
     .status = 201,
     .answer = gives_settled<NewBlock>},
    {.method = Method::delete_,
     .pattern = "/api/v1/blocked_senders/{block}",
     .says = "Hears a sender again.",
     .status = 204,
     .media = ""},
};

} // namespace

std::string json_of(const Ingested& ingested) {
    if (ingested.action != "bounce")
        return to_json(TakenWire{
            .action = ingested.action,
            .number = ingested.number,
            .entry_id = ingested.entry_id,
            .letter_id = ingested.letter
        });
    return to_json(BounceWire{
        .action = ingested.action,
        .status = ingested.status,
        .hard = ingested.hard,
        .reason = ingested.reason,
        .recipient = ingested.recipient,
        .number = ingested.number,
        .letter_id = ingested.letter,
    });
}

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::inbound_mail
