// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/mailbox.hpp"
#include "features/mailboxes/signing_key.hpp"
#include "kernel/field.hpp"
#include "kernel/text.hpp"
#include "platform/dns/sending.hpp"

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

/// How a mailbox signs in by tokens; secrets are write-only.
struct OAuthWire {
    Provider provider = Provider::google;
    std::string client_id;
    std::optional<std::string> tenant;
    std::optional<std::string> authorise_url;
    std::optional<std::string> token_url;
    std::optional<std::string> scope;
    bool has_client_secret = false;
    bool connected = false;             // the provider has given leave
    std::optional<std::string> trouble; // a sentence
};
HEED_FIELDS(
    OAuthWire,
    provider,
    client_id,
    tenant,
    authorise_url,
    token_url,
    scope,
    has_client_secret,
    connected,
    trouble
)

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
    std::optional<OAuthWire> oauth; // instead of the passwords
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
    oauth,
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

using Url = Text<1, 500>;

struct OAuthInput {
    Provider provider = Provider::google;
    Text<1, 300> client_id;
    std::optional<Text<1, 1000>> client_secret; // absent keeps the one that is stored
    std::optional<Text<1, 100>> tenant;         // of Microsoft
    std::optional<Url> authorise_url;           // of `other` providers, like the next two
    std::optional<Url> token_url;
    std::optional<Text<1, 500>> scope;
};
HEED_FIELDS(OAuthInput, provider, client_id, client_secret, tenant, authorise_url, token_url, scope)

/// What receivers find on one subject when they ask whether letters of the mailbox are genuine.
struct SendingWire {
    dns::Subject subject = dns::Subject::spf;
    dns::Level level = dns::Level::good;
    std::string code; // names the sentence
    std::string domain;
    std::string about; // the host, address, selector or term that was met
    std::string text;
    std::optional<std::string> cure;
    std::optional<std::string> record; // the line to add to the zone
};
HEED_FIELDS(SendingWire, subject, level, code, domain, about, text, cure, record)

/// A key by which letters are signed; its private half nobody is shown.
struct SigningKeyWire {
    SigningKeyId id;
    std::string selector;
    crypto::KeyKind algorithm = crypto::KeyKind::rsa;
    bool signs = false;
    bool usable = true; // false: the file that it was sealed with is lost
    Instant made_at;
    std::optional<Instant> found_at; // its record was, when it was switched on
    std::string record_name;
    std::string record_text;
    std::string record; // both as a line of a zone file
};
HEED_FIELDS(
    SigningKeyWire,
    id,
    selector,
    algorithm,
    signs,
    usable,
    made_at,
    found_at,
    record_name,
    record_text,
    record
)

/// All keys of the domain that letters of a mailbox come from.
struct SigningKeys {
    std::string domain;
    std::vector<SigningKeyWire> items;
};
HEED_FIELDS(SigningKeys, domain, items)

struct NewSigningKey {
    crypto::KeyKind algorithm = crypto::KeyKind::rsa;
};
HEED_FIELDS(NewSigningKey, algorithm)

struct SigningKeyInput {
    bool signs = false;
    std::optional<bool> insist; // true: switched on without its record being looked for
};
HEED_FIELDS(SigningKeyInput, signs, insist)

/// Where to send the browser of who connects a mailbox, and where it comes back to: the provider
/// must have been told of that address.
struct AuthorisationWire {
    std::string url;
    std::string redirect_url;
};
HEED_FIELDS(AuthorisationWire, url, redirect_url)

/// What the browser came back with.
struct ConnectionInput {
    Text<1, 2000> state;
    Text<1, 2000> code;
};
HEED_FIELDS(ConnectionInput, state, code)

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
    Field<OAuthInput> oauth; // null: passwords again
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
    oauth,
    active
)

} // namespace heed::mailboxes
