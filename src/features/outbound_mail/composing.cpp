// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/composing.hpp"

#include "features/access/access.hpp"
#include "features/attachments/attachments.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/outbound_mail/answer.hpp"
#include "features/outbound_mail/choosing.hpp"
#include "features/outbound_mail/outbox.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/text.hpp"
#include "platform/config/config.hpp"
#include "platform/json/decode.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/compose.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/reply_address.hpp"
#include "platform/tz/tz.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

using Addresses = std::vector<mail::MailAddress>;

constexpr int references_max = 30;
constexpr std::size_t subject_bytes_max = 200;
constexpr std::string_view reply_mark = "Re: ";

Actor ourselves() {
    return Actor::system("outbound_mail");
}

std::unexpected<Error> never(std::string_view code, std::string_view sentence) {
    return refuse(Refusal::invalid, code, "", sentence);
}

/// One letter while it is put together, inside one reading transaction.
class Composing {
public:
    Composing(Desk& desk, db::Transaction& tx, const LetterRow& letter)
        : desk_(desk), tx_(tx), letter_(letter) {}

    /// `link` is the token of the request's link where the letter may carry one.
    Result<ReadyLetter> run(const std::string& link);

private:
    Result<> take_sender();
    Result<ReadyLetter> answer();
    Result<ReadyLetter> acknowledgement();
    Result<ReadyLetter> access_letter();
    Result<ReadyLetter> account_letter();
    Result<> take_recipients(const conversations::Entry& entry, mail::OutgoingLetter& out);
    Addresses deliverable(const RawJson& stored);
    std::optional<History> history_before(const conversations::Entry& entry);
    Result<std::string> take_files(const conversations::Entry& entry, mail::OutgoingLetter& out);
    Value request_link(std::int64_t number);
    std::string return_path_of(const conversations::Entry& entry);
    bool is_made_up(std::string_view address) const;
    mail::OutgoingLetter fresh() const;
    void thread(mail::OutgoingLetter& out);
    Result<ReadyLetter> finished(const mail::OutgoingLetter& out, std::string mail_from);

    Desk& desk_;
    db::Transaction& tx_;
    const LetterRow& letter_;
    Sender sender_ = {};
    std::vector<std::string> languages_ = {};
    std::string link_ = {};
    bool demo_desk_ = false;
    bool met_demo_ = false;
    std::vector<std::string> unsendable_ = {};
    std::vector<std::string> returning_ = {};
};

Result<> Composing::take_sender() {
    const auto mailbox =
        mailboxes::find_mailbox(tx_, mailboxes::MailboxId{letter_.mailbox_id.value_or(0)});
    CHECK(mailbox.has_value());
    demo_desk_ = settings::is_demo(tx_);
    const auto settings = settings::settings_of(tx_);
    sender_ = {
        .mailbox = *mailbox,
        .addresses = mailboxes::addresses_of(tx_, mailbox->id),
        .key = mailboxes::desk_key(tx_),
        .desk_name = settings.desk_name,
        .zone = settings.zone,
        .base_url = desk_.config.public_url(),
        .now = desk_.clock.now(),
    };
    if (sender_.addresses.empty())
        return never(
            "no_address", "The mailbox " + mailbox->name + " has no address to send from."
        );
    return {};
}

mail::OutgoingLetter Composing::fresh() const {
    mail::OutgoingLetter out;
    out.date = letter_.created_at;
    out.desk_id = sender_.key.desk_id;
    return out;
}

/// A real desk tries whatever address it is given: its server says what is true of it.
bool Composing::is_made_up(std::string_view address) const {
    return demo_desk_ && is_demo_address(address);
}

/// Who can be written to at all: not ourselves, not nobody, none whom a demo made up, none whom no
/// server takes, and none from whom letters come back.
Addresses Composing::deliverable(const RawJson& stored) {
    Addresses kept;
    for (auto& address : conversations::addresses_from(stored)) {
        if (mailboxes::is_own_address(tx_, address.address)) continue;
        if (is_made_up(address.address)) {
            met_demo_ = true;
            continue;
        }
        if (mail::leads_nowhere(address.address)) continue;
        if (!mail::is_sendable(address.address)) {
            unsendable_.push_back(address.address);
            continue;
        }
        if (people::is_undeliverable(tx_, address.address)) {
            returning_.push_back(address.address);
            continue;
        }
        address.name = mail::display_text(address.name);
        kept.push_back(std::move(address));
    }
    return kept;
}

