// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"

#include "features/mailboxes/connecting.hpp"
#include "features/mailboxes/store.hpp"
#include "features/people/people.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/json/decode.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/domains.hpp"

#include <algorithm>

namespace heed::mailboxes {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view signing_key = "mail_signing_key";
constexpr std::string_view desk_id = "desk_id";

constexpr std::string_view dead_secret =
    "its password was sealed with a key that is lost; enter it again in the settings of the "
    "mailbox";

constexpr std::string_view dead_leave =
    "its tokens were sealed with a key that is lost; enter its client secret again in the settings "
    "of the mailbox, and connect it again";

std::string opened(
    const std::optional<std::string>& sealed,
    const crypto::Sealer& sealer,
    const std::string& context
) {
    if (!sealed) return {};
    auto secret = sealer.open(*sealed, context);
    if (!secret) throw Fault(std::string(dead_secret));
    return std::move(*secret);
}

std::string access_token_of(const Mailbox& mailbox, const crypto::Sealer& sealer) {
    return opened(
        mailbox.oauth_access_token, sealer, seal_context(mailbox.id, "oauth_access_token")
    );
}

bool is_usable(db::Transaction& tx, std::optional<std::int64_t> id) {
    if (!id) return false;
    const auto mailbox = store::find(tx, MailboxId{*id});
    return mailbox && mailbox->active;
}

struct Noted {
    std::optional<std::string>& code;
    std::optional<std::string>& text;
    std::optional<Instant>& since;
};

void note(const Noted& noted, const Problem& problem, Instant at) {
    if (problem.text.empty()) {
        noted.code.reset();
        noted.text.reset();
        noted.since.reset();
        return;
    }
    noted.code = problem.code;
    noted.text = problem.text;
    if (!noted.since) noted.since = at;
}

} // namespace

std::vector<Mailbox> all_mailboxes(db::Transaction& tx) {
    return store::all(tx);
}

std::optional<Mailbox> find_mailbox(db::Transaction& tx, MailboxId id) {
    return store::find(tx, id);
}

std::optional<MailboxId> mailbox_of_address(db::Transaction& tx, std::string_view address) {
    const auto normalised = mail::normalised_address(address);
    if (const auto owner = store::owner_of(tx, normalised)) return owner;
    return store::owner_of(tx, mail::without_detail(normalised));
}

std::vector<std::string> addresses_of(db::Transaction& tx, MailboxId id) {
    return store::addresses_of(tx, id);
}

std::vector<std::string> all_addresses(db::Transaction& tx) {
    return store::all_addresses(tx);
}

bool is_own_address(db::Transaction& tx, std::string_view address) {
    return mailbox_of_address(tx, address).has_value();
}

bool is_own_domain(db::Transaction& tx, std::string_view domain) {
    return std::ranges::any_of(store::all_addresses(tx), [&](const std::string& address) {
        return mail::normalised_domain(mail::domain_of(address)) == domain;
    });
}

std::optional<MailboxId>
mailbox_for(db::Transaction& tx, std::optional<std::int64_t> asked, std::optional<TeamId> team) {
    if (is_usable(tx, asked)) return MailboxId{*asked};
    if (team) {
        const auto brief = people::find_team(tx, *team);
        if (brief && is_usable(tx, brief->mailbox_id)) return MailboxId{*brief->mailbox_id};
    }
    std::optional<MailboxId> first;
    for (const auto& mailbox : store::all(tx)) {
        if (mailbox.active && mailbox.smtp_host) return mailbox.id;
        if (mailbox.active && !first) first = mailbox.id;
    }
    return first;
}

MailboxState state_of(db::Transaction& tx, MailboxId id) {
    return store::find_state(tx, id).value_or(MailboxState{});
}

imap::Cursor cursor_of(db::Transaction& tx, MailboxId id) {
    const auto text = store::find_cursor(tx, id);
    if (!text || text->text == "{}") return {};
    auto cursor = decode_fact<imap::Cursor>(text->text);
    CHECK(cursor.has_value());
    return std::move(*cursor);
}

bool has_started(const imap::Cursor& cursor) {
    return cursor.uid_validity != 0;
}

void save_cursor(db::Transaction& tx, MailboxId id, const imap::Cursor& cursor) {
    store::save_cursor(tx, id, {to_json(cursor)});
}

