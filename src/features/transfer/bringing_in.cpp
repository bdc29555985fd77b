// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/transfer/bringing_in.hpp"

#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "features/transfer/store.hpp"
#include "kernel/format.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>
#include <numeric>

namespace heed::transfer {

namespace {

using wire::EntryLine;
using wire::OrganisationLine;
using wire::PersonLine;
using wire::TicketLine;

constexpr int usual_level = 2;

Actor ourselves() {
    return Actor::system("import");
}

template <std::size_t min, std::size_t max>
std::optional<std::string> text_of(const std::optional<Text<min, max>>& text) {
    return text ? std::optional(text->value) : std::nullopt;
}

/// No entry is older than its request.
Instant when(const TicketLine& line, const EntryLine& entry) {
    return std::max(line.opened_at, entry.at);
}

Instant last_of(const TicketLine& line) {
    auto last = line.opened_at;
    for (const auto& entry : line.entries) last = std::max(last, entry.at);
    return last;
}

/// Their places in the order in which they happened.
std::vector<std::size_t> in_time(const std::vector<EntryLine>& entries) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return entries[at].at; });
    return order;
}

} // namespace

/// One entry on its way into its request.
struct BringingIn::Writing {
    const TicketLine& line;
    const EntryLine& entry;
    TicketId id;
    std::vector<attachments::NewAttachment> files;
    bool first = false;

    [[nodiscard]] Instant at() const { return when(line, entry); }

    /// With who wrote it, when that is nobody here.
    [[nodiscard]] Result<conversations::Body> body(bool by_stranger) const {
        if (entry.html && !by_stranger)
            return conversations::ready_body({.html = entry.html, .markdown = {}, .text = {}});
        auto text = entry.text.value_or("");
        if (!entry.text) {
            const auto body =
                TRY(conversations::ready_body({.html = entry.html, .markdown = {}, .text = {}}));
            text = body.text;
        }
        if (by_stranger) text = fmt::format("{}:\n\n{}", stranger(), text);
        return conversations::ready_body({.html = {}, .markdown = {}, .text = text});
    }

    [[nodiscard]] std::string stranger() const {
        const auto address = text_of(entry.by).value_or("");
        const auto name = text_of(entry.by_name).value_or("");
        return name.empty() ? address : fmt::format("{} <{}>", name, address);
    }
};

BringingIn::BringingIn(std::string source, const DeskNames& names, Instant now)
    : source_(std::move(source)), names_(names), now_(now) {}

std::string BringingIn::key(std::string_view kind, std::string_view id) const {
    crypto::Sha256 digest;
    for (const auto part : {std::string_view(source_), kind, id}) {
        digest.add(part);
        digest.add(std::string_view("\0", 1));
    }
    return crypto::hex(digest.finish());
}

Actor BringingIn::agent(std::string_view address) const {
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = names_.agent(address);
    actor.permissions = PermissionSet::all();
    return actor;
}

BringingIn::Brought BringingIn::bring(db::Transaction& tx, const OrganisationLine& line) const {
    const auto known = key("organisation", line.id.value);
    if (store::imported(tx, known)) return false;
    const auto done = TRY(people::create_organisation(
        tx,
        ourselves(),
        {.name = line.name,
         .domains = line.domains.value_or(std::vector<Text<1, 253>>{}),
         .note = line.note,
         .shares_tickets = line.shares_tickets},
        line.created_at.value_or(now_)
    ));
    store::note_imported(tx, known, done.id);
    return true;
}

/// Whoever has one of the addresses is meant, and gets the others.
Result<PersonId> BringingIn::known_or_new(db::Transaction& tx, const PersonLine& line) const {
    const auto at = line.created_at.value_or(now_);
    for (const auto& address : line.addresses) {
        const auto known = people::find_by_address(tx, address.value);
        if (!known) continue;
        for (const auto& other : line.addresses) {
            if (people::find_by_address(tx, other.value)) continue;
            TRY(people::add_address(
                tx, ourselves(), {.person = *known, .address = other, .is_primary = {}}, at
            ));
        }
        return *known;
    }
    const auto name = text_of(line.name).value_or("");
    people::CreatePerson command{
        .name = {name.empty() ? people::name_from_address(line.addresses.front().value) : name},
        .addresses = line.addresses,
        .organisation_id = {},
        .language = line.language,
        .zone = line.zone,
        .note = line.note
    };
    if (line.organisation) {
        const auto id = store::imported(tx, key("organisation", line.organisation->value));
        if (id) command.organisation_id = OrganisationId{*id};
    }
    const auto done = TRY(people::create_person(tx, ourselves(), command, at));
    return PersonId{done.id};
}

