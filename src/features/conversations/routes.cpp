// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/people/people.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/json/decode.hpp"
#include "platform/mail/addresses.hpp"

#include <array>

namespace heed::conversations {

/// What the first words of a conversation are: our answer, note or call, or the customer's words.
enum class FirstKind { public_, note, call, customer };

} // namespace heed::conversations

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::conversations::FirstKind> =
    {"public", "note", "call", "customer"};

namespace heed::conversations {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

constexpr int entries_shown = 100;

Result<TicketId> number_in(const Request& request) {
    const auto number = TRY(request.path_number("number"));
    return TicketId{number};
}

/// The whole ticket as the desk shows it: line, details and the newest entries. Customers get what
/// their portal shows them, and of the conversation what is public.
std::string whole(db::Transaction& tx, const Actor& actor, const tickets::Ticket& ticket) {
    std::string json = "{";
    if (actor.is_staff()) {
        const auto view = tickets::view_of(tx, actor, ticket);
        tickets::append_members(json, view.row);
        tickets::append_members(json, view.details);
        json += ",\"participants\":" + to_json(participants_of(tx, ticket.id));
    } else {
        tickets::append_members(json, tickets::public_row_of(tx, ticket));
    }
    const auto page = entries_of(tx, actor, ticket.id, {}, entries_shown);
    json += ",\"entries\":" + to_json(page.items);
    json += ",\"earlier_entries_cursor\":" + to_json(page.earlier) + "}";
    return json;
}

// What `whole` and `present` write, for the API document.

struct EntriesPart {
    std::vector<EntryWire> entries;
    std::optional<std::string> earlier_entries_cursor;
};
HEED_FIELDS(EntriesPart, entries, earlier_entries_cursor)

struct ParticipantsPart {
    std::vector<Participant> participants;
};
HEED_FIELDS(ParticipantsPart, participants)

struct WrittenPart {
    std::optional<EntryId> entry_id;
};
HEED_FIELDS(WrittenPart, entry_id)

struct WholeTicket {};

struct PublicTicket {};

struct WrittenTicket {};

SchemaText schema_of(Schemas& schemas, std::type_identity<WholeTicket>) {
    return schema_of_all<tickets::TicketRow, tickets::TicketDetails, ParticipantsPart, EntriesPart>(
        schemas, "Ticket"
    );
}

SchemaText schema_of(Schemas& schemas, std::type_identity<PublicTicket>) {
    return schema_of_all<tickets::PublicTicketRow, EntriesPart>(schemas, "PublicTicket");
}

SchemaText schema_of(Schemas& schemas, std::type_identity<WrittenTicket>) {
    return schema_of_all<
        tickets::TicketRow,
        tickets::TicketDetails,
        ParticipantsPart,
        EntriesPart,
        WrittenPart>(schemas, "WrittenTicket");
}

Result<Response> get_whole(Desk& desk, Request& request) {
    const auto id = TRY(number_in(request));
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        const auto ticket = TRY(tickets::get_ticket(tx, request.actor, id));
        return http::ok_json(whole(tx, request.actor, ticket));
    });
}

Result<Response> get_entries(Desk& desk, Request& request) {
    const auto id = TRY(number_in(request));
    const auto before = TRY(request.query.number("cursor"));
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        TRY(tickets::get_ticket(tx, request.actor, id));
        const auto cursor = before ? std::optional(EntryId{*before}) : std::nullopt;
        return http::ok_json(to_json(entries_of(tx, request.actor, id, cursor, entries_shown)));
    });
}

/// All that those hear of a ticket who may open one and not read it.
struct Unseen {
    TicketId number;
};
HEED_FIELDS(Unseen, number)

