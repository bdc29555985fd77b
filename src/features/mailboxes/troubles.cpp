// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"

#include <algorithm>
#include <array>

namespace heed::mailboxes {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10min;
constexpr auto silence_least = 72h; // a long weekend

/// What somebody has to mend before anything gets better.
constexpr std::array<std::string_view, 6> lasting = {
    "wrong_credentials",
    "sign_in_not_offered",
    "folder_not_found",
    "tls_failed",
    "auth_failed",
    "secret_lost",
};

struct Failure {
    const std::optional<std::string>& code;
    const std::optional<Instant>& since;
};

bool needs_somebody(const Failure& failure, Instant now) {
    if (!failure.since) return false;
    const bool heals = std::ranges::find(lasting, failure.code.value_or("")) == lasting.end();
    return !heals || now - *failure.since >= patience;
}

/// Rounds are further apart after failures, so much longer than they ever are.
bool is_forgotten(const Mailbox& mailbox, const MailboxState& state, Instant now) {
    const auto longest =
        std::max<std::chrono::milliseconds>(45min, std::chrono::seconds{10 * mailbox.poll_seconds});
    return state.last_fetch_at && now - *state.last_fetch_at >= longest;
}

bool is_silent(const MailboxState& state, Instant now) {
    constexpr int usual_gaps = 4;
    const std::chrono::milliseconds usual{state.usual_gap_ms.value_or(0)};
    const auto unusual = std::max<std::chrono::milliseconds>(silence_least, usual * usual_gaps);
    return state.last_letter_at && now - *state.last_letter_at >= unusual;
}

std::string days_of(std::chrono::milliseconds silence) {
    return std::to_string(std::chrono::floor<std::chrono::days>(silence).count());
}

Trouble trouble_of(const Mailbox& mailbox, std::string code, std::string text) {
    return {
        .id = mailbox.id,
        .code = std::move(code),
        .text = std::move(text),
        .about = mailbox.name,
        .why = {},
    };
}

Trouble cannot_send(const Mailbox& mailbox, const MailboxState& state) {
    auto trouble = trouble_of(
        mailbox,
        "mailbox_cannot_send",
        "Letters from " + mailbox.name + " cannot be sent: " + state.send_error.value_or("")
    );
    trouble.why = state.send_error;
    return trouble;
}

Trouble cannot_be_read(const Mailbox& mailbox, const MailboxState& state) {
    auto trouble = trouble_of(
        mailbox,
        "mailbox_cannot_be_read",
        "The mailbox " + mailbox.name + " cannot be read: " + state.fetch_error.value_or("")
    );
    trouble.why = state.fetch_error;
    return trouble;
}

Trouble silent(const Mailbox& mailbox, std::chrono::milliseconds silence) {
    auto days = days_of(silence);
    auto trouble = trouble_of(
        mailbox,
        "mailbox_silent",
        "No letter has come to " + mailbox.name + " for " + days + " days, which is unusual."
    );
    trouble.why = std::move(days);
    return trouble;
}

void add_troubles(
    const Mailbox& mailbox, const MailboxState& state, Instant now, std::vector<Trouble>& troubles
) {
    if (needs_somebody({.code = state.send_code, .since = state.send_failing_since}, now))
        troubles.push_back(cannot_send(mailbox, state));
    if (!mailbox.imap_host) return;
    if (needs_somebody({.code = state.fetch_code, .since = state.fetch_failing_since}, now))
        troubles.push_back(cannot_be_read(mailbox, state));
    else if (is_forgotten(mailbox, state, now))
        troubles.push_back(trouble_of(
            mailbox,
            "mailbox_forgotten",
            "Nobody has looked into the mailbox " + mailbox.name +
                " for long: it is no longer fetched from."
        ));
    else if (is_silent(state, now))
        troubles.push_back(silent(mailbox, now - *state.last_letter_at));
}

} // namespace

std::vector<Trouble> troubled(db::Transaction& tx, Instant now) {
    std::vector<Trouble> troubles;
    for (const auto& mailbox : store::all(tx)) {
        if (mailbox.active) add_troubles(mailbox, state_of(tx, mailbox.id), now, troubles);
    }
    return troubles;
}

} // namespace heed::mailboxes
