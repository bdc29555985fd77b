// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/commands.hpp"

#include "features/mailboxes/events.hpp"
#include "features/mailboxes/store.hpp"
#include "features/people/people.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::mailboxes {

namespace {

constexpr std::size_t addresses_max = 50;

Result<> require_port(int port, std::string_view pointer) {
    if (port >= 1 && port <= 65'535) return {};
    return refuse(Refusal::invalid, "out_of_range", pointer, "A port is 1 to 65535.");
}

Result<std::vector<std::string>>
checked_addresses(db::Transaction& tx, MailboxId id, const std::vector<Address>& given) {
    if (given.empty() || given.size() > addresses_max)
        return refuse(
            Refusal::invalid, "out_of_range", "/addresses", "A mailbox has 1 to 50 addresses."
        );
    std::vector<std::string> addresses;
    for (std::size_t at = 0; at < given.size(); ++at) {
        const auto pointer = "/addresses/" + std::to_string(at);
        if (!mail::is_mail_address(given[at].value))
            return refuse(Refusal::invalid, "bad_address", pointer, "This is not a mail address.");
        auto address = mail::normalised_address(given[at].value);
        const auto owner = store::owner_of(tx, address);
        if (owner && *owner != id)
            return refuse(
                Refusal::conflict, "address_taken", pointer, "Another mailbox has this address."
            );
        addresses.push_back(std::move(address));
    }
    return addresses;
}

Result<> take_imap(const Writing& writing, const Field<ImapInput>& field, Mailbox& mailbox) {
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
    if (imap.password)
        mailbox.imap_password =
            writing.sealer.seal(imap.password->value, seal_context(mailbox.id, "imap_password"));
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
        mailbox.smtp_password =
            writing.sealer.seal(smtp.password->value, seal_context(mailbox.id, "smtp_password"));
    return {};
}

Result<>
apply(db::Transaction& tx, const Writing& writing, const MailboxInput& input, Mailbox& mailbox) {
    if (input.name.value) mailbox.name = input.name.value->value;
    if (input.from_form.value) mailbox.from_form = input.from_form.value->value;
    if (input.signature.present)
        mailbox.signature = input.signature.value ? input.signature.value->value : "";
    if (input.team_id.present) {
        mailbox.team_id = input.team_id.value;
        if (mailbox.team_id && !people::find_team(tx, *mailbox.team_id))
            return refuse(Refusal::invalid, "unknown_team", "/team_id", "There is no such team.");
    }
    if (input.active.value) mailbox.active = *input.active.value;
    TRY(take_imap(writing, input.imap, mailbox));
    TRY(take_smtp(writing, input.smtp, mailbox));
    if (!input.addresses.present) return {};
    if (!input.addresses.value)
        return refuse(Refusal::invalid, "required", "/addresses", "A mailbox needs an address.");
    const auto addresses = TRY(checked_addresses(tx, mailbox.id, *input.addresses.value));
    store::set_addresses(tx, mailbox.id, addresses);
    return {};
}

Done save(db::Transaction& tx, const Writing& writing, const Mailbox& mailbox) {
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
        }
    );
    return {.id = mailbox.id.value};
}

Result<Mailbox> get(db::Transaction& tx, MailboxId id) {
    auto mailbox = store::find(tx, id);
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
    return save(tx, writing, mailbox);
}

Result<Done> change_mailbox(
    db::Transaction& tx, const Writing& writing, MailboxId id, const MailboxInput& input
) {
    auto mailbox = TRY(get(tx, id));
    if (input.expected_version && *input.expected_version != mailbox.version)
        return refuse(
            Refusal::conflict,
            "changed_meanwhile",
            "",
            "Somebody changed this mailbox since you looked."
        );
    ++mailbox.version;
    TRY(apply(tx, writing, input, mailbox));
    return save(tx, writing, mailbox);
}

Result<Done> retire_mailbox(db::Transaction& tx, const Writing& writing, MailboxId id) {
    auto mailbox = TRY(get(tx, id));
    ++mailbox.version;
    mailbox.active = false;
    return save(tx, writing, mailbox);
}

} // namespace heed::mailboxes