Result<> Composing::take_recipients(const conversations::Entry& entry, mail::OutgoingLetter& out) {
    out.to = deliverable(entry.to_addresses);
    out.cc = deliverable(entry.cc_addresses);
    if (!out.to.empty() || !out.cc.empty()) return {};
    if (met_demo_) return never("demo_address", "This is a demo address: nothing was sent.");
    if (!unsendable_.empty())
        return never(
            "bad_address",
            "Mail servers do not take the address " + unsendable_.front() + " as it is written."
        );
    if (!returning_.empty())
        return never(
            "comes_back",
            "Letters to " + returning_.front() +
                " come back, so this was not sent. Ask for another address; or, if this one is "
                "good after all, say so here and send it again."
        );
    return never("no_recipient", "There is nobody to send this to.");
}

std::optional<History> Composing::history_before(const conversations::Entry& entry) {
    constexpr int looked_at = 20;
    const auto page =
        conversations::entries_of(tx_, ourselves(), entry.ticket_id, entry.id, looked_at);
    const auto& items = page.items;
    const auto found =
        std::find_if(items.rbegin(), items.rend(), [](const conversations::EntryWire& item) {
            return item.kind == conversations::EntryKind::message_in;
        });
    if (found == items.rend()) return std::nullopt;
    const auto writer = found->from
                            ? (found->from->name.empty() ? found->from->email : found->from->name)
                        : found->author ? found->author->name
                                        : std::string();
    return History{
        .writer = writer,
        .at = found->at,
        .text = found->reply_text.empty() ? found->body_text : found->reply_text,
        .html = found->body_html,
    };
}

/// Attaches what the entry carries and returns its HTML with pictures inside the letter.
Result<std::string>
Composing::take_files(const conversations::Entry& entry, mail::OutgoingLetter& out) {
    const auto files = attachments::attachments_of(tx_, entry.id);
    std::vector<std::int64_t> ids;
    ids.reserve(files.size());
    for (const auto& file : files) ids.push_back(file.id.value);
    const auto html = entry.body_html ? *entry.body_html : mail::text_to_html(entry.body_text);
    auto inside = with_pictures_inside(html, ids, sender_.host());
    for (const auto& file : files) {
        auto content = TRY(attachments::read_blob(tx_, desk_.files, file.sha256));
        const bool shown = std::ranges::find(inside.shown, file.id.value) != inside.shown.end();
        out.attachments.push_back({
            .filename = mail::display_text(file.filename),
            .content_type = file.content_type,
            .content_id = shown ? content_id_of(file.id.value, sender_.host()) : "",
            .content = std::move(content),
        });
    }
    return std::move(inside.html);
}

Value Composing::request_link(std::int64_t number) {
    Value value{.name = "request_link", .text = {}, .html = std::string()};
    if (link_.empty()) return value;
    const std::vector<Value> values = {
        {.name = "link", .text = sender_.base_url + "/r/" + link_},
        {.name = "number", .text = std::to_string(number)},
        {.name = "desk", .text = sender_.desk_name}
    };
    auto words = rendered(chosen_template(tx_, TemplateKind::request_link, languages_), values);
    value.text = std::string(trimmed(words.text));
    value.html = std::move(words.html);
    return value;
}

/// In-Reply-To and References: what was written in this request before.
void Composing::thread(mail::OutgoingLetter& out) {
    for (auto& id : conversations::message_ids_of(tx_, *letter_.ticket_id, references_max)) {
        if (id != out.message_id) out.references.push_back(std::move(id));
    }
    if (!out.references.empty()) out.in_reply_to = out.references.back();
}

Result<ReadyLetter> Composing::finished(const mail::OutgoingLetter& out, std::string mail_from) {
    ReadyLetter ready{
        .envelope = {.mail_from = std::move(mail_from), .rcpt_to = {}},
        .bytes = {},
        .message_id = out.message_id,
        .address = letter_.address,
        .unsendable = unsendable_,
        .returning = returning_
    };
    auto remaining = decode_fact<std::vector<std::string>>(letter_.remaining.text);
    CHECK(remaining.has_value());
    ready.envelope.rcpt_to = std::move(*remaining);
    if (ready.envelope.rcpt_to.empty()) {
        for (const auto* list : {&out.to, &out.cc})
            for (const auto& address : *list) ready.envelope.rcpt_to.push_back(address.address);
    }
    ready.bytes = TRY(mail::compose(out));
    return ready;
}

