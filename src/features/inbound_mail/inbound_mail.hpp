// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/forgetting.hpp" // IWYU pragma: export
#include "features/inbound_mail/letter.hpp"     // IWYU pragma: export
#include "features/mailboxes/mailboxes.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/imap/mail_source.hpp"
#include "platform/journal/reactor.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace heed::sandbox {
struct OfferedTask;
} // namespace heed::sandbox

namespace heed::inbound_mail {

/// A letter as it was handed over.
struct Arrival {
    std::string_view bytes;
    std::optional<mailboxes::MailboxId> mailbox = {}; // by its recipients when absent
    Source source = Source::api;
    // IMAP: where to go on, kept by the same commit that keeps the letter.
    std::optional<imap::Cursor> after = {};
    // IMAP: over the limit, so `bytes` are its headers only; this many there would be.
    std::optional<std::int64_t> whole_size = {};
    // IMAP: when the server took it in.
    std::optional<Instant> delivered_at = {};
    // IMAP: the right to keep it, renewed by the same commit; refused as `lease_lost` without.
    std::optional<mailboxes::Lease> lease = {};
};

/// What became of a letter, for whoever handed it over.
struct Ingested {
    std::string action; // created, followup, duplicate, bounce, auto_reply, dropped, unreadable
    LetterId letter = {};
    std::optional<TicketId> number = {};
    std::optional<EntryId> entry_id = {};
    std::optional<std::string> status = {}; // of a bounce
    bool hard = false;
    std::optional<std::string> reason = {};
    std::optional<std::string> recipient = {};
};

/// The envelope sender that a letter with this head names; empty for `<>`, nothing when none does.
std::optional<std::string> return_path_in(sandbox::Sandbox& sandbox, std::string_view head);

/// Reads a letter to no end, so that whatever is set up at the first one is there.
void read_once(std::string_view letter);

/// The work on letters that is done in the desk's sandbox.
std::vector<sandbox::OfferedTask> tasks();

/// As `POST /api/v1/mail/inbound` answers.
std::string json_of(const Ingested& ingested);

/// Keeps the letter, then decides. A value means that both are committed; an error that the sender
/// must keep it (only `invalid` ones are not worth trying again).
Result<Ingested> ingest(Desk& desk, const Arrival& arrival);

/// Keeps and decides a letter in the caller's transaction as if it had come at `at`: for filling a
/// desk, where nobody waits to hear that it is kept. Refuses `empty_letter`.
Result<Ingested>
load_letter(db::Transaction& tx, files::BlobFiles& files, const Arrival& arrival, Instant at);

/// Reads letters again that a crash left between arrival and decision; at most 100, returns how
/// many. What has killed the reader twice is set aside as unreadable.
int finish_interrupted(Desk& desk);

/// Runs the command that decides a letter, with the key of a request where there is one.
using Decide = std::function<Result<Outcome>(const Desk::Command& command)>;

/// Tries an unreadable letter again, and takes one that is blocked or was set aside as a request,
/// whatever the desk thinks of it. Refuses `wrong_state` for what is part of a request.
Result<Ingested> retry_letter(Desk& desk, const Actor& actor, LetterId id, const Decide& decide);

/// What `retry_letter` answered, from what its `decide` was told: for whoever asks again.
Result<Ingested> what_became_of(Desk& desk, const Done& done);

/// One round of fetching from a mailbox, unless another node is at it: `node` names this process.
/// Never lets an exception out; how it went is noted.
void fetch(
    Desk& desk,
    mailboxes::MailboxId mailbox,
    imap::MailSource& source,
    std::string_view node = "this"
);

/// May the desk answer this letter by itself? Decided when it was read.
bool may_acknowledge(db::Transaction& tx, LetterId id);

/// Adds to the steps of a letter why nobody is told that it came; `why` is a sentence.
void note_unacknowledged(db::Transaction& tx, LetterId id, const std::string& why);

/// Blocked letters and what they were are forgotten after 30 days; returns how many rows went.
int forget_blocked(db::Transaction& tx, Instant now);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();
std::vector<journal::Reactor> reactors();

struct OwnDomainBlocked {
    std::string address; // of the mailbox
    std::string pattern; // what is blocked
    std::string text;    // for a banner
};

/// Says it when a mailbox was given an address whose domain, or that itself, had been blocked
/// before: then letters of colleagues are kept back.
std::optional<OwnDomainBlocked> own_domain_blocked(db::Transaction& tx);

} // namespace heed::inbound_mail
