// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "kernel/json.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the desk holds of one person, as it is handed to them (GDPR, articles 15 and 20). Each
/// struct is an object of `data.json`, documented in docs/api/personal_data.md.
namespace heed::privacy {

struct PersonalFile {
    attachments::AttachmentId id;
    std::string filename;
    std::string content_type;
    std::int64_t size = 0;
    std::optional<std::string> path; // in the archive; nothing: left out, being too much
};
HEED_FIELDS(PersonalFile, id, filename, content_type, size, path)

struct PersonalEntry {
    EntryId id;
    conversations::EntryKind kind = conversations::EntryKind::note;
    Instant at = {};
    bool internal = false; // a note, a call or an unsent answer: it was for the desk alone
    std::optional<std::string> from;
    std::vector<std::string> to;
    std::vector<std::string> cc;
    std::optional<std::string> subject;
    std::string text;
    std::optional<conversations::DeliveryWire> delivery;
    std::vector<PersonalFile> files;
};
HEED_FIELDS(PersonalEntry, id, kind, at, internal, from, to, cc, subject, text, delivery, files)

struct PersonalTicket {
    TicketId number;
    bool own = true;                    // false: another's, in which they took part
    std::optional<std::string> subject; // of their own, as what follows
    std::optional<tickets::State> state;
    std::optional<Instant> opened_at;
    std::optional<Instant> resolved_at;
    std::optional<Instant> closed_at;
    std::optional<std::string> resolution;
    std::vector<PersonalEntry> entries;
};
HEED_FIELDS(
    PersonalTicket,
    number,
    own,
    subject,
    state,
    opened_at,
    resolved_at,
    closed_at,
    resolution,
    entries
)

struct PersonalAddress {
    std::string address;
    bool is_primary = false;
    bool undeliverable = false; // letters to it come back
};
HEED_FIELDS(PersonalAddress, address, is_primary, undeliverable)

struct PersonalSession {
    std::string method;
    std::string network;
    std::optional<std::string> browser;
    std::optional<std::string> system;
    Instant created_at = {};
    Instant last_seen_at = {};
    Instant ends_at = {};
};
HEED_FIELDS(PersonalSession, method, network, browser, system, created_at, last_seen_at, ends_at)

struct PersonalPasskey {
    std::string name;
};
HEED_FIELDS(PersonalPasskey, name)

struct PersonalAccount {
    std::optional<Instant> password_changed_at;
    std::optional<Instant> authenticator_since;
    std::int64_t recovery_codes_left = 0;
    std::vector<PersonalPasskey> passkeys;
    std::vector<PersonalSession> sessions; // at most 100
};
HEED_FIELDS(
    PersonalAccount,
    password_changed_at,
    authenticator_since,
    recovery_codes_left,
    passkeys,
    sessions
)

/// A letter of theirs that became part of no request.
struct PersonalLetter {
    Instant received_at = {};
    std::optional<std::string> from;
    std::optional<std::string> subject;
};
HEED_FIELDS(PersonalLetter, received_at, from, subject)

struct PersonalFact {
    Instant at = {};
    std::string kind;
    bool by_themselves = false;
    RawJson data;
};
HEED_FIELDS(PersonalFact, at, kind, by_themselves, data)

struct PersonalCopy {
    int format = 1;
    Instant made_at = {};
    bool with_internal = false; // the desk's notes about them are here
    people::PersonKind kind = people::PersonKind::customer;
    std::string name;
    std::optional<std::string> organisation;
    std::optional<std::string> zone;
    std::optional<std::string> language;
    std::optional<std::string> note; // about them; only `with_internal`
    bool active = true;
    Instant known_since = {};
    std::vector<PersonalAddress> addresses;
    PersonalAccount account;
    std::vector<PersonalTicket> tickets;
    std::vector<PersonalLetter> letters; // at most 100 of each address
    std::vector<PersonalFact> journal;   // about them, the newest 1,000
};
HEED_FIELDS(
    PersonalCopy,
    format,
    made_at,
    with_internal,
    kind,
    name,
    organisation,
    zone,
    language,
    note,
    active,
    known_since,
    addresses,
    account,
    tickets,
    letters,
    journal
)

struct ExportOptions {
    bool notes = false;
};
HEED_FIELDS(ExportOptions, notes)

inline constexpr int exported_entries_max = 20'000;
inline constexpr std::size_t exported_text_max = std::size_t{64} << 20U;
inline constexpr std::int64_t exported_files_max = std::int64_t{64} << 20U;

/// Refuses `too_much_held` for more than one file takes.
Result<PersonalCopy>
copy_of_person(db::Transaction& tx, PersonId id, const ExportOptions& options, Instant now);

/// The same to be read by people, in the desk's language.
std::string personal_page(const PersonalCopy& data, bool german);

} // namespace heed::privacy
