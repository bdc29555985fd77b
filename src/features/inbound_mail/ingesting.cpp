// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/deciding.hpp"
#include "features/inbound_mail/events.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/inbound_mail/retrying.hpp"
#include "features/inbound_mail/store.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "platform/config/config.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/heavy_work.hpp"

#include <algorithm>
#include <array>

namespace heed::inbound_mail {

namespace {

using namespace std::chrono_literals;

constexpr int attempts_max = 2;

/// A node that was thought dead must not keep what another one fetches now.
Result<> require_lease(db::Transaction& tx, const Arrival& arrival, Instant now) {
    if (!arrival.lease || mailboxes::renew_lease(tx, *arrival.lease, now)) return {};
    return refuse(
        Refusal::conflict, "lease_lost", "", "Another node fetches from this mailbox now."
    );
}

/// The row of a letter whose bytes are ready, before anybody reads them.
LetterId keep_row(
    db::Transaction& tx, const Arrival& arrival, const attachments::ReadyBlob& blob, Instant now
) {
    attachments::save_blob(tx, blob, now);
    LetterRow row{
        .source = arrival.source,
        .sha256 = blob.sha256,
        .size = blob.size,
        .received_at = now,
        .delivered_at = arrival.delivered_at,
        .attempts = 1
    };
    if (arrival.mailbox) row.mailbox_id = arrival.mailbox->value;
    const auto id = store::insert(tx, row);
    HEED_FAULT("letter_row_saved");
    attachments::hold_blob(tx, blob.sha256, "letter/" + std::to_string(id.value));
    if (arrival.after && arrival.mailbox)
        mailboxes::save_cursor(tx, *arrival.mailbox, *arrival.after);
    if (arrival.mailbox) mailboxes::note_letter(tx, *arrival.mailbox, now);
    journal::append(
        tx,
        Actor::system("inbound_mail"),
        now,
        LetterArrived{
            .letter = id, .mailbox_id = row.mailbox_id, .source = row.source, .sha256 = row.sha256
        }
    );
    return id;
}

/// The first of two commits: bytes and row.
Result<LetterId> keep(Desk& desk, const Arrival& arrival) {
    const auto blob = attachments::make_ready(desk.files, arrival.bytes);
    HEED_FAULT("letter_file_stored");
    const auto now = desk.clock.now();
    const auto kept = TRY(desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
        TRY(require_lease(tx, arrival, now));
        return Done{.id = keep_row(tx, arrival, blob, now).value};
    }));
    HEED_FAULT("letter_kept");
    return LetterId{kept.done.id};
}

mail::LetterLimits limits_of(const config::Config& config) {
    mail::LetterLimits limits;
    limits.bytes = config.mail.letter_max.count;
    limits.levels = static_cast<std::size_t>(config.mail.depth_max);
    limits.parts = static_cast<std::size_t>(config.mail.parts_max);
    limits.header_bytes = config.mail.header_max.count;
    limits.headers = static_cast<std::size_t>(config.mail.header_lines_max);
    return limits;
}

mail::DeskIdentity identity_in(db::Transaction& tx) {
    return {.desk_id = mailboxes::desk_key(tx).desk_id, .addresses = mailboxes::all_addresses(tx)};
}

mail::DeskIdentity identity_of(Desk& desk) {
    return desk.db.read([](db::Transaction& tx) { return identity_in(tx); });
}

void mark_unreadable(db::Transaction& tx, LetterRow& row, const std::string& why, Instant now) {
    row.state = LetterState::unreadable;
    row.decisions = {to_json(std::vector<Decision>{{.step = "read", .text = why}})};
    store::save(tx, row);
    journal::append(
        tx,
        Actor::system("inbound_mail"),
        now,
        LetterDecided{.letter = row.id, .state = LetterState::unreadable, .ticket = {}, .entry = {}}
    );
}

/// As `ended` in deciding.cpp and `set_aside` here name them. Stored: add at the end.
constexpr std::array<std::string_view, 7> actions{
    "created", "followup", "duplicate", "bounce", "auto_reply", "dropped", "unreadable"
};

Done done_of(LetterId id, std::string_view action) {
    const auto* const found = std::ranges::find(actions, action);
    CHECK(found != actions.end());
    return {.id = id.value, .item = found - actions.begin()};
}

/// A command of nobody's request.
Decide without_key(Desk& desk) {
    return
        [&desk](const Desk::Command& command) { return desk.run(db::CommandContext{}, command); };
}

