// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/connecting.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"
#include "platform/desk/desk.hpp"
#include "platform/log/log.hpp"

#include <chrono>

namespace heed::mailboxes {

namespace {

using namespace std::chrono_literals;

constexpr auto ahead = 10min;
constexpr auto asked_again_after = 1min;
constexpr auto refused_asked_again_after = 15min; // somebody has to mend it first

bool is_due(const Mailbox& mailbox, Instant now) {
    if (!mailbox.active || !mailbox.oauth_provider || !mailbox.oauth_refresh_token) return false;
    if (mailbox.oauth_access_until && *mailbox.oauth_access_until - ahead > now) return false;
    const auto code = mailbox.oauth_trouble.value_or("");
    const bool refused = code == "grant_revoked" || code == "client_refused";
    const auto pause = refused ? refused_asked_again_after : asked_again_after;
    return !mailbox.oauth_tried_at || *mailbox.oauth_tried_at + pause <= now;
}

/// Of several nodes the one that changes the moment asks.
bool claim(Desk& desk, const Mailbox& mailbox, Instant now) {
    return desk.db
        .write(
            [&](db::Transaction& tx) -> Result<bool> {
                return store::claim_refresh(tx, mailbox.id, mailbox.oauth_tried_at, now);
            },
            {.lane = db::Lane::background}
        )
        .value_or(false);
}

void keep(Desk& desk, const Mailbox& mailbox, const Result<oauth::Tokens>& given, Instant now) {
    const auto kept = desk.db.write(
        [&](db::Transaction& tx) -> Result<bool> {
            auto current = store::find_for_update(tx, mailbox.id);
            // Connected anew, or given up, while the provider was asked.
            if (!current || current->oauth_refresh_token != mailbox.oauth_refresh_token)
                return false;
            if (given)
                take_tokens(*current, *given, desk.sealer, now);
            else if (!current->oauth_access_until || *current->oauth_access_until <= now ||
                     given.error().code == "grant_revoked")
                current->oauth_trouble = given.error().code;
            store::save(tx, *current);
            return true;
        },
        {.lane = db::Lane::background}
    );
    if (!kept)
        log::warning("token_not_kept", {{"mailbox", mailbox.id}, {"code", kept.error().code}});
}

void refresh(Desk& desk, const oauth::Exchange& exchange, const Mailbox& mailbox) {
    const auto token = desk.sealer.open(
        *mailbox.oauth_refresh_token, seal_context(mailbox.id, "oauth_refresh_token")
    );
    if (!token) return; // `secret_trouble` tells it
    const auto given =
        exchange(oauth_client(mailbox, desk.sealer), oauth::Grant{.refresh_token = *token});
    if (!given)
        log::warning("token_refused", {{"mailbox", mailbox.id}, {"code", given.error().code}});
    keep(desk, mailbox, given, desk.clock.now());
}

} // namespace

void take_tokens(
    Mailbox& mailbox, const oauth::Tokens& tokens, const crypto::Sealer& sealer, Instant now
) {
    mailbox.oauth_access_token =
        sealer.seal(tokens.access_token, seal_context(mailbox.id, "oauth_access_token"));
    mailbox.oauth_access_until = now + tokens.lasts;
    mailbox.oauth_trouble.reset();
    if (tokens.refresh_token)
        mailbox.oauth_refresh_token =
            sealer.seal(*tokens.refresh_token, seal_context(mailbox.id, "oauth_refresh_token"));
}

int refresh_tokens(Desk& desk, const oauth::Exchange& exchange) {
    const auto now = desk.clock.now();
    int asked = 0;
    for (const auto& mailbox : desk.db.read([](db::Transaction& tx) { return store::all(tx); })) {
        if (!is_due(mailbox, now) || !claim(desk, mailbox, now)) continue;
        ++asked;
        refresh(desk, exchange, mailbox);
    }
    return asked;
}

} // namespace heed::mailboxes
