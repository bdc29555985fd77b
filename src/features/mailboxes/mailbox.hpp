// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "platform/net/endpoint.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::mailboxes {

using MailboxId = Id<struct MailboxTag>;

/// With which letters reading begins: all that lie in the folder, or those that come from then on.
enum class StartWith { all, new_ };

/// Who gives tokens to sign in with. Of `other` ones the addresses are entered.
enum class Provider { google, microsoft, other };

} // namespace heed::mailboxes

namespace heed {

template <>
inline constexpr std::array<std::string_view, 2> enum_names<mailboxes::StartWith> = {"all", "new"};
template <>
inline constexpr std::array<std::string_view, 3> enum_names<mailboxes::Provider> = {
    "google", "microsoft", "other"
};

} // namespace heed

namespace heed::mailboxes {

struct Mailbox {
    MailboxId id = {};
    std::string name = {};
    std::string from_form = "{agent} via {desk}"; // {agent}, {desk}, {mailbox}
    std::string signature = {};                   // {agent}, {desk}
    std::optional<TeamId> team_id = {};
    std::optional<std::string> imap_host = {};
    std::optional<int> imap_port = {};
    std::optional<net::TlsMode> imap_tls = {};
    std::optional<std::string> imap_user = {};
    std::optional<std::string> imap_password = {}; // sealed
    std::optional<std::string> imap_folder = {};
    StartWith imap_start_with = StartWith::all;
    int poll_seconds = 60;
    std::optional<std::string> smtp_host = {};
    std::optional<int> smtp_port = {};
    std::optional<net::TlsMode> smtp_tls = {};
    std::optional<std::string> smtp_user = {};
    std::optional<std::string> smtp_password = {}; // sealed
    bool active = true;
    std::int64_t version = 1;
    std::optional<Provider> oauth_provider = {}; // nothing: it signs in with passwords
    std::optional<std::string> oauth_client_id = {};
    std::optional<std::string> oauth_client_secret = {}; // sealed
    std::optional<std::string> oauth_tenant = {};        // of Microsoft; nothing is `common`
    std::optional<std::string> oauth_authorise_url = {}; // of `other` ones, like the next two
    std::optional<std::string> oauth_token_url = {};
    std::optional<std::string> oauth_scope = {};
    std::optional<std::string> oauth_refresh_token = {}; // sealed
    std::optional<std::string> oauth_access_token = {};  // sealed
    std::optional<Instant> oauth_access_until = {};
    std::optional<std::string> oauth_trouble = {}; // why there is no new token, as a word
    std::optional<Instant> oauth_tried_at = {};

    /// What a connection was opened with; another one signs in anew.
    [[nodiscard]] std::string mark() const {
        return std::to_string(version) + '/' + oauth_access_token.value_or("");
    }
};
HEED_FIELDS(
    Mailbox,
    id,
    name,
    from_form,
    signature,
    team_id,
    imap_host,
    imap_port,
    imap_tls,
    imap_user,
    imap_password,
    imap_folder,
    imap_start_with,
    poll_seconds,
    smtp_host,
    smtp_port,
    smtp_tls,
    smtp_user,
    smtp_password,
    active,
    version,
    oauth_provider,
    oauth_client_id,
    oauth_client_secret,
    oauth_tenant,
    oauth_authorise_url,
    oauth_token_url,
    oauth_scope,
    oauth_refresh_token,
    oauth_access_token,
    oauth_access_until,
    oauth_trouble,
    oauth_tried_at
)

struct MailboxState {
    std::optional<Instant> last_fetch_at = {};
    std::optional<Instant> last_letter_at = {};
    std::optional<std::string> fetch_error = {};
    std::optional<Instant> fetch_failing_since = {};
    std::optional<Instant> last_sent_at = {};
    std::optional<std::string> send_error = {};
    std::optional<Instant> send_failing_since = {};
    std::optional<std::string> fetch_code = {}; // of the error: wrong_credentials, timed_out, …
    std::optional<std::string> send_code = {};
    std::optional<std::int64_t> usual_gap_ms = {}; // from one letter to the next
};
HEED_FIELDS(
    MailboxState,
    last_fetch_at,
    last_letter_at,
    fetch_error,
    fetch_failing_since,
    last_sent_at,
    send_error,
    send_failing_since,
    fetch_code,
    send_code,
    usual_gap_ms
)

/// What a sealed password belongs to, so that it opens nowhere else.
std::string seal_context(MailboxId id, std::string_view column);

struct Names {
    std::string agent;
    std::string desk;
    std::string mailbox;
};

/// A From form or signature with its variables filled in; unknown ones stay as they are.
std::string filled(std::string_view form, const Names& names);

/// The first word in braces that `filled` knows nothing for.
std::optional<std::string> unknown_variable(std::string_view form);

} // namespace heed::mailboxes