BringingIn::Brought BringingIn::bring(db::Transaction& tx, const PersonLine& line) const {
    const auto known = key("person", line.id.value);
    if (store::imported(tx, known)) return false;
    const auto person = TRY(known_or_new(tx, line));
    store::note_imported(tx, known, person.value);
    return true;
}

Result<PersonId>
BringingIn::person(db::Transaction& tx, const std::string& named, Instant at) const {
    if (named.find('@') != std::string::npos)
        return people::find_or_create_customer(tx, ourselves(), {.address = named}, at);
    const auto id = store::imported(tx, key("person", named));
    if (id) return PersonId{*id};
    return refuse(Refusal::invalid, "wrong", "/customer", "No person has the id " + named + ".");
}

Result<tickets::Ticket> BringingIn::open(db::Transaction& tx, const TicketLine& line) const {
    const auto customer = TRY(person(tx, line.customer.value, line.opened_at));
    tickets::OpenTicket command{
        .kind = line.kind.value_or(tickets::Kind::question),
        .subject = line.subject.value,
        .customer = customer,
        .impact = line.impact.value_or(usual_level),
        .urgency = line.urgency.value_or(usual_level),
        .channel = line.channel.value_or(tickets::Channel::mail),
        .tags = line.tags.value_or(std::vector<std::string>{})
    };
    if (line.team) command.team = names_.teams.at(line.team->value);
    const auto owner = text_of(line.owner).value_or("");
    if (names_.agents.contains(mail::normalised_address(owner)))
        command.owner = names_.agent(owner);
    return tickets::open_ticket(tx, ourselves(), command, line.opened_at);
}

BringingIn::Brought BringingIn::bring(db::Transaction& tx, const ReadyTicket& ticket) const {
    const auto& line = ticket.line;
    const auto known = key("ticket", line.id.value);
    if (store::imported(tx, known)) return false;
    const auto opened = TRY(open(tx, line));
    TRY(write_all(tx, ticket, opened.id));
    TRY(note_name(tx, line, opened.id));
    TRY(come_to_state(tx, line, opened.id));
    store::note_imported(tx, known, opened.id.value);
    return true;
}

BringingIn::Brought BringingIn::bring(db::Transaction& tx, const wire::LinkLine& line) const {
    const auto ticket = store::imported(tx, key("ticket", line.ticket.value));
    const auto other = store::imported(tx, key("ticket", line.other.value));
    CHECK(ticket && other); // the lines before brought them in
    const auto linked = tickets::link_tickets(
        tx, ourselves(), TicketId{*ticket}, {.kind = line.kind, .number = TicketId{*other}}, now_
    );
    if (linked) return true;
    if (linked.error().code == "already_linked") return false;
    return std::unexpected(linked.error());
}

Result<> BringingIn::write_all(db::Transaction& tx, const ReadyTicket& ticket, TicketId id) const {
    std::vector<std::size_t> files_before{0};
    for (const auto& entry : ticket.line.entries)
        files_before.push_back(files_before.back() + (entry.files ? entry.files->size() : 0));
    bool first = true;
    for (const auto at : in_time(ticket.line.entries)) {
        const auto begin = ticket.files.begin();
        const auto from = begin + static_cast<std::ptrdiff_t>(files_before[at]);
        const auto until = begin + static_cast<std::ptrdiff_t>(files_before[at + 1]);
        TRY(write(
            tx,
            {.line = ticket.line,
             .entry = ticket.line.entries[at],
             .id = id,
             .files = {from, until},
             .first = std::exchange(first, false)}
        ));
    }
    return {};
}

Result<> BringingIn::write(db::Transaction& tx, const Writing& writing) const {
    switch (writing.entry.kind) {
        case EntryKind::message: return receive(tx, writing);
        case EntryKind::answer: return answer(tx, writing);
        case EntryKind::note: return note(tx, writing);
        case EntryKind::call: return call(tx, writing);
    }
    return {};
}

Result<> BringingIn::receive(db::Transaction& tx, const Writing& writing) const {
    auto ticket = TRY(tickets::get_ticket_for_update(tx, ourselves(), writing.id));
    const auto by = text_of(writing.entry.by);
    auto author = ticket.customer_id;
    if (by) {
        author = TRY(person(tx, *by, writing.at()));
    }
    const auto brief = people::find_person(tx, author);
    auto body = TRY(writing.body(false));
    const conversations::IncomingMessage message{
        .author = author,
        .from =
            {.name = text_of(writing.entry.by_name).value_or(brief ? brief->name : ""),
             .address = brief ? brief->email.value_or("") : ""},
        .subject = writing.first ? std::optional(ticket.subject) : std::nullopt,
        .channel = ticket.channel,
        .body_text = std::move(body.text),
        .body_html = std::move(body.html),
        .message_id = text_of(writing.entry.message_id),
        .files = writing.files,
        .first = writing.first
    };
    TRY(conversations::receive_message(tx, ourselves(), ticket, message, writing.at()));
    return {};
}