Result<ReadyLetter> Composing::answer() {
    const auto entry = conversations::find_entry(tx_, *letter_.entry_id);
    const auto ticket = tickets::get_ticket(tx_, ourselves(), *letter_.ticket_id);
    if (!entry || !ticket) return never("gone", "The message is no longer there.");
    const auto author =
        entry->author_id ? people::find_person(tx_, *entry->author_id) : std::nullopt;
    const auto customer = people::find_person(tx_, ticket->customer_id);
    const auto agent = author ? author->name : std::string();
    languages_ = languages_for(tx_, ticket->customer_id);
    auto out = fresh();
    TRY(take_recipients(*entry, out));
    out.message_id =
        mail::make_message_id(entry->id.value, sender_.host(), sender_.key.signing_key);
    out.from = sender_.from(agent);
    out.reply_to = {sender_.reply_to(ticket->id)};
    thread(out);
    auto body_html = TRY(take_files(*entry, out));
    const auto words = chosen_template(tx_, TemplateKind::reply, languages_);
    const std::vector<Value> values = {
        {.name = "body", .text = entry->body_text, .html = std::move(body_html)},
        signature_value(sender_, agent),
        request_link(ticket->id.value),
        history_value(history_before(*entry), sender_, words.language),
        {.name = "customer", .text = customer ? customer->name : ""},
        {.name = "agent", .text = agent},
        {.name = "desk", .text = sender_.desk_name},
        {.name = "number", .text = std::to_string(ticket->id.value)},
        {.name = "subject", .text = std::string(utf8_prefix(ticket->subject, subject_bytes_max))},
    };
    auto letter = rendered(words, values);
    out.subject = std::move(letter.subject);
    // A first letter answers nothing, whatever the template of answers says.
    if (out.references.empty() && out.subject.starts_with(reply_mark))
        out.subject.erase(0, reply_mark.size());
    out.text = std::move(letter.text);
    out.html = html_page(letter.html, words.language);
    return finished(out, sender_.address());
}

/// The envelope sender of the letter that is acknowledged (RFC 3834), where one is known.
std::string Composing::return_path_of(const conversations::Entry& entry) {
    if (!entry.original_sha256) return "";
    const auto bytes = attachments::read_blob(tx_, desk_.files, *entry.original_sha256);
    if (!bytes) return "";
    const auto end = std::min(bytes->find("\r\n\r\n"), bytes->find("\n\n"));
    const auto path =
        inbound_mail::return_path_in(desk_.sandbox, bytes->substr(0, end) + "\r\n\r\n");
    return path ? mail::normalised_address(*path) : "";
}

Result<ReadyLetter> Composing::acknowledgement() {
    const auto entry = conversations::find_entry(tx_, *letter_.entry_id);
    if (!entry) return never("gone", "The message is no longer there.");
    const auto return_path = return_path_of(*entry);
    const auto address = mail::is_sendable(return_path) ? return_path : letter_.address;
    const auto same =
        mail::without_detail(address) == mail::without_detail(letter_.address) ? 1 : 0;
    const Counting counting{
        .per_address = acknowledgements_for(entry->original_sha256.has_value()), .already = same
    };
    const auto why_not = why_not_acknowledged(tx_, address, letter_.created_at, counting);
    if (!why_not.empty()) return never("not_acknowledged", why_not);
    if (is_made_up(address))
        return never("demo_address", "This is a demo address: nothing was sent.");
    languages_ = languages_for(tx_, letter_.person_id);
    const auto words = chosen_template(tx_, TemplateKind::acknowledgement, languages_);
    // The link is the customer's: it does not go where their server only wants bounces sent.
    const bool with_link = same == 1 && !link_.empty();
    const auto page =
        with_link ? "/r/" + link_ : "/requests/" + std::to_string(letter_.ticket_id->value);
    // Nothing that its sender wrote: the letter may go to somebody who never wrote to us.
    const std::vector<Value> values = {
        {.name = "desk", .text = sender_.desk_name},
        {.name = "number", .text = std::to_string(letter_.ticket_id->value)},
        {.name = "link", .text = sender_.base_url + page},
        {.name = "expected", .text = std::string(phrases(words.language).expected)},
    };
    auto out = fresh();
    auto letter = rendered(words, values);
    out.to = {{.name = "", .address = address}};
    out.message_id =
        mail::make_acknowledgement_id(entry->id.value, sender_.host(), sender_.key.signing_key);
    out.from = sender_.from("");
    out.reply_to = {sender_.reply_to(*letter_.ticket_id)};
    out.in_reply_to = entry->message_id.value_or("");
    if (entry->message_id) out.references = {*entry->message_id};
    out.subject = std::move(letter.subject);
    out.text = std::move(letter.text);
    out.html = html_page(letter.html, words.language);
    out.auto_submitted = mail::AutoSubmitted::auto_replied;
    auto ready = finished(out, "");
    if (ready) ready->address = address;
    return ready;
}