/// It stays in a list that people look at, and can be tried again. Nothing happens to a letter that
/// has been decided meanwhile.
Result<Ingested>
set_aside(const Desk& desk, LetterId id, const std::string& why, const Decide& decide) {
    const auto now = desk.clock.now();
    TRY(decide([&](db::Transaction& tx) -> Result<Done> {
        auto row = store::find_for_update(tx, id);
        CHECK(row.has_value());
        const auto done = done_of(id, "unreadable");
        if (row->state != LetterState::arrived) return done; // somebody was faster
        mark_unreadable(tx, *row, why, now);
        return done;
    }));
    return Ingested{.action = "unreadable", .letter = id, .reason = why};
}

std::string too_large_words(std::int64_t size, std::uint64_t limit) {
    constexpr double mebibyte = 1024.0 * 1024.0;
    return fmt::format(
        "It is too large to read: {:.1f} MiB, and mail.letter_max is {:.1f} MiB. Only its headers "
        "were fetched; the letter is still on the mail server.",
        static_cast<double>(size) / mebibyte,
        static_cast<double>(limit) / mebibyte
    );
}

/// A letter of some megabytes takes ten times as much while it is read.
Result<ReadLetter> read_in_turn(Desk& desk, std::string_view bytes) {
    const tasks::HeavyWork place;
    const LetterToRead letter{
        .bytes = bytes, .limits = limits_of(desk.config), .desk = identity_of(desk)
    };
    return read_letter(desk.sandbox, letter, desk.files);
}

/// One commit: its headers say who wrote and about what, and a person can ask for it another way.
Result<Ingested> keep_too_large(Desk& desk, const Arrival& arrival) {
    const auto why = too_large_words(*arrival.whole_size, desk.config.mail.letter_max.count);
    const auto read = read_in_turn(desk, arrival.bytes);
    const auto blob = attachments::make_ready(desk.files, arrival.bytes);
    const auto now = desk.clock.now();
    const auto kept = TRY(desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
        TRY(require_lease(tx, arrival, now));
        auto row = store::find(tx, keep_row(tx, arrival, blob, now));
        CHECK(row.has_value());
        if (read) describe(*row, *read);
        mark_unreadable(tx, *row, why, now);
        return Done{.id = row->id.value};
    }));
    return Ingested{.action = "unreadable", .letter = LetterId{kept.done.id}, .reason = why};
}

std::string why_unread(const Error& refused) {
    if (refused.code != sandbox::work_lost) return "It is empty.";
    return "The process that reads letters stopped at it, twice: " + refused.detail +
           ". The letter is kept as it came; its source can be saved.";
}

/// The second commit: what the letter is.
Result<Ingested>
read_and_decide(Desk& desk, LetterId id, std::string_view bytes, const Decide& keep_decision) {
    try {
        const auto read = read_in_turn(desk, bytes);
        if (!read) return set_aside(desk, id, why_unread(read.error()), keep_decision);
        HEED_FAULT("letter_read");
        Ingested result;
        const auto now = desk.clock.now();
        TRY(keep_decision([&](db::Transaction& tx) -> Result<Done> {
            auto row = store::find_for_update(tx, id);
            CHECK(row.has_value());
            if (row->state != LetterState::arrived) {
                result = {
                    .action = "duplicate",
                    .letter = id,
                    .number = row->ticket_id,
                    .entry_id = row->entry_id
                };
                return done_of(id, result.action);
            }
            result = TRY(decide(tx, *row, *read, now));
            HEED_FAULT("letter_deciding");
            return done_of(id, result.action);
        }));
        HEED_FAULT("letter_decided");
        return result;
    } catch (const StorageFault&) {
        throw;
    } catch (const std::exception& fault) {
        log::error("letter_unreadable", {{"letter", id}, {"reason", fault.what()}});
        return set_aside(
            desk,
            id,
            std::string("The desk failed while reading it: ") + fault.what(),
            keep_decision
        );
    }
}

Result<std::string> bytes_of(Desk& desk, LetterId id) {
    return desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        const auto row = store::find(tx, id);
        if (!row) return refuse(Refusal::not_found, "not_found", "", "There is no such letter.");
        return attachments::read_blob(tx, desk.files, row->sha256);
    });
}

/// Whether another node has begun to read it, or finished, since `before`.
bool is_taken_care_of(const std::optional<LetterRow>& row, Instant before) {
    return !row || row->state != LetterState::arrived ||
           row->attempted_at.value_or(row->received_at) >= before;
}

