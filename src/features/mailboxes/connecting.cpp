// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/connecting.hpp"

#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"
#include "kernel/text.hpp"

#include <algorithm>

namespace heed::mailboxes {

namespace {

Result<std::string> require_url(const std::optional<Url>& given, std::string_view pointer) {
    if (given && oauth::url_from(given->value)) return given->value;
    return refuse(
        Refusal::invalid,
        "bad_url",
        pointer,
        "This must be an address as https://login.example.org/oauth2/token."
    );
}

/// It stands in the path of an address.
Result<std::optional<std::string>> require_tenant(const std::optional<Text<1, 100>>& given) {
    if (!given) return std::optional<std::string>();
    const bool plain = std::ranges::all_of(given->value, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    });
    if (plain) return std::optional(given->value);
    return refuse(
        Refusal::invalid,
        "bad_tenant",
        "/oauth/tenant",
        "A tenant is a number like 8eaef023-…, a domain, or one of common and organizations."
    );
}

void forget_tokens(Mailbox& mailbox) {
    mailbox.oauth_refresh_token.reset();
    mailbox.oauth_access_token.reset();
    mailbox.oauth_access_until.reset();
    mailbox.oauth_trouble.reset();
    mailbox.oauth_tried_at.reset();
}

void forget_oauth(Mailbox& mailbox) {
    forget_tokens(mailbox);
    mailbox.oauth_provider.reset();
    mailbox.oauth_client_id.reset();
    mailbox.oauth_client_secret.reset();
    mailbox.oauth_tenant.reset();
    mailbox.oauth_authorise_url.reset();
    mailbox.oauth_token_url.reset();
    mailbox.oauth_scope.reset();
}

/// What the leave was given to.
auto leave_of(const Mailbox& mailbox) {
    return std::tuple(
        mailbox.oauth_provider,
        mailbox.oauth_client_id,
        mailbox.oauth_tenant,
        mailbox.oauth_authorise_url,
        mailbox.oauth_token_url,
        mailbox.oauth_scope
    );
}

Result<> take_addresses_of_provider(const OAuthInput& input, Mailbox& mailbox) {
    mailbox.oauth_authorise_url.reset();
    mailbox.oauth_token_url.reset();
    mailbox.oauth_scope.reset();
    if (input.provider != Provider::other) return {};
    mailbox.oauth_authorise_url = TRY(require_url(input.authorise_url, "/oauth/authorise_url"));
    mailbox.oauth_token_url = TRY(require_url(input.token_url, "/oauth/token_url"));
    if (!input.scope)
        return refuse(
            Refusal::invalid, "required", "/oauth/scope", "Say which scopes the provider wants."
        );
    mailbox.oauth_scope = input.scope->value;
    return {};
}

} // namespace

Result<> take_oauth(const Writing& writing, const Field<OAuthInput>& field, Mailbox& mailbox) {
    if (!field.present) return {};
    if (!field.value) {
        forget_oauth(mailbox);
        return {};
    }
    const auto& input = *field.value;
    const auto before = leave_of(mailbox);
    mailbox.oauth_provider = input.provider;
    mailbox.oauth_client_id = input.client_id.value;
    mailbox.oauth_tenant = TRY(require_tenant(input.tenant));
    if (input.provider != Provider::microsoft) mailbox.oauth_tenant.reset();
    TRY(take_addresses_of_provider(input, mailbox));
    const auto context = seal_context(mailbox.id, "oauth_client_secret");
    if (input.client_secret)
        mailbox.oauth_client_secret = writing.sealer.seal(input.client_secret->value, context);
    if (leave_of(mailbox) != before) forget_tokens(mailbox);
    return {};
}

oauth::Client oauth_client(const Mailbox& mailbox, const crypto::Sealer& sealer) {
    oauth::Client client{
        .token_url = leave_addresses(mailbox).token_url, .id = mailbox.oauth_client_id.value_or("")
    };
    if (mailbox.oauth_client_secret) {
        auto secret = sealer.open(
            *mailbox.oauth_client_secret, seal_context(mailbox.id, "oauth_client_secret")
        );
        if (secret) client.secret = std::move(*secret);
    }
    return client;
}

std::string oauth_trouble(const Mailbox& mailbox) {
    if (!mailbox.oauth_provider) return "";
    if (!mailbox.oauth_refresh_token)
        return "it is not connected with its provider; connect it in its settings";
    const auto code = mailbox.oauth_trouble.value_or("");
    if (code == "grant_revoked")
        return "its provider no longer lets the desk in; connect it again in its settings";
    if (code == "client_refused")
        return "its provider does not know the client id, or the client secret is wrong or has run "
               "out; look at both in its settings";
    if (!code.empty()) return "its provider gives no new token at the moment";
    if (!mailbox.oauth_access_token) return "its provider is being asked for a token";
    return "";
}

LeaveAddresses leave_addresses(const Mailbox& mailbox) {
    switch (mailbox.oauth_provider.value_or(Provider::other)) {
        case Provider::google:
            return {
                .authorise_url = "https://accounts.google.com/o/oauth2/v2/auth",
                .token_url = "https://oauth2.googleapis.com/token",
                .scope = "https://mail.google.com/",
                // Only so is a refresh token given, and each time.
                .parameters = {{"access_type", "offline"}, {"prompt", "consent"}}
            };
        case Provider::microsoft: {
            const auto base = "https://login.microsoftonline.com/" +
                              mailbox.oauth_tenant.value_or("common") + "/oauth2/v2.0/";
            return {
                .authorise_url = base + "authorize",
                .token_url = base + "token",
                .scope = "offline_access https://outlook.office.com/IMAP.AccessAsUser.All "
                         "https://outlook.office.com/SMTP.Send",
                .parameters = {}
            };
        }
        case Provider::other: break;
    }
    return {
        .authorise_url = mailbox.oauth_authorise_url.value_or(""),
        .token_url = mailbox.oauth_token_url.value_or(""),
        .scope = mailbox.oauth_scope.value_or(""),
        .parameters = {}
    };
}

} // namespace heed::mailboxes
