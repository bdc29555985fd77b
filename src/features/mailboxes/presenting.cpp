// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/presenting.hpp"

#include "features/mailboxes/connecting.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"
#include "kernel/check.hpp"

namespace heed::mailboxes {

namespace {

std::optional<OAuthWire> oauth_of(const Mailbox& mailbox) {
    if (!mailbox.oauth_provider) return std::nullopt;
    const auto trouble = oauth_trouble(mailbox);
    return OAuthWire{
        .provider = *mailbox.oauth_provider,
        .client_id = mailbox.oauth_client_id.value_or(""),
        .tenant = mailbox.oauth_tenant,
        .authorise_url = mailbox.oauth_authorise_url,
        .token_url = mailbox.oauth_token_url,
        .scope = mailbox.oauth_scope,
        .has_client_secret = mailbox.oauth_client_secret.has_value(),
        .connected = mailbox.oauth_refresh_token.has_value(),
        .trouble = trouble.empty() ? std::nullopt : std::optional(trouble)
    };
}

} // namespace

MailboxWire wire_of(db::Transaction& tx, const Mailbox& mailbox) {
    MailboxWire wire{
        .id = mailbox.id,
        .name = mailbox.name,
        .addresses = store::addresses_of(tx, mailbox.id),
        .from_form = mailbox.from_form,
        .signature = mailbox.signature,
        .team_id = mailbox.team_id,
        .imap = {},
        .smtp = {},
        .has_imap_password = mailbox.imap_password.has_value(),
        .has_smtp_password = mailbox.smtp_password.has_value(),
        .oauth = oauth_of(mailbox),
        .state = state_of(tx, mailbox.id),
        .started = has_started(cursor_of(tx, mailbox.id)),
        .active = mailbox.active,
        .version = mailbox.version,
    };
    if (mailbox.imap_host) {
        wire.imap = ImapWire{
            .host = *mailbox.imap_host,
            .port = mailbox.imap_port.value_or(993),
            .tls = mailbox.imap_tls.value_or(net::TlsMode::implicit),
            .user = mailbox.imap_user.value_or(""),
            .folder = mailbox.imap_folder.value_or("INBOX"),
            .poll_seconds = mailbox.poll_seconds,
            .start_with = mailbox.imap_start_with,
        };
    }
    if (mailbox.smtp_host) {
        wire.smtp = SmtpWire{
            .host = *mailbox.smtp_host,
            .port = mailbox.smtp_port.value_or(465),
            .tls = mailbox.smtp_tls.value_or(net::TlsMode::implicit),
            .user = mailbox.smtp_user,
        };
    }
    return wire;
}

Result<http::Response> present(Desk& desk, const Outcome& outcome, int status) {
    const auto json = desk.db.read([&](db::Transaction& tx) {
        const auto mailbox = store::find(tx, MailboxId{outcome.done.id});
        CHECK(mailbox.has_value());
        return to_json(wire_of(tx, *mailbox));
    });
    return answer(outcome, json, status);
}

} // namespace heed::mailboxes