/// After a write: the whole ticket, and which entry it made.
Result<Response> present(Desk& desk, const Request& request, const Outcome& outcome, int status) {
    auto json = desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        const TicketId id{outcome.done.id};
        const auto ticket = tickets::get_ticket(tx, request.actor, id);
        auto text = ticket ? whole(tx, request.actor, *ticket) : to_json(Unseen{.number = id});
        text.pop_back();
        text += ",\"entry_id\":";
        text += outcome.done.item == 0 ? "null}" : to_json(outcome.done.item) + "}";
        return text;
    });
    if (!json) return std::unexpected(json.error());
    return answer(outcome, std::move(*json), status);
}

template <class Command>
Result<Response> write(Desk& desk, const Request& request, const Command& command) {
    const auto id = TRY(number_in(request));
    const auto now = desk.clock.now();
    const auto outcome =
        TRY(desk.run(request, [&](db::Transaction& tx) { return command(tx, id, now); }));
    return present(desk, request, outcome, 201);
}

template <class Post>
Result<Body> body_of(const Post& post) {
    return ready_body(
        {.html = post.body_html, .markdown = post.body_markdown, .text = post.body_text}
    );
}

std::optional<std::vector<mail::MailAddress>>
recipients(const std::optional<std::vector<Address>>& addresses) {
    if (!addresses) return std::nullopt;
    std::vector<mail::MailAddress> result;
    for (const auto& address : *addresses) result.push_back({"", address.value});
    return result;
}

template <class T>
std::vector<T> listed(const std::optional<std::vector<T>>& items) {
    return items.value_or(std::vector<T>{});
}

Result<Response> post_reply(Desk& desk, Request& request) {
    const auto post = TRY(parse_json<PostReply>(request.body));
    auto body = TRY(body_of(post));
    const Reply reply{
        .body = std::move(body),
        .to = recipients(post.to),
        .cc = recipients(post.cc),
        .uploads = listed(post.attachments),
        .based_on = post.based_on,
        .release_at = post.release_at,
        .then = post.then,
    };
    return write(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return write_reply(tx, request.actor, id, reply, now);
    });
}

Result<Response> post_note(Desk& desk, Request& request) {
    const auto post = TRY(parse_json<PostNote>(request.body));
    auto body = TRY(body_of(post));
    const Note note{.body = std::move(body), .uploads = listed(post.attachments)};
    return write(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return write_note(tx, request.actor, id, note, now);
    });
}

Result<Response> post_call(Desk& desk, Request& request) {
    const auto post = TRY(parse_json<PostCall>(request.body));
    auto body = TRY(body_of(post));
    const Call call{
        .direction = post.direction, .body = std::move(body), .uploads = listed(post.attachments)
    };
    return write(desk, request, [&](db::Transaction& tx, TicketId id, Instant now) {
        return log_call(tx, request.actor, id, call, now);
    });
}

Result<Response> post_reversal(Desk& desk, Request& request) {
    const auto entry = TRY(request.path_number("entry"));
    const auto judgement = TRY(request.path_number("judgement"));
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return reverse_judgement(tx, request.actor, EntryId{entry}, judgement, now);
    }));
    return present(desk, request, outcome, 200);
}

Result<Response> delete_entry(Desk& desk, Request& request) {
    const auto entry = TRY(request.path_number("entry"));
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return discard_held(tx, request.actor, EntryId{entry}, now);
    }));
    return present(desk, request, outcome, 200);
}

struct FirstMessage {
    FirstKind kind = FirstKind::public_;
    std::optional<std::string> body_html;
    std::optional<std::string> body_markdown;
    std::optional<std::string> body_text;
    std::optional<std::vector<Address>> to;
    std::optional<std::vector<Address>> cc;
    std::optional<std::vector<attachments::AttachmentId>> attachments;
    std::optional<CallDirection> direction;
};
HEED_FIELDS(FirstMessage, kind, body_html, body_markdown, body_text, to, cc, attachments, direction)

struct CustomerOf {
    std::optional<PersonId> id;
    std::optional<Address> email;
    std::optional<Text<1, 200>> name;
};
HEED_FIELDS(CustomerOf, id, email, name)

