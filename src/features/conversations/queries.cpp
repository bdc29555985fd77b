// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/conversations/store.hpp"
#include "features/people/people.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/desk/desk.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/sandbox/task.hpp"

#include <algorithm>
#include <functional>

namespace heed::conversations {

namespace {

/// What stands behind `before` up to the next quote; both are dropped from `text`.
std::optional<std::string_view> take_text(std::string_view& text, std::string_view before) {
    if (!text.starts_with(before)) return std::nullopt;
    text.remove_prefix(before.size());
    const auto end = text.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    const auto taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

/// The list as `addresses_json` writes it, when no name needs more than being read as it stands.
std::optional<std::vector<AddressWire>> plain_wires_of(std::string_view text) {
    if (text.contains('\\') || !text.starts_with('[')) return std::nullopt;
    text.remove_prefix(1);
    std::vector<AddressWire> wires;
    while (!text.empty() && text != "]") {
        if (!wires.empty() && text.starts_with(',')) text.remove_prefix(1);
        const auto name = take_text(text, "{\"name\":\"");
        const auto email = name ? take_text(text, "\",\"email\":\"") : std::nullopt;
        if (!email || !text.starts_with("\"}")) return std::nullopt;
        text.remove_prefix(2);
        wires.push_back({std::string(*name), std::string(*email)});
    }
    return wires;
}

/// Each of the entries of an answer has two such lists, so the usual ones are read at sight.
std::vector<AddressWire> wires_of(const RawJson& json) {
    if (json.text == "[]") return {};
    if (auto plain = plain_wires_of(json.text)) return std::move(*plain);
    std::vector<AddressWire> wires;
    for (auto& address : addresses_from(json)) wires.push_back({address.name, address.address});
    return wires;
}

std::vector<JudgementWire> judgement_wires(db::Transaction& tx, const Entry& entry) {
    std::vector<JudgementWire> wires;
    if (entry.judgements == 0) return wires;
    for (auto& judgement : store::judgements_of(tx, entry.id)) {
        wires.push_back(
            {judgement.id,
             judgement.kind,
             std::move(judgement.reason),
             judgement.reversible,
             judgement.reversed_at.has_value()}
        );
    }
    return wires;
}

std::vector<attachments::AttachmentWire> attachment_wires(db::Transaction& tx, const Entry& entry) {
    std::vector<attachments::AttachmentWire> wires;
    if (entry.attachments == 0) return wires;
    for (const auto& attachment : attachments::attachments_of(tx, entry.id))
        wires.push_back(attachments::wire_of(attachment));
    return wires;
}

EntryWire wire_of(db::Transaction& tx, Entry& entry) {
    EntryWire wire{
        .id = entry.id,
        .kind = entry.kind,
        .channel = entry.channel,
        .at = entry.at,
        .from = {},
        .author = {},
        .to = wires_of(entry.to_addresses),
        .cc = wires_of(entry.cc_addresses),
        .subject = std::move(entry.subject),
        .body_text = std::move(entry.body_text),
        .body_html = std::move(entry.body_html),
        .reply_text = {},
        .quoted = entry.reply_text.has_value(),
        .has_html = false,
        .attachments = attachment_wires(tx, entry),
        .delivery = {},
        .release_at = entry.released_at ? std::nullopt : entry.release_at,
        .then = entry.is_held() ? store::find_held(tx, entry.id).then_state : std::nullopt,
        .judgements = judgement_wires(tx, entry),
        .letter_id = entry.letter_id,
        .call = {},
    };
    wire.has_html = wire.body_html.has_value();
    wire.reply_text = entry.reply_text ? std::move(*entry.reply_text) : wire.body_text;
    if (entry.from_address || entry.from_name)
        wire.from = AddressWire{
            .name = entry.from_name.value_or(""), .email = entry.from_address.value_or("")
        };
    if (entry.call_direction) wire.call = CallWire{*entry.call_direction};
    if (entry.delivery)
        wire.delivery = DeliveryWire{
            .state = *entry.delivery,
            .text = entry.delivery_text,
            .at = entry.delivery_at,
            .attempts = entry.attempts
        };
    return wire;
}

/// Names of the authors of a page, looked up together.
void name_authors(
    db::Transaction& tx, const std::vector<Entry>& entries, std::vector<EntryWire>& wires
) {
    std::vector<PersonId> ids;
    for (const auto& entry : entries) {
        if (entry.author_id) ids.push_back(*entry.author_id);
    }
    const auto people = people::find_people(tx, std::move(ids));
    for (std::size_t at = 0; at < entries.size(); ++at) {
        if (!entries[at].author_id) continue;
        const auto person =
            std::ranges::find(people, *entries[at].author_id, &people::PersonBrief::id);
        if (person == people.end()) continue;
        wires[at].author = AuthorWire{.id = person->id, .name = person->name, .kind = person->kind};
    }
}

using InlineImage = std::function<std::optional<std::string>(std::string_view)>;

std::optional<std::string> data_url(const mail::Attachment& part) {
    return "data:" + part.content_type + ";base64," + crypto::base64(part.content);
}

FramedBody cleaned(std::string_view html, const InlineImage& image) {
    auto shown = mail::sanitise(html, {.inline_image = image});
    return {.html = std::move(shown.html), .remote_pictures = shown.remote_images_blocked};
}

/// The original letter, sanitised afresh, so that a mended sanitiser mends old letters too.
Result<FramedBody> body_of_letter(const sandbox::Bytes& source) {
    const auto letter = TRY(mail::parse_letter(source.bytes));
    if (letter.html.empty()) return FramedBody{.html = mail::text_to_html(letter.text)};
    const auto image = [&](std::string_view content_id) -> std::optional<std::string> {
        const auto part =
            std::ranges::find(letter.attachments, content_id, &mail::Attachment::content_id);
        return part == letter.attachments.end() ? std::nullopt : data_url(*part);
    };
    return cleaned(mail::mark_history(letter.html), image);
}

constexpr sandbox::Task<FramedBody, sandbox::Bytes> showing{
    .name = "show_letter", .work = body_of_letter
};

/// What became of a message inside the house is nothing for customers.
void hide_workings(EntryWire& wire) {
    wire.delivery.reset();
    wire.judgements.clear();
    wire.letter_id.reset();
}

bool sees_internal(const Actor& actor) {
    return actor.is_staff() || actor.kind == Actor::Kind::system;
}

} // namespace

std::optional<Entry> find_entry(db::Transaction& tx, EntryId id) {
    return store::find(tx, id);
}

std::vector<Entry>
entries_before(db::Transaction& tx, TicketId ticket, std::optional<EntryId> before, int limit) {
    return store::page(
        tx, {.ticket = ticket, .before = before, .only_public = false, .limit = limit}
    );
}

std::optional<Entry> find_by_message_id(db::Transaction& tx, std::string_view message_id) {
    return store::find_by_message_id(tx, message_id);
}

std::optional<std::string> sender_of_newest(db::Transaction& tx, TicketId ticket) {
    return store::sender_of_newest(tx, ticket);
}

std::vector<std::string> message_ids_of(db::Transaction& tx, TicketId ticket, int limit) {
    auto ids = store::message_ids_of(tx, ticket, limit);
    std::ranges::reverse(ids);
    return ids;
}

std::vector<Participant> participants_of(db::Transaction& tx, TicketId ticket) {
    return store::participants_of(tx, ticket);
}

bool is_participant(db::Transaction& tx, TicketId ticket, std::string_view address) {
    return store::is_participant(tx, ticket, address);
}

void add_participant(db::Transaction& tx, TicketId ticket, const Participant& participant) {
    store::add_participant(tx, ticket, participant);
}

std::vector<TicketId> tickets_of_address(db::Transaction& tx, std::string_view address, int limit) {
    return store::tickets_of_address(tx, address, limit);
}

Result<Entry> get_entry(db::Transaction& tx, const Actor& actor, EntryId id) {
    auto entry = store::find(tx, id);
    const auto missing = [] {
        return refuse(
            Refusal::not_found,
            "not_found",
            "",
            "There is no such message, or it is not yours to see."
        );
    };
    if (!entry || !tickets::get_ticket(tx, actor, entry->ticket_id)) return missing();
    if (!entry->is_for_customers() && !sees_internal(actor)) return missing();
    return std::move(*entry);
}

EntryPage entries_of(
    db::Transaction& tx,
    const Actor& actor,
    TicketId ticket,
    std::optional<EntryId> before,
    int limit
) {
    auto entries = store::page(
        tx,
        {.ticket = ticket,
         .before = before,
         .only_public = !sees_internal(actor),
         .limit = limit + 1}
    );
    EntryPage page;
    if (entries.size() > static_cast<std::size_t>(limit)) {
        entries.pop_back();
        page.earlier = std::to_string(entries.back().id.value);
    }
    std::ranges::reverse(entries);
    page.items.reserve(entries.size());
    for (auto& entry : entries) {
        page.items.push_back(wire_of(tx, entry));
        if (!sees_internal(actor)) hide_workings(page.items.back());
    }
    name_authors(tx, entries, page.items);
    return page;
}

Result<FramedBody> framed_body(db::Transaction& tx, Desk& desk, const Entry& entry) {
    if (entry.original_sha256) {
        const auto raw = TRY(attachments::read_blob(tx, desk.files, *entry.original_sha256));
        auto shown = sandbox::run(desk.sandbox, showing, {.bytes = raw});
        if (shown || shown.error().code != sandbox::work_lost) return shown;
        return FramedBody{.html = mail::text_to_html(entry.body_text)};
    }
    if (!entry.body_html) return FramedBody{.html = mail::text_to_html(entry.body_text)};
    const auto all = attachments::attachments_of(tx, entry.id);
    const auto image = [&](std::string_view source) -> std::optional<std::string> {
        for (const auto& attachment : all) {
            if (attachments::wire_of(attachment).url != source && attachment.content_id != source)
                continue;
            const auto bytes = attachments::read_blob(tx, desk.files, attachment.sha256);
            if (!bytes) return std::nullopt;
            return "data:" + attachment.content_type + ";base64," + crypto::base64(*bytes);
        }
        return std::nullopt;
    };
    return cleaned(*entry.body_html, image);
}

std::vector<sandbox::OfferedTask> tasks() {
    return {sandbox::offered(showing)};
}

} // namespace heed::conversations
