// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::mail {

/// What a signed token names; part of what is signed, so one cannot stand for the other.
enum class TokenKind {
    request, // a ticket: in reply addresses
    entry    // one message of ours: in Message-IDs
};

/// `<id>-<mac>` in lower case: HMAC-SHA-256 cut to 100 bits in base32, which survives servers
/// that fold case. `key` should have 32 bytes or more.
std::string sign_token(TokenKind kind, std::int64_t id, std::string_view key);

/// The id of a token we signed, in any case of letters; compared in constant time.
std::optional<std::int64_t>
verify_token(TokenKind kind, std::string_view token, std::string_view key);

/// `support+r-<id>-<mac>@example.org` for `support@example.org`.
std::string
reply_address(std::string_view mailbox_address, std::int64_t ticket_id, std::string_view key);

/// The ticket a recipient address was signed for, whatever mailbox it belongs to.
std::optional<std::int64_t> ticket_of_address(std::string_view address, std::string_view key);

/// `e-<id>-<mac>@host`, without angle brackets.
std::string make_message_id(std::int64_t entry_id, std::string_view host, std::string_view key);

/// As `make_message_id`, of the letter that acknowledges that entry: `a-<id>-<mac>@host`.
std::string
make_acknowledgement_id(std::int64_t entry_id, std::string_view host, std::string_view key);

/// The entry a Message-ID of ours was made for, as its letter or as its acknowledgement.
std::optional<std::int64_t> entry_of_message_id(std::string_view message_id, std::string_view key);

} // namespace heed::mail