struct PostTicket {
    tickets::Subject subject;
    std::optional<tickets::Kind> kind;
    CustomerOf customer;
    std::optional<TeamId> team_id;
    std::optional<PersonId> owner_id;
    std::optional<tickets::Channel> channel;
    std::optional<int> impact;
    std::optional<int> urgency;
    std::optional<std::int64_t> opening_category_id;
    std::optional<std::vector<std::string>> tags;
    std::optional<FirstMessage> message;
};
HEED_FIELDS(
    PostTicket,
    subject,
    kind,
    customer,
    team_id,
    owner_id,
    channel,
    impact,
    urgency,
    opening_category_id,
    tags,
    message
)

/// Who calls or stands at the counter may have no address that anybody knows.
bool came_in_person(const PostTicket& post) {
    return post.channel == tickets::Channel::phone || post.channel == tickets::Channel::counter ||
           (post.message && post.message->kind == FirstKind::call);
}

/// Somebody of whom the desk knows the name alone. No letter can go to them.
Result<PersonId>
customer_by_name(db::Transaction& tx, const Actor& actor, const PostTicket& post, Instant now) {
    if (!post.customer.name || !came_in_person(post))
        return refuse(
            Refusal::invalid,
            "required",
            "/customer",
            "Name the customer by id or email; a name alone will do for who called or came by."
        );
    if (post.message && post.message->kind == FirstKind::public_)
        return refuse(
            Refusal::invalid,
            "required",
            "/customer/email",
            "Without an address no letter can go out; give one, or write down what was said."
        );
    people::CreatePerson command;
    command.name = *post.customer.name;
    const auto made = TRY(people::create_person(tx, actor, command, now));
    return PersonId{made.id};
}

Result<PersonId>
customer_for(db::Transaction& tx, const Actor& actor, const PostTicket& post, Instant now) {
    const auto& customer = post.customer;
    if (customer.id && (customer.email || customer.name))
        return refuse(
            Refusal::invalid,
            "only_one",
            "/customer",
            "Name the customer by id, or by email and name; not by both."
        );
    if (customer.id) return *customer.id;
    if (!customer.email) return customer_by_name(tx, actor, post, now);
    if (mailboxes::is_own_address(tx, mail::normalised_address(customer.email->value)))
        return refuse(
            Refusal::invalid,
            "own_address",
            "/customer/email",
            "This is an address of the desk itself; answers would come back to it."
        );
    TRY(people::require_meant_or_known(tx, customer.email->value, "/customer/email"));
    const auto name = customer.name ? customer.name->value : std::string();
    auto found = people::find_or_create_customer(
        tx, actor, {.address = customer.email->value, .name = name}, now
    );
    if (!found && found.error().pointer == "/address") found.error().pointer = "/customer/email";
    return found;
}

tickets::OpenTicket opening_of(const PostTicket& post, PersonId customer) {
    return {
        .kind = post.kind.value_or(tickets::Kind::question),
        .subject = post.subject.value,
        .customer = customer,
        .team = post.team_id,
        .owner = post.owner_id,
        .impact = post.impact.value_or(2),
        .urgency = post.urgency.value_or(2),
        .opening_category = post.opening_category_id,
        .channel = post.channel.value_or(tickets::Channel::api),
        .tags = listed(post.tags),
    };
}

struct First {
    const FirstMessage* message;
    Body body;
};