enum class Attempt { mine, of_another, too_many };

/// Notes one more attempt before the letter is read again.
Attempt begin_attempt(Desk& desk, LetterId id, Instant before) {
    const auto begun = desk.db.write([&](db::Transaction& tx) -> Result<Attempt> {
        auto row = store::find_for_update(tx, id);
        if (is_taken_care_of(row, before)) return Attempt::of_another;
        ++row->attempts;
        row->attempted_at = desk.clock.now();
        store::save(tx, *row);
        return row->attempts <= attempts_max ? Attempt::mine : Attempt::too_many;
    });
    return begun.value_or(Attempt::of_another);
}

Result<Ingested> finish(Desk& desk, LetterId id, Attempt attempt) {
    const auto bytes = bytes_of(desk, id);
    if (attempt == Attempt::mine && bytes)
        return read_and_decide(desk, id, *bytes, without_key(desk));
    return set_aside(desk, id, "Reading it stopped the desk twice.", without_key(desk));
}

} // namespace

Result<Ingested> ingest(Desk& desk, const Arrival& arrival) {
    if (arrival.bytes.empty())
        return refuse(Refusal::invalid, "empty_letter", "", "There are no bytes in this letter.");
    HEED_FAULT("letter_received");
    if (arrival.whole_size) return keep_too_large(desk, arrival);
    const auto id = TRY(keep(desk, arrival));
    auto ingested = read_and_decide(desk, id, arrival.bytes, without_key(desk));
    tasks::give_memory_back(arrival.bytes.size());
    return ingested;
}

Result<Ingested>
load_letter(db::Transaction& tx, files::BlobFiles& files, const Arrival& arrival, Instant at) {
    const LetterToRead letter{.bytes = arrival.bytes, .desk = identity_in(tx)};
    const auto read = TRY(read_letter(sandbox::here(), letter, files));
    const auto blob = attachments::make_ready(files, arrival.bytes);
    auto row = store::find(tx, keep_row(tx, arrival, blob, at));
    CHECK(row.has_value());
    return decide(tx, *row, read, at);
}

int finish_interrupted(Desk& desk) {
    constexpr int at_once = 100;
    const auto before = desk.clock.now() - 60s;
    const auto waiting = desk.db.read([&](db::Transaction& tx) {
        return store::arrived_before(tx, before, at_once);
    });
    for (const auto id : waiting) {
        const auto attempt = begin_attempt(desk, id, before);
        if (attempt == Attempt::of_another) continue;
        const auto finished = finish(desk, id, attempt);
        if (!finished)
            log::warning("letter_not_finished", {{"letter", id}, {"code", finished.error().code}});
    }
    return static_cast<int>(waiting.size());
}

Result<Ingested> retry_letter(Desk& desk, const Actor& actor, LetterId id, const Decide& decide) {
    const auto bytes = TRY(bytes_of(desk, id));
    TRY(desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
        TRY(take_up_again(tx, actor, id, desk.clock.now()));
        return Done{.id = id.value};
    }));
    return read_and_decide(desk, id, bytes, decide);
}

Result<Ingested> what_became_of(Desk& desk, const Done& done) {
    const LetterId id{done.id};
    const auto row = desk.db.read([&](db::Transaction& tx) { return store::find(tx, id); });
    if (!row) return refuse(Refusal::not_found, "not_found", "", "There is no such letter.");
    Ingested result{
        .action = std::string(actions.at(static_cast<std::size_t>(done.item))),
        .letter = id,
        .number = row->ticket_id,
        .entry_id = row->entry_id
    };
    if (result.action != "bounce") return result;
    // What the bounce says is kept in the letter alone.
    const auto bytes = TRY(bytes_of(desk, id));
    const auto read = TRY(read_in_turn(desk, bytes));
    if (!read.bounce) return result;
    result.status = read.bounce->status;
    result.hard = read.bounce->hard;
    result.reason = read.bounce->reason;
    result.recipient = read.bounce->recipient;
    return result;
}