struct AccessLetter {
    TemplateKind kind;
    std::string_view path;
};

AccessLetter access_letter_of(LetterKind kind) {
    switch (kind) {
        case LetterKind::invitation:
            return {.kind = TemplateKind::invitation, .path = "/desk/invitation/"};
        case LetterKind::password_reset:
            return {.kind = TemplateKind::password_reset, .path = "/desk/password/"};
        case LetterKind::sign_in_link:
            return {.kind = TemplateKind::sign_in_link, .path = "/sign_in/"};
        case LetterKind::answer:
        case LetterKind::acknowledgement:
        case LetterKind::password_changed:
        case LetterKind::factor_added:
        case LetterKind::factor_removed:
        case LetterKind::factors_reset:
        case LetterKind::recovery_code_used: break;
    }
    throw Fault("this letter carries no one-time link");
}

/// Goes to an address from which letters came back, too: using its link proves that it is good.
Result<ReadyLetter> Composing::access_letter() {
    if (is_made_up(letter_.address))
        return never("demo_address", "This is a demo address: nothing was sent.");
    const auto [kind, path] = access_letter_of(letter_.kind);
    const auto token = access::token_for_letter(
        tx_, desk_.sealer, access::OneTimeTokenId{letter_.token_id.value_or(0)}, desk_.clock.now()
    );
    if (!token) return never("link_expired", "Its link was no longer good before it could leave.");
    languages_ = languages_for(tx_, letter_.person_id);
    const auto person =
        letter_.person_id ? people::find_person(tx_, *letter_.person_id) : std::nullopt;
    const auto words = chosen_template(tx_, kind, languages_);
    const std::vector<Value> values = {
        {.name = "desk", .text = sender_.desk_name},
        {.name = "name", .text = person ? person->name : ""},
        {.name = "link", .text = sender_.base_url + std::string(path) + *token},
    };
    auto letter = rendered(words, values);
    auto out = fresh();
    out.to = {{.name = "", .address = letter_.address}};
    out.message_id = sender_.message_id(letter_.id.value);
    out.from = sender_.from("");
    out.subject = std::move(letter.subject);
    out.text = std::move(letter.text);
    out.html = html_page(letter.html, words.language);
    out.auto_submitted = mail::AutoSubmitted::auto_generated;
    return finished(out, sender_.address());
}

/// What has changed about somebody's account.
std::string change_told(LetterKind kind, std::string_view language) {
    const auto& changes = account_changes(language);
    switch (kind) {
        case LetterKind::password_changed: return std::string(changes.password_changed);
        case LetterKind::factor_added: return std::string(changes.factor_added);
        case LetterKind::factor_removed: return std::string(changes.factor_removed);
        case LetterKind::factors_reset: return std::string(changes.factors_reset);
        case LetterKind::recovery_code_used: return std::string(changes.recovery_code_used);
        case LetterKind::answer:
        case LetterKind::acknowledgement:
        case LetterKind::invitation:
        case LetterKind::password_reset:
        case LetterKind::sign_in_link: break;
    }
    throw Fault("this letter tells of no account");
}