/// The first words of a conversation: our answer or note, a call, or what the customer said.
Result<Done> write_first(
    db::Transaction& tx,
    const Actor& actor,
    tickets::Ticket& ticket,
    const First& first,
    Instant now
) {
    const auto& message = *first.message;
    const auto uploads = listed(message.attachments);
    if (message.kind == FirstKind::note)
        return write_note(tx, actor, ticket.id, {.body = first.body, .uploads = uploads}, now);
    if (message.kind == FirstKind::call) {
        const auto direction = message.direction.value_or(CallDirection::in);
        return log_call(
            tx,
            actor,
            ticket.id,
            {.direction = direction, .body = first.body, .uploads = uploads},
            now
        );
    }
    if (message.kind == FirstKind::public_) {
        const Reply reply{
            .body = first.body,
            .to = recipients(message.to),
            .cc = recipients(message.cc),
            .uploads = uploads
        };
        return write_reply(tx, actor, ticket.id, reply, now);
    }
    const auto customer = people::find_person(tx, ticket.customer_id);
    const auto entry = TRY(receive_message(
        tx,
        actor,
        ticket,
        {.author = ticket.customer_id,
         .from = {customer->name, customer->email.value_or("")},
         .channel = ticket.channel,
         .body_text = first.body.text,
         .body_html = first.body.html,
         .uploads = uploads,
         .first = true},
        now
    ));
    return Done{.id = ticket.id.value, .item = entry.value};
}

/// What is wrong in the first message is found under its name.
template <class T>
Result<T> of_message(Result<T> done) {
    if (!done && !done.error().pointer.empty()) done.error().pointer.insert(0, "/message");
    return done;
}

/// What has no meaning for that kind of message is refused, so that nobody counts on it.
Result<> require_fitting(const FirstMessage& message) {
    const bool copies = message.cc.has_value();
    if (message.kind != FirstKind::public_ && (message.to || copies))
        return refuse(
            Refusal::invalid,
            "not_for_kind",
            message.to ? "/to" : "/cc",
            "Only a message of kind `public` is sent to somebody. Leave this out."
        );
    if (message.kind == FirstKind::call || !message.direction) return {};
    return refuse(
        Refusal::invalid,
        "not_for_kind",
        "/direction",
        "Only a `call` goes in or out. Leave this out."
    );
}

/// For a team that is not theirs they could not even see what they opened.
Result<> require_team_of(const Actor& actor, std::optional<TeamId> team) {
    if (!team || actor.may_in(Permission::ticket_create, team)) return {};
    return refuse(
        Refusal::forbidden,
        "not_your_team",
        "/team_id",
        "You open requests for your own teams; open it without a team, then hand it over."
    );
}

Result<Response> open_conversation(Desk& desk, Request& request) {
    const auto post = TRY(parse_json<PostTicket>(request.body));
    TRY(require_team_of(request.actor, post.team_id));
    First first{.message = post.message ? &*post.message : nullptr, .body = {}};
    if (first.message != nullptr) {
        TRY(of_message(require_fitting(*first.message)));
        first.body = TRY(of_message(body_of(*first.message)));
    }
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) -> Result<Done> {
        const auto customer = TRY(customer_for(tx, request.actor, post, now));
        auto ticket = TRY(tickets::open_ticket(tx, request.actor, opening_of(post, customer), now));
        if (first.message == nullptr) return Done{.id = ticket.id.value};
        return of_message(write_first(tx, request.actor, ticket, first, now));
    }));
    return present(desk, request, outcome, 201);
}

/// The page around a letter. Nothing in it can run: no scripts by policy and by sandbox; the desk
/// may measure its height because it keeps our origin, and reads how many pictures were left out.
std::string framed(const FramedBody& body) {
    std::string page = "<!doctype html><html><head><meta charset=\"utf-8\"><style>"
                       "body{margin:0;padding:2px;font:0.9375rem/1.6 system-ui,sans-serif;"
                       "overflow-wrap:anywhere;color:#14171f;background:#fff}"
                       "blockquote{margin:8px 0;padding-left:12px;border-left:2px solid #d5d9e2}"
                       "pre{white-space:pre-wrap}";
    page += letter_style;
    page += "</style></head><body data-remote-pictures=\"";
    page += std::to_string(body.remote_pictures) + "\">";
    page += body.html;
    page += "</body></html>";
    return page;
}

constexpr std::string_view frame_policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