namespace {

std::optional<mailboxes::Lease>
take_lease(Desk& desk, mailboxes::MailboxId mailbox, std::string_view node) {
    const auto taken =
        desk.db.write([&](db::Transaction& tx) -> Result<std::optional<mailboxes::Lease>> {
            return mailboxes::take_lease(tx, mailbox, node, desk.clock.now());
        });
    return taken ? *taken : std::nullopt;
}

mailboxes::Problem problem_of(const imap::FetchRun& run) {
    if (!run.problem) return {};
    const auto& problem = *run.problem;
    return {.code = problem.code, .text = problem.detail.empty() ? problem.code : problem.detail};
}

/// How the round went, unless somebody else has begun one meanwhile.
void note_round(Desk& desk, const mailboxes::Lease& lease, const imap::FetchRun& run) {
    const auto noted = desk.db.write([&](db::Transaction& tx) -> Result<bool> {
        const auto now = desk.clock.now();
        if (!mailboxes::renew_lease(tx, lease, now)) return false;
        if (run.cursor != mailboxes::cursor_of(tx, lease.mailbox))
            mailboxes::save_cursor(tx, lease.mailbox, run.cursor);
        mailboxes::note_fetch(tx, lease.mailbox, problem_of(run), now);
        mailboxes::end_lease(tx, lease, now);
        return true;
    });
    if (!noted)
        log::warning("fetch_not_noted", {{"mailbox", lease.mailbox}, {"code", noted.error().code}});
}

/// Where this round begins: at the folder's end, when the administrator wants new letters only and
/// nobody has read it yet. Kept at once, so that no letter that comes after it is passed over; with
/// the moment, so that a server that renumbers the folder brings none of its past.
Result<imap::Cursor>
first_cursor(Desk& desk, const mailboxes::Lease& lease, imap::MailSource& source) {
    // Read after the lease was taken: whoever had it before has moved the cursor.
    const auto [cursor, start] = desk.db.read([&](db::Transaction& tx) {
        const auto mailbox = mailboxes::find_mailbox(tx, lease.mailbox);
        CHECK(mailbox.has_value());
        return std::pair(mailboxes::cursor_of(tx, lease.mailbox), mailbox->imap_start_with);
    });
    if (start == mailboxes::StartWith::all || mailboxes::has_started(cursor)) return cursor;
    const auto begun_at = desk.clock.now();
    auto end = TRY(source.end_of_folder());
    end.begun_at = begun_at;
    return desk.db.write([&](db::Transaction& tx) -> Result<imap::Cursor> {
        const auto now = desk.clock.now();
        if (!mailboxes::renew_lease(tx, lease, now))
            return refuse(Refusal::conflict, "lease_lost", "", "Another node fetches now.");
        mailboxes::save_cursor(tx, lease.mailbox, end);
        return end;
    });
}

} // namespace

void fetch(
    Desk& desk, mailboxes::MailboxId mailbox, imap::MailSource& source, std::string_view node
) {
    try {
        const auto lease = take_lease(desk, mailbox, node);
        if (!lease) return;
        const auto cursor = first_cursor(desk, *lease, source);
        if (!cursor) return note_round(desk, *lease, {.cursor = {}, .problem = cursor.error()});
        const auto run = source.fetch_new(*cursor, [&](const imap::FetchedLetter& letter) {
            const auto ingested = ingest(
                desk,
                // Without a byte it stands in the way of those behind it: kept, and told as empty.
                {.bytes = letter.bytes.empty() ? "\r\n" : std::string_view(letter.bytes),
                 .mailbox = mailbox,
                 .source = Source::imap,
                 .after = letter.after,
                 .whole_size =
                     letter.headers_only ? std::optional(letter.size_bytes) : std::nullopt,
                 .delivered_at = letter.delivered_at,
                 .lease = lease}
            );
            return ingested.has_value();
        });
        note_round(desk, *lease, run);
    } catch (const std::exception& fault) {
        log::error("fetch_failed", {{"mailbox", mailbox}, {"reason", fault.what()}});
    }
}

bool may_acknowledge(db::Transaction& tx, LetterId id) {
    const auto row = store::find(tx, id);
    return row && row->may_acknowledge;
}

void note_unacknowledged(db::Transaction& tx, LetterId id, const std::string& why) {
    auto row = store::find_for_update(tx, id);
    if (!row) return;
    auto steps = parse_json<std::vector<Decision>>(row->decisions.text);
    if (!steps) return;
    steps->push_back({.step = "acknowledge", .text = "No acknowledgement. " + why});
    row->decisions = {to_json(*steps)};
    store::save(tx, *row);
}

int forget_blocked(db::Transaction& tx, Instant now) {
    return store::forget(tx, LetterState::blocked, now - std::chrono::days{30});
}

} // namespace heed::inbound_mail
