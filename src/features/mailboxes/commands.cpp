// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/commands.hpp"

#include "features/mailboxes/connecting.hpp"
#include "features/mailboxes/events.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"
#include "features/people/people.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>

namespace heed::mailboxes {

namespace {

constexpr std::size_t addresses_max = 50;

Result<> require_port(int port, std::string_view pointer) {
    if (port >= 1 && port <= 65'535) return {};
    return refuse(Refusal::invalid, "out_of_range", pointer, "A port is 1 to 65535.");
}

Result<> take_addresses(db::Transaction& tx, MailboxId id, const std::vector<Address>& given) {
    if (given.empty() || given.size() > addresses_max)
        return refuse(
            Refusal::invalid, "out_of_range", "/addresses", "A mailbox has 1 to 50 addresses."
        );
    const auto pointer = [](std::size_t at) { return "/addresses/" + std::to_string(at); };
    const auto before = store::addresses_of(tx, id);
    std::vector<std::string> addresses;
    for (std::size_t at = 0; at < given.size(); ++at) {
        if (!mail::is_mail_address(given[at].value))
            return refuse(
                Refusal::invalid, "bad_address", pointer(at), "This is not a mail address."
            );
        addresses.push_back(mail::normalised_address(given[at].value));
        if (std::ranges::find(before, addresses.back()) != before.end()) continue;
        TRY(people::require_meant(addresses.back(), pointer(at)));
    }
    // The unique address decides, not a question asked before: of two at once one is told.
    if (const auto taken = store::set_addresses(tx, id, addresses)) {
        const auto owner = store::owner_of(tx, addresses[*taken]);
        const auto other = owner ? store::find(tx, *owner) : std::nullopt;
        const auto name = other ? "The mailbox " + other->name : "Another mailbox";
        return refuse(
            Refusal::conflict, "mailbox_has_it", pointer(*taken), name + " has this address."
        );
    }
    return people::keep_own_addresses(
        tx, {.mailbox = id.value, .before = before, .now = addresses}
    );
}

/// Nothing happens when it is the one that is held, under the newest key: what is sealed twice
/// looks different each time.
void seal_into(
    std::optional<std::string>& held,
    const Writing& writing,
    std::string_view password,
    MailboxId id,
    std::string_view column
) {
    const auto context = seal_context(id, column);
    if (held) {
        const auto opened = writing.sealer.open(*held, context);
        if (opened && *opened == password && writing.sealer.uses_newest_key(*held)) return;
    }
    held = writing.sealer.seal(password, context);
}

/// What has been read stays read, and what was passed over stays so: it decides the first time
/// only.
Result<> take_start(db::Transaction& tx, StartWith asked, Mailbox& mailbox) {
    if (asked == mailbox.imap_start_with) return {};
    if (has_started(cursor_of(tx, mailbox.id)))
        return refuse(
            Refusal::conflict,
            "already_read",
            "/imap/start_with",
            "Letters of this mailbox have been fetched already; with which to begin is decided "
            "before the first time."
        );
    mailbox.imap_start_with = asked;
    return {};
}

Result<> take_imap(
    db::Transaction& tx, const Writing& writing, const Field<ImapInput>& field, Mailbox& mailbox
) {
    if (!field.present) return {};
    if (!field.value) {
        mailbox.imap_host.reset();
        mailbox.imap_password.reset();
        return {};
    }
    const auto& imap = *field.value;
    TRY(require_port(imap.port, "/imap/port"));
    mailbox.imap_host = imap.host.value;
    mailbox.imap_port = imap.port;
    mailbox.imap_tls = imap.tls;
    mailbox.imap_user = imap.user.value;
    mailbox.imap_folder = imap.folder ? imap.folder->value : "INBOX";
    if (imap.poll_seconds) mailbox.poll_seconds = *imap.poll_seconds;
    if (mailbox.poll_seconds < 10 || mailbox.poll_seconds > 3'600)
        return refuse(
            Refusal::invalid, "out_of_range", "/imap/poll_seconds", "Poll every 10 to 3600 seconds."
        );
    if (imap.start_with) TRY(take_start(tx, *imap.start_with, mailbox));
    if (imap.password)
        seal_into(
            mailbox.imap_password, writing, imap.password->value, mailbox.id, "imap_password"
        );
    return {};
}

Result<> take_smtp(const Writing& writing, const Field<SmtpInput>& field, Mailbox& mailbox) {
    if (!field.present) return {};
    if (!field.value) {
        mailbox.smtp_host.reset();
        mailbox.smtp_password.reset();
        return {};
    }
    const auto& smtp = *field.value;
    TRY(require_port(smtp.port, "/smtp/port"));
    mailbox.smtp_host = smtp.host.value;
    mailbox.smtp_port = smtp.port;
    mailbox.smtp_tls = smtp.tls;
    mailbox.smtp_user = smtp.user ? std::optional(smtp.user->value) : std::nullopt;
    if (smtp.password)
        seal_into(
            mailbox.smtp_password, writing, smtp.password->value, mailbox.id, "smtp_password"
        );
    return {};
}

/// These stand in one line of a protocol or of a letter's head.
Result<> require_lines(const Mailbox& mailbox) {
    const auto in = [](const std::optional<std::string>& line) {
        return line ? std::string_view(*line) : std::string_view();
    };
    const std::pair<std::string_view, std::string_view> lines[] = {
        {"/name", mailbox.name},
        {"/from_form", mailbox.from_form},
        {"/imap/host", in(mailbox.imap_host)},
        {"/imap/user", in(mailbox.imap_user)},
        {"/imap/folder", in(mailbox.imap_folder)},
        {"/smtp/host", in(mailbox.smtp_host)},
        {"/smtp/user", in(mailbox.smtp_user)},
        {"/oauth/client_id", in(mailbox.oauth_client_id)},
        {"/oauth/scope", in(mailbox.oauth_scope)},
    };
    for (const auto& [pointer, line] : lines) {
        const bool is_line = std::ranges::none_of(line, [](char letter) {
            return static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
        });
        if (!is_line)
            return refuse(Refusal::invalid, "one_line", pointer, "This must be one line of text.");
    }
    return {};
}

/// Else customers would read the name of a variable.
Result<> require_known(std::string_view form, std::string_view pointer) {
    const auto unknown = unknown_variable(form);
    if (!unknown) return {};
    return refuse(
        Refusal::invalid,
        "unknown_variable",
        pointer,
        "{" + *unknown + "} stands for nothing here. There are: {agent}, {desk}, {mailbox}."
    );
}

Result<>
apply(db::Transaction& tx, const Writing& writing, const MailboxInput& input, Mailbox& mailbox) {
    if (input.name.value) mailbox.name = input.name.value->value;
    if (input.from_form.value) {
        TRY(require_known(input.from_form.value->value, "/from_form"));
        mailbox.from_form = input.from_form.value->value;
    }
    if (input.signature.present) {
        mailbox.signature = input.signature.value ? input.signature.value->value : "";
        TRY(require_known(mailbox.signature, "/signature"));
    }
    if (input.team_id.present) {
        mailbox.team_id = input.team_id.value;
        if (mailbox.team_id && !people::find_team(tx, *mailbox.team_id))
            return refuse(Refusal::invalid, "unknown_team", "/team_id", "There is no such team.");
    }
    if (input.active.value) mailbox.active = *input.active.value;
    TRY(take_imap(tx, writing, input.imap, mailbox));
    TRY(take_smtp(writing, input.smtp, mailbox));
    TRY(take_oauth(writing, input.oauth, mailbox));
    TRY(require_lines(mailbox));
    if (!input.addresses.present) return {};
    if (!input.addresses.value)
        return refuse(Refusal::invalid, "required", "/addresses", "A mailbox needs an address.");
    return take_addresses(tx, mailbox.id, *input.addresses.value);
}

/// What stands in columns and what it is called elsewhere are the same words.
std::vector<journal::FieldChange> changes_between(const Mailbox& before, const Mailbox& after) {
    std::vector<std::string> held;
    for_each_field(before, [&](std::string_view, const auto& value) {
        held.push_back(to_json(value));
    });
    std::vector<journal::FieldChange> changes;
    std::size_t at = 0;
    for_each_field(after, [&](std::string_view field, const auto& value) {
        auto old = std::move(held[at++]);
        auto now = to_json(value);
        if (old == now) return;
        const bool secret =
            field.ends_with("_password") || field.ends_with("_secret") || field.ends_with("_token");
        changes.push_back(
            {.field = std::string(field),
             .old_value = RawJson{secret ? "null" : std::move(old)},
             .new_value = RawJson{secret ? "null" : std::move(now)}}
        );
    });
    return changes;
}

Done save(
    db::Transaction& tx,
    const Writing& writing,
    const Mailbox& mailbox,
    std::vector<journal::FieldChange> changes
) {
    store::save(tx, mailbox);
    journal::append(
        tx,
        writing.actor,
        writing.now,
        MailboxChanged{
            .mailbox = mailbox.id,
            .version = mailbox.version,
            .name = mailbox.name,
            .addresses = store::addresses_of(tx, mailbox.id),
            .active = mailbox.active,
            .changes = std::move(changes),
        }
    );
    return {.id = mailbox.id.value};
}

Result<Mailbox> get_for_update(db::Transaction& tx, MailboxId id) {
    auto mailbox = store::find_for_update(tx, id);
    if (!mailbox) return refuse(Refusal::not_found, "not_found", "", "There is no such mailbox.");
    return std::move(*mailbox);
}

} // namespace

Result<Done>
create_mailbox(db::Transaction& tx, const Writing& writing, const MailboxInput& input) {
    if (!input.name.value)
        return refuse(Refusal::invalid, "required", "/name", "A mailbox needs a name.");
    if (!input.addresses.value)
        return refuse(Refusal::invalid, "required", "/addresses", "A mailbox needs an address.");
    Mailbox mailbox;
    mailbox.name = input.name.value->value;
    mailbox.id = store::insert(tx, mailbox, writing.now);
    TRY(apply(tx, writing, input, mailbox));
    return save(tx, writing, mailbox, {});
}

Result<Done> change_mailbox(
    db::Transaction& tx, const Writing& writing, MailboxId id, const MailboxInput& input
) {
    auto mailbox = TRY(get_for_update(tx, id));
    const auto before = mailbox;
    auto addresses = store::addresses_of(tx, id);
    TRY(apply(tx, writing, input, mailbox));
    auto changes = changes_between(before, mailbox);
    journal::change(changes, "addresses", addresses, store::addresses_of(tx, id));
    TRY(journal::require_current(input.expected_version, mailbox.version, changes));
    if (changes.empty()) return Done{.id = id.value};
    ++mailbox.version;
    return save(tx, writing, mailbox, std::move(changes));
}

Result<Done> connect_mailbox(
    db::Transaction& tx, const Writing& writing, MailboxId id, const oauth::Tokens& tokens
) {
    auto mailbox = TRY(get_for_update(tx, id));
    const auto before = mailbox;
    take_tokens(mailbox, tokens, writing.sealer, writing.now);
    mailbox.oauth_tried_at = writing.now;
    ++mailbox.version;
    return save(tx, writing, mailbox, changes_between(before, mailbox));
}

Result<Done> retire_mailbox(db::Transaction& tx, const Writing& writing, MailboxId id) {
    auto mailbox = TRY(get_for_update(tx, id));
    if (!mailbox.active) return Done{.id = id.value};
    std::vector<journal::FieldChange> changes;
    journal::change(changes, "active", mailbox.active, false);
    ++mailbox.version;
    return save(tx, writing, mailbox, std::move(changes));
}

} // namespace heed::mailboxes