void note_letter(db::Transaction& tx, MailboxId id, Instant at) {
    constexpr std::int64_t memory = 10; // letters after which an old habit is mostly forgotten
    auto state = state_of(tx, id);
    if (state.last_letter_at) {
        const auto gap = (at - *state.last_letter_at).count();
        const auto usual = state.usual_gap_ms.value_or(gap);
        state.usual_gap_ms = usual + (gap - usual) / memory;
    }
    state.last_letter_at = at;
    store::save_state(tx, id, state);
}

void note_fetch(db::Transaction& tx, MailboxId id, const Problem& problem, Instant at) {
    auto state = state_of(tx, id);
    state.last_fetch_at = at;
    note(
        {.code = state.fetch_code, .text = state.fetch_error, .since = state.fetch_failing_since},
        problem,
        at
    );
    store::save_state(tx, id, state);
}

void note_send(db::Transaction& tx, MailboxId id, const Problem& problem, Instant at) {
    auto state = state_of(tx, id);
    if (problem.text.empty()) state.last_sent_at = at;
    note(
        {.code = state.send_code, .text = state.send_error, .since = state.send_failing_since},
        problem,
        at
    );
    store::save_state(tx, id, state);
}

std::string secret_trouble(const Mailbox& mailbox, const crypto::Sealer& sealer) {
    const auto is_dead = [&](const std::optional<std::string>& sealed, std::string_view column) {
        return sealed && !sealer.open(*sealed, seal_context(mailbox.id, column));
    };
    if (mailbox.oauth_provider) {
        const bool lost = is_dead(mailbox.oauth_refresh_token, "oauth_refresh_token") ||
                          is_dead(mailbox.oauth_access_token, "oauth_access_token") ||
                          is_dead(mailbox.oauth_client_secret, "oauth_client_secret");
        return lost ? std::string(dead_leave) : oauth_trouble(mailbox);
    }
    const bool dead = is_dead(mailbox.imap_password, "imap_password") ||
                      is_dead(mailbox.smtp_password, "smtp_password");
    return std::string(dead ? dead_secret : "");
}

std::optional<imap::Account> imap_account(const Mailbox& mailbox, const crypto::Sealer& sealer) {
    if (!mailbox.imap_host) return std::nullopt;
    imap::Account account;
    account.endpoint = {
        .host = *mailbox.imap_host,
        .port = static_cast<std::uint16_t>(mailbox.imap_port.value_or(993)),
        .tls = mailbox.imap_tls.value_or(net::TlsMode::implicit),
    };
    account.user = mailbox.imap_user.value_or("");
    if (mailbox.oauth_provider)
        account.access_token = access_token_of(mailbox, sealer);
    else
        account.password =
            opened(mailbox.imap_password, sealer, seal_context(mailbox.id, "imap_password"));
    account.folder = mailbox.imap_folder.value_or("INBOX");
    return account;
}

std::optional<smtp::Account> smtp_account(const Mailbox& mailbox, const crypto::Sealer& sealer) {
    if (!mailbox.smtp_host) return std::nullopt;
    smtp::Account account;
    account.endpoint = {
        .host = *mailbox.smtp_host,
        .port = static_cast<std::uint16_t>(mailbox.smtp_port.value_or(465)),
        .tls = mailbox.smtp_tls.value_or(net::TlsMode::implicit),
    };
    account.user = mailbox.smtp_user.value_or("");
    if (mailbox.oauth_provider)
        account.access_token = access_token_of(mailbox, sealer);
    else
        account.password =
            opened(mailbox.smtp_password, sealer, seal_context(mailbox.id, "smtp_password"));
    return account;
}

void ensure_desk_key(db::Transaction& tx) {
    store::keep_value(tx, signing_key, crypto::hex(crypto::random_bytes(32)));
    store::keep_value(tx, desk_id, crypto::hex(crypto::random_bytes(8)));
}

DeskKey desk_key(db::Transaction& tx) {
    const auto key = store::find_value(tx, signing_key);
    const auto id = store::find_value(tx, desk_id);
    if (!key || !id) throw Fault("the desk has no mail key yet: start it once with `heed serve`");
    return {.signing_key = *key, .desk_id = *id};
}

} // namespace heed::mailboxes