namespace {

std::vector<attachments::AttachmentId> uploaded(
    db::Transaction& tx,
    const Actor& actor,
    const std::vector<attachments::NewAttachment>& files,
    Instant at
) {
    std::vector<attachments::AttachmentId> ids;
    ids.reserve(files.size());
    for (const auto& file : files) ids.push_back(attachments::keep_upload(tx, actor, file, at));
    return ids;
}

} // namespace

struct BringingIn::Author {
    Actor actor;
    conversations::Body body;
    std::vector<attachments::AttachmentId> uploads;

    static Result<Author> of(const BringingIn& all, db::Transaction& tx, const Writing& writing) {
        const auto by = text_of(writing.entry.by).value_or("");
        const bool stranger =
            !by.empty() && !all.names_.agents.contains(mail::normalised_address(by));
        auto body = TRY(writing.body(stranger));
        Author author{.actor = all.agent(by), .body = std::move(body), .uploads = {}};
        author.uploads = uploaded(tx, author.actor, writing.files, writing.at());
        return author;
    }
};

Result<> BringingIn::answer(db::Transaction& tx, const Writing& writing) const {
    auto author = TRY(Author::of(*this, tx, writing));
    const auto written = TRY(conversations::write_reply(
        tx,
        author.actor,
        writing.id,
        {.body = std::move(author.body), .uploads = std::move(author.uploads)},
        writing.at()
    ));
    return conversations::record_delivery(
        tx,
        ourselves(),
        EntryId{written.item},
        {.delivery = conversations::Delivery::sent,
         .text = "Sent from " + source_ + ".",
         .attempts = 1,
         .message_id = text_of(writing.entry.message_id)},
        writing.at()
    );
}

Result<> BringingIn::note(db::Transaction& tx, const Writing& writing) const {
    auto author = TRY(Author::of(*this, tx, writing));
    TRY(conversations::write_note(
        tx,
        author.actor,
        writing.id,
        {.body = std::move(author.body), .uploads = std::move(author.uploads)},
        writing.at()
    ));
    return {};
}

Result<> BringingIn::call(db::Transaction& tx, const Writing& writing) const {
    auto author = TRY(Author::of(*this, tx, writing));
    const bool out = writing.entry.direction == Direction::out;
    TRY(conversations::log_call(
        tx,
        author.actor,
        writing.id,
        {.direction = out ? conversations::CallDirection::out : conversations::CallDirection::in,
         .body = std::move(author.body),
         .uploads = std::move(author.uploads)},
        writing.at()
    ));
    return {};
}

Result<> BringingIn::note_name(db::Transaction& tx, const TicketLine& line, TicketId id) const {
    if (!line.known_as) return {};
    const auto text = fmt::format("{}: {}", source_, line.known_as->value);
    auto body = TRY(conversations::ready_body({.html = {}, .markdown = {}, .text = text}));
    TRY(conversations::write_note(tx, agent(""), id, {.body = std::move(body)}, last_of(line)));
    return {};
}

Result<> BringingIn::come_to_state(db::Transaction& tx, const TicketLine& line, TicketId id) const {
    using tickets::State;
    const auto at = std::max(last_of(line), line.state_at.value_or(line.opened_at));
    const auto actor = agent(text_of(line.owner).value_or(""));
    const auto resolve = [&]() -> Result<> {
        tickets::ResolveTicket command;
        command.resolution = line.resolution;
        TRY(tickets::resolve_ticket(tx, actor, id, command, at));
        return {};
    };
    switch (line.state) {
        case State::new_:
        case State::open: return {};
        case State::waiting: {
            const auto whom = line.waiting_for.value_or(tickets::WaitingFor::customer);
            TRY(tickets::wait_ticket(tx, actor, id, {.for_ = whom, .until = line.waiting_until}, at)
            );
            return {};
        }
        case State::resolved: return resolve();
        case State::closed: {
            TRY(resolve());
            TRY(tickets::close_ticket(tx, ourselves(), id, at));
            return {};
        }
        case State::cancelled: {
            // Of what it is a duplicate may not have come yet.
            auto as = line.cancelled_as.value_or(tickets::CancelledAs::error);
            if (as == tickets::CancelledAs::duplicate) as = tickets::CancelledAs::error;
            TRY(tickets::cancel_ticket(
                tx, actor, id, {.as = as, .reason = {}, .duplicate_of = {}}, at
            ));
            return {};
        }
    }
    return {};
}

} // namespace heed::transfer
