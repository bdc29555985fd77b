// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "platform/net/endpoint.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace heed::imap {

/// How far a folder has been read. The caller keeps it and gives it back at the next run.
struct Cursor {
    std::int64_t uid_validity = 0; // 0 = never read
    std::int64_t last_uid = 0;
    // Letters at or below last_uid that the server could not hand over yet; tried again each run.
    std::vector<std::int64_t> owed = {};
    // When the caller began with new letters only; those delivered before are of no concern to it.
    std::optional<Instant> begun_at = {};
    // Since the folder was renumbered: up to where letters of before `begun_at` may lie.
    std::optional<std::int64_t> past_until_uid = {};

    bool operator==(const Cursor&) const = default;
};

HEED_FIELDS(Cursor, uid_validity, last_uid, owed, begun_at, past_until_uid)

/// Where reading begins in a folder that has new numbers, or was never read: at its first letter.
inline Cursor at_the_beginning(const Cursor& of, std::int64_t uid_validity, std::int64_t newest) {
    Cursor cursor = {.uid_validity = uid_validity, .begun_at = of.begun_at};
    if (of.begun_at) cursor.past_until_uid = newest;
    return cursor;
}

/// Whether a letter lay in the folder before the caller began, and so is left alone after it was
/// renumbered. One whose delivery the server does not date is read: it might be lost otherwise.
inline bool is_past(const Cursor& cursor, std::int64_t uid, std::optional<Instant> delivered_at) {
    return cursor.begun_at && cursor.past_until_uid && uid <= *cursor.past_until_uid &&
           delivered_at && *delivered_at < *cursor.begun_at;
}

struct FetchedLetter {
    std::int64_t uid = 0;
    std::string bytes;
    std::int64_t size_bytes = 0; // as the server says, 0 when it does not say
    bool headers_only = false;   // the letter is over the limit and only its headers were fetched
    std::optional<Instant> delivered_at = {}; // when the server took it in, if it says so
    Cursor after;                             // to be stored in the same transaction as the letter
};

/// Keeps the letter and answers whether that is committed. Only then is the letter marked or moved
/// on the server, and only then does the cursor go past it. May be called again for a letter that
/// was committed when a crash came before `after` was stored, and for every letter of the folder
/// when the server renumbers it, but for those of before the cursor's `begun_at`: the caller knows
/// duplicates by their content.
using OnLetter = std::function<bool(const FetchedLetter&)>;

/// What one run did. It may have done much before it met its problem.
struct FetchRun {
    Cursor cursor;
    int committed = 0;
    bool more = false;       // stopped at the limit of a run; call again at once
    bool renumbered = false; // the server gave a new UIDVALIDITY: everything is read again
    // Why the run ended early, with a sentence for people. Codes: those of the address check,
    // cannot_connect, tls_failed, wrong_credentials, sign_in_not_offered, folder_not_found,
    // timed_out, connection_lost, server_unavailable, protocol_error, command_refused,
    // folder_changed, not_committed, stopped.
    std::optional<Error> problem = {};
    std::vector<std::string> warnings = {}; // letters left owed, marks and moves that failed
};

/// Where letters come from. Used by one thread at a time.
class MailSource {
public:
    virtual ~MailSource() = default;

    /// Hands over the letters behind `cursor`, oldest first.
    virtual FetchRun fetch_new(const Cursor& cursor, const OnLetter& on_letter) = 0;

    /// A cursor behind everything that is in the folder now: for a desk that starts with a mailbox
    /// full of letters already answered elsewhere.
    virtual Result<Cursor> end_of_folder() = 0;

    /// Connects, signs in and opens the folder; changes nothing.
    virtual net::ConnectionTest test_connection() = 0;
};

} // namespace heed::imap
