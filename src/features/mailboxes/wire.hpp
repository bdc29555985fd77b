// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/mailbox.hpp"
#include "kernel/field.hpp"
#include "kernel/text.hpp"

namespace heed::mailboxes {

struct ImapWire {
    std::string host;
    int port = 993;
    net::TlsMode tls = net::TlsMode::implicit;
    std::string user;
    std::string folder = "INBOX";
    int poll_seconds = 60;
    StartWith start_with = StartWith::all;
};
HEED_FIELDS(ImapWire, host, port, tls, user, folder, poll_seconds, start_with)

struct SmtpWire {
    std::string host;
    int port = 465;
    net::TlsMode tls = net::TlsMode::implicit;
    std::optional<std::string> user;
};
HEED_FIELDS(SmtpWire, host, port, tls, user)

/// A mailbox as administrators see it; passwords are write-only.
struct MailboxWire {
    MailboxId id;
    std::string name;
    std::vector<std::string> addresses;
    std::string from_form;
    std::string signature;
    std::optional<TeamId> team_id;
    std::optional<ImapWire> imap;
    std::optional<SmtpWire> smtp;
    bool has_imap_password = false; // one is stored, readable or not; what it is nobody is told
    bool has_smtp_password = false;
    MailboxState state;
    bool started = false; // its folder has been read; from then on `imap.start_with` stays
    bool active = true;
    std::int64_t version = 1;
};
HEED_FIELDS(
    MailboxWire,
    id,
    name,
    addresses,
    from_form,
    signature,
    team_id,
    imap,
    smtp,
    has_imap_password,
    has_smtp_password,
    state,
    started,
    active,
    version
)

using Host = Text<1, 253>;
using Address = Text<3, 254>;

struct ImapInput {
    Host host;
    int port = 993;
    net::TlsMode tls = net::TlsMode::implicit;
    Text<1, 254> user;
    std::optional<Text<1, 1000>> password; // absent keeps the one that is stored
    std::optional<Text<1, 200>> folder;
    std::optional<int> poll_seconds;
    std::optional<StartWith> start_with; // only before the folder is read for the first time
};
HEED_FIELDS(ImapInput, host, port, tls, user, password, folder, poll_seconds, start_with)

struct SmtpInput {
    Host host;
    int port = 465;
    net::TlsMode tls = net::TlsMode::implicit;
    std::optional<Text<1, 254>> user;
    std::optional<Text<1, 1000>> password;
};
HEED_FIELDS(SmtpInput, host, port, tls, user, password)

/// A new mailbox (name and addresses required) or a change of one.
struct MailboxInput {
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 100>> name;
    Field<std::vector<Address>> addresses;
    Field<Text<1, 200>> from_form;
    Field<Text<0, 4000>> signature;
    Field<TeamId> team_id;
    Field<ImapInput> imap;
    Field<SmtpInput> smtp;
    Field<bool> active;
};
HEED_FIELDS(
    MailboxInput,
    expected_version,
    name,
    addresses,
    from_form,
    signature,
    team_id,
    imap,
    smtp,
    active
)

} // namespace heed::mailboxes