Result<ReadyLetter> Composing::account_letter() {
    if (is_made_up(letter_.address))
        return never("demo_address", "This is a demo address: nothing was sent.");
    if (people::is_undeliverable(tx_, letter_.address))
        return never("comes_back", "Letters to " + letter_.address + " come back.");
    languages_ = languages_for(tx_, letter_.person_id);
    const auto person =
        letter_.person_id ? people::find_person(tx_, *letter_.person_id) : std::nullopt;
    const auto words = chosen_template(tx_, TemplateKind::security_notice, languages_);
    const auto zone_name = person && person->zone ? *person->zone : sender_.zone;
    const auto zone = tz::find_zone(zone_name).value_or(tz::Zone::utc());
    const std::vector<Value> values = {
        {.name = "desk", .text = sender_.desk_name},
        {.name = "name", .text = person ? person->name : ""},
        {.name = "what", .text = change_told(letter_.kind, words.language)},
        {.name = "when",
         .text = tz::moment_text(letter_.created_at, letter_.created_at, zone, words.language)},
        {.name = "link", .text = sender_.base_url + "/desk/me"},
    };
    auto letter = rendered(words, values);
    auto out = fresh();
    out.to = {{.name = "", .address = letter_.address}};
    out.message_id = sender_.message_id(letter_.id.value);
    out.from = sender_.from("");
    out.subject = std::move(letter.subject);
    out.text = std::move(letter.text);
    out.html = html_page(letter.html, words.language);
    out.auto_submitted = mail::AutoSubmitted::auto_generated;
    return finished(out, sender_.address());
}

Result<ReadyLetter> Composing::run(const std::string& link) {
    link_ = link;
    TRY(take_sender());
    switch (letter_.kind) {
        case LetterKind::answer: return answer();
        case LetterKind::acknowledgement: return acknowledgement();
        case LetterKind::invitation:
        case LetterKind::password_reset:
        case LetterKind::sign_in_link: return access_letter();
        case LetterKind::password_changed:
        case LetterKind::factor_added:
        case LetterKind::factor_removed:
        case LetterKind::factors_reset:
        case LetterKind::recovery_code_used: return account_letter();
    }
    throw Fault("an outgoing letter of no kind");
}

/// The person the letter's request link is for: the customer, when nobody else gets the letter.
std::optional<PersonId> link_for(db::Transaction& tx, const LetterRow& letter) {
    if (!letter.ticket_id || !letter.entry_id) return std::nullopt;
    const auto ticket = tickets::get_ticket(tx, ourselves(), *letter.ticket_id);
    const auto entry = conversations::find_entry(tx, *letter.entry_id);
    if (!ticket || !entry) return std::nullopt;
    Addresses all;
    if (letter.kind == LetterKind::answer) {
        all = conversations::addresses_from(entry->to_addresses);
        std::ranges::copy(
            conversations::addresses_from(entry->cc_addresses), std::back_inserter(all)
        );
    } else {
        all.push_back({.name = "", .address = letter.address});
    }
    const bool theirs = std::ranges::all_of(all, [&](const mail::MailAddress& address) {
        return mailboxes::is_own_address(tx, address.address) ||
               people::find_by_address(tx, address.address) == ticket->customer_id;
    });
    return theirs ? std::optional(ticket->customer_id) : std::nullopt;
}

/// The token of the request's link, made where there is none; empty when the letter carries none.
Result<std::string> token_of_link(Desk& desk, const LetterRow& letter) {
    const auto person = desk.db.read([&](db::Transaction& tx) { return link_for(tx, letter); });
    if (!person) return std::string();
    const access::RequestLink link{
        .ticket = *letter.ticket_id, .person = *person, .fresh = access::fresh_token(desk.sealer)
    };
    const auto now = desk.clock.now();
    const auto id = TRY(desk.db.write([&](db::Transaction& tx) -> Result<access::RequestLinkId> {
        return access::issue_request_link(tx, ourselves(), link, now);
    }));
    return desk.db.read([&](db::Transaction& tx) {
        return access::request_link_for_letter(tx, desk.sealer, id);
    });
}

} // namespace

Result<ReadyLetter> ready_letter(Desk& desk, const LetterRow& letter) {
    const auto link = TRY(token_of_link(desk, letter));
    std::vector<mailboxes::SigningKey> keys;
    auto ready = desk.db.read([&](db::Transaction& tx) {
        keys = mailboxes::signing_keys_of(tx, mailboxes::MailboxId{letter.mailbox_id.value_or(0)});
        return Composing(desk, tx, letter).run(link);
    });
    if (ready)
        ready->bytes =
            mailboxes::signed_letter(std::move(ready->bytes), keys, desk.sealer, desk.clock.now());
    return ready;
}

} // namespace heed::outbound_mail