Result<Response> get_body(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("entry"));
    auto body = desk.db.read([&](db::Transaction& tx) -> Result<FramedBody> {
        const auto entry = TRY(get_entry(tx, request.actor, EntryId{id}));
        return framed_body(tx, desk, entry);
    });
    if (!body) return std::unexpected(body.error());
    return http::html(framed(*body))
        .with("Content-Security-Policy", std::string(frame_policy))
        .with("X-Frame-Options", "SAMEORIGIN")
        // Words that were redacted must not come back from a browser's own store.
        .with("Cache-Control", "private, no-store");
}

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{
        Method::post,
        "/api/v1/tickets",
        "ticket:create",
        open_conversation,
        Lane::write,
        http::json_body
    },
    Route{Method::get, "/api/v1/tickets/{number}", "signed_in", get_whole},
    Route{Method::get, "/api/v1/tickets/{number}/entries", "signed_in", get_entries},
    Route{
        Method::post,
        "/api/v1/tickets/{number}/replies",
        "ticket:write",
        post_reply,
        Lane::write,
        http::json_body
    },
    Route{
        Method::post,
        "/api/v1/tickets/{number}/notes",
        "ticket:write",
        post_note,
        Lane::write,
        http::json_body
    },
    Route{
        Method::post,
        "/api/v1/tickets/{number}/calls",
        "ticket:write",
        post_call,
        Lane::write,
        http::json_body
    },
    Route{
        Method::post,
        "/api/v1/entries/{entry}/judgements/{judgement}/reversal",
        "ticket:write",
        post_reversal,
        Lane::write
    },
    Route{Method::delete_, "/api/v1/entries/{entry}", "ticket:write", delete_entry, Lane::write},
    Route{Method::get, "/api/v1/entries/{entry}/body", "signed_in", get_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter entry_parameters[] = {
    {.name = "cursor", .says = "`earlier` of the page before, or `earlier_entries_cursor`."},
};

constexpr Described descriptions[] = {
    {.method = Method::post,
     .pattern = "/api/v1/tickets",
     .says = "Opens a ticket, with a first message, note, call or nothing.",
     .body = takes<PostTicket>,
     .status = 201,
     .answer = gives_settled<WrittenTicket>},
    {.method = Method::get,
     .pattern = "/api/v1/tickets/{number}",
     .says = "A ticket with the newest of its conversation; customers see what is public.",
     .answer = gives_one_of<WholeTicket, PublicTicket>},
    {.method = Method::get,
     .pattern = "/api/v1/tickets/{number}/entries",
     .says = "Earlier parts of a conversation, a page at a time.",
     .query = entry_parameters,
     .answer = gives<EntryPage>},
    {.method = Method::post,
     .pattern = "/api/v1/tickets/{number}/replies",
     .says = "Answers the customer.",
     .body = takes<PostReply>,
     .status = 201,
     .answer = gives_settled<WrittenTicket>},
    {.method = Method::post,
     .pattern = "/api/v1/tickets/{number}/notes",
     .says = "Writes a note that only agents see.",
     .body = takes<PostNote>,
     .status = 201,
     .answer = gives_settled<WrittenTicket>},
    {.method = Method::post,
     .pattern = "/api/v1/tickets/{number}/calls",
     .says = "Logs a call.",
     .body = takes<PostCall>,
     .status = 201,
     .answer = gives_settled<WrittenTicket>},
    {.method = Method::post,
     .pattern = "/api/v1/entries/{entry}/judgements/{judgement}/reversal",
     .says = "Reverses what Heed decided by itself about a message.",
     .answer = gives_settled<WrittenTicket>},
    {.method = Method::delete_,
     .pattern = "/api/v1/entries/{entry}",
     .says = "Discards an answer that has not left; its files are unused uploads again.",
     .answer = gives_settled<WrittenTicket>},
    {.method = Method::get,
     .pattern = "/api/v1/entries/{entry}/body",
     .says =
         "The message as a page for a frame: cleaned, with its images inside. Pictures elsewhere "
         "are left out, never fetched; `data-remote-pictures` of its body counts them.",
     .media = "text/html"},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::conversations
