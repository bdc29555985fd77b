// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/imap_source.hpp"

#include "platform/imap/client.hpp"
#include "platform/imap/signing_in.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <utility>

namespace heed::imap {

namespace {

constexpr std::size_t letters_per_page = 50;
constexpr std::size_t owed_max = 100;
constexpr std::uint64_t first_window = 1000;
constexpr std::size_t headers_bytes_max = 1'000'000;
constexpr Uid uid_max = std::numeric_limits<Uid>::max();

bool leaves_talk_usable(const Error& error) {
    return error.code == "command_refused";
}

std::string list_of(std::span<const Uid> uids) {
    std::string list;
    for (const auto uid : uids) list += (list.empty() ? "" : ",") + std::to_string(uid);
    return list;
}

// The run's clock: the run's end, and the time of each step within it.
struct Clocks {
    net::Until run;
    Limits limits;

    [[nodiscard]] net::Until connect() const { return run.at_most(limits.connect); }

    [[nodiscard]] net::Until command() const { return run.at_most(limits.command); }

    [[nodiscard]] net::Until letter() const { return run.at_most(limits.letter); }
};

// One run over an open folder.
class Run {
public:
    Run(Client& client, const Account& account, const Clocks& clocks)
        : client_(client), account_(account), clocks_(clocks) {}

    FetchRun report = {};
    Uid broke_last_run = 0; // in: the letter the previous run ended at; out: the same for this one

    Result<> fetch(const Folder& folder, const OnLetter& on_letter);

private:
    Result<std::vector<Uid>> new_uids(const Folder& folder);
    Result<std::vector<Uid>> still_owed();
    Result<> fetch_all(const std::vector<Uid>& uids, const OnLetter& on_letter);
    Result<> fetch_page(std::span<const Uid> page, const OnLetter& on_letter);
    Result<> fetch_one(Uid uid, const Outline& outline, const OnLetter& on_letter);
    Result<> finish(Uid uid, Afterwards afterwards);
    [[nodiscard]] Cursor cursor_past(Uid uid) const;
    Result<> owe(Uid uid, const Error& error);
    void broke_at(Uid uid, const Error& error);
    [[nodiscard]] bool is_owed(Uid uid) const;

    Client& client_;
    const Account& account_;
    const Clocks& clocks_;
};

Result<> Run::fetch(const Folder& folder, const OnLetter& on_letter) {
    auto& cursor = report.cursor;
    if (cursor.uid_validity != folder.uid_validity) {
        report.renumbered = cursor.uid_validity != 0;
        const auto newest = folder.uid_next > 0 ? folder.uid_next - 1 : uid_max;
        cursor = at_the_beginning(cursor, folder.uid_validity, newest);
    }
    const auto owed = TRY(still_owed());
    const auto fresh = TRY(new_uids(folder));
    // New ones first: a letter that breaks every connection must not keep the others waiting.
    TRY(fetch_all(fresh, on_letter));
    return fetch_all(owed, on_letter);
}

// Owed letters that have gone from the folder are owed no longer.
Result<std::vector<Uid>> Run::still_owed() {
    std::vector<Uid> owed(report.cursor.owed.begin(), report.cursor.owed.end());
    if (owed.empty()) return owed;
    const auto found = TRY(client_.existing(list_of(owed), clocks_.command()));
    std::erase_if(owed, [&](Uid uid) { return std::ranges::find(found, uid) == found.end(); });
    report.cursor.owed.assign(owed.begin(), owed.end());
    return owed;
}

// Asks in growing windows, so that a folder of a million letters needs no answer of megabytes.
Result<std::vector<Uid>> Run::new_uids(const Folder& folder) {
    const auto limit = static_cast<std::size_t>(account_.limits.letters_max);
    std::set<Uid> uids;
    auto first = static_cast<std::uint64_t>(report.cursor.last_uid) + 1;
    bool at_end = folder.letters == 0 || first > uid_max;
    for (auto window = first_window; !at_end && uids.size() <= limit; window *= 4) {
        const auto last = first + window - 1;
        // The last window stays open, in case the server is wrong about what comes next.
        at_end = last + 1 >= folder.uid_next;
        const auto set = std::to_string(first) + ':' + (at_end ? "*" : std::to_string(last));
        const auto found = TRY(client_.existing(set, clocks_.command()));
        for (const auto uid : found) {
            // "7:*" also finds the last letter when that is number 3.
            if (uid >= first && (at_end || uid <= last)) uids.insert(uid);
        }
        first = last + 1;
    }
    report.more = uids.size() > limit;
    while (uids.size() > limit) uids.erase(std::prev(uids.end()));
    return std::vector(uids.begin(), uids.end());
}

Result<> Run::fetch_all(const std::vector<Uid>& uids, const OnLetter& on_letter) {
    const std::span all = uids;
    for (std::size_t begin = 0; begin < all.size(); begin += letters_per_page) {
        const auto count = std::min(letters_per_page, all.size() - begin);
        TRY(fetch_page(all.subspan(begin, count), on_letter));
    }
    return {};
}

Result<> Run::fetch_page(std::span<const Uid> page, const OnLetter& on_letter) {
    std::map<Uid, Outline> outlines;
    auto answer = client_.outlines(list_of(page), clocks_.command());
    // Without sizes the letters are still fetched, the hard limit holds.
    if (answer)
        outlines = std::move(*answer);
    else if (!leaves_talk_usable(answer.error()))
        return std::unexpected(answer.error());
    for (const auto uid : page) {
        if (is_past(report.cursor, uid, outlines[uid].delivered_at)) {
            report.cursor = cursor_past(uid);
            continue;
        }
        const auto fetched = fetch_one(uid, outlines[uid], on_letter);
        if (!fetched && !leaves_talk_usable(fetched.error())) return fetched;
        if (!fetched) TRY(owe(uid, fetched.error()));
    }
    return {};
}

Result<> Run::fetch_one(Uid uid, const Outline& outline, const OnLetter& on_letter) {
    const auto size = outline.size_bytes;
    const auto limit = static_cast<std::uint64_t>(account_.limits.letter_bytes_max);
    const bool headers_only = size > limit;
    // Twice the limit, for some servers only estimate sizes.
    auto bytes = client_.letter(
        {.uid = uid,
         .part = headers_only ? LetterPart::headers : LetterPart::whole,
         .bytes_max = headers_only ? headers_bytes_max : 2 * limit},
        clocks_.letter()
    );
    if (!bytes && !leaves_talk_usable(bytes.error())) broke_at(uid, bytes.error());
    if (!bytes) return std::unexpected(bytes.error());
    if (!*bytes || ((*bytes)->empty() && size > 0)) {
        return refuse(Refusal::unavailable, "command_refused", {}, "the server gave no letter");
    }
    const FetchedLetter letter = {
        .uid = uid,
        .bytes = std::move(**bytes),
        .size_bytes = static_cast<std::int64_t>(size),
        .headers_only = headers_only,
        .delivered_at = outline.delivered_at,
        .after = cursor_past(uid)
    };
    if (!on_letter(letter)) return refuse(Refusal::unavailable, "not_committed");
    report.cursor = letter.after;
    ++report.committed;
    if (uid == broke_last_run) broke_last_run = 0;
    // Of a letter that is too large only the headers are here: its body is not thrown away.
    const bool keeps = headers_only && account_.afterwards == Afterwards::remove;
    return finish(uid, keeps ? Afterwards::mark_seen : account_.afterwards);
}

// The letter is safe here; whatever happens now, it is not fetched again.
Result<> Run::finish(Uid uid, Afterwards afterwards) {
    Result<> done = {};
    switch (afterwards) {
        case Afterwards::leave: break;
        case Afterwards::mark_seen: done = client_.mark_seen(uid, clocks_.command()); break;
        case Afterwards::move: done = client_.move(uid, account_.move_to, clocks_.command()); break;
        case Afterwards::remove: done = client_.remove(uid, clocks_.command()); break;
    }
    if (done || !leaves_talk_usable(done.error())) return done;
    report.warnings.push_back(
        "letter " + std::to_string(uid) + " stays as it was: " + done.error().detail
    );
    return {};
}

Cursor Run::cursor_past(Uid uid) const {
    auto cursor = report.cursor;
    std::erase(cursor.owed, uid);
    cursor.last_uid = std::max<std::int64_t>(cursor.last_uid, uid);
    return cursor;
}

// Goes past a letter without having it. When too many are owed the run stops instead: something is
// wrong with the server, not with the letters.
Result<> Run::owe(Uid uid, const Error& error) {
    auto cursor = cursor_past(uid);
    if (cursor.owed.size() >= owed_max) {
        return refuse(Refusal::unavailable, "protocol_error", {}, "too many unreadable letters");
    }
    cursor.owed.push_back(uid);
    report.cursor = std::move(cursor);
    report.warnings.push_back(
        "letter " + std::to_string(uid) + " could not be fetched: " + error.detail
    );
    return {};
}

// The first time the next run begins with the same letter. A letter that ends two runs in a row is
// owed, so that the ones behind it come through.
void Run::broke_at(Uid uid, const Error& error) {
    if (error.code == "stopped") return;
    if (uid == broke_last_run || is_owed(uid)) {
        (void)owe(uid, error);
        broke_last_run = 0;
        return;
    }
    broke_last_run = uid;
}

bool Run::is_owed(Uid uid) const {
    return std::ranges::find(report.cursor.owed, uid) != report.cursor.owed.end();
}

class ImapSource final : public MailSource {
public:
    ImapSource(Account account, net::AddressCheck check, std::stop_token stop)
        : account_(std::move(account)), check_(std::move(check)), stop_(std::move(stop)) {}

    FetchRun fetch_new(const Cursor& cursor, const OnLetter& on_letter) override;
    Result<Cursor> end_of_folder() override;
    net::ConnectionTest test_connection() override;

private:
    struct Open {
        Client client;
        Folder folder;
    };

    [[nodiscard]] Clocks clocks() const;
    Result<Open> open(bool writable, const Clocks& clocks) const;

    Account account_;
    net::AddressCheck check_;
    std::stop_token stop_;
    Uid broke_last_run_ = 0;
};

Clocks ImapSource::clocks() const {
    const auto now = std::chrono::steady_clock::now();
    return {
        .run = {.deadline = now + account_.limits.run, .stop = stop_}, .limits = account_.limits
    };
}

Result<ImapSource::Open> ImapSource::open(bool writable, const Clocks& clocks) const {
    const auto until = clocks.connect();
    auto client = TRY(signed_in(account_, check_, until));
    const auto folder = TRY(client.open_folder(account_.folder, writable, until));
    return Open{.client = std::move(client), .folder = folder};
}

namespace {

/// A problem that says nothing but its code gets the sentence that a test of the mailbox would say.
Error told(Error problem) {
    if (problem.detail.empty()) problem.detail = net::connection_test(problem.code).text;
    return problem;
}

} // namespace

FetchRun ImapSource::fetch_new(const Cursor& cursor, const OnLetter& on_letter) {
    const auto times = clocks();
    auto opened = open(account_.afterwards != Afterwards::leave, times);
    if (!opened) return {.cursor = cursor, .problem = told(opened.error())};
    Run run(opened->client, account_, times);
    run.report.cursor = cursor;
    run.broke_last_run = broke_last_run_;
    const auto done = run.fetch(opened->folder, on_letter);
    broke_last_run_ = run.broke_last_run;
    if (!done) run.report.problem = told(done.error());
    if (done || done.error().code == "not_committed") opened->client.log_out(times.command());
    return std::move(run.report);
}

Result<Cursor> ImapSource::end_of_folder() {
    const auto times = clocks();
    auto opened = TRY(open(false, times));
    Cursor cursor = {.uid_validity = opened.folder.uid_validity};
    if (opened.folder.letters > 0) {
        const auto found = TRY(opened.client.existing("*", times.command()));
        for (const auto uid : found) {
            cursor.last_uid = std::max<std::int64_t>(cursor.last_uid, uid);
        }
    }
    opened.client.log_out(times.command());
    return cursor;
}

net::ConnectionTest ImapSource::test_connection() {
    const auto times = clocks();
    auto opened = open(false, times);
    if (!opened) return net::connection_test(opened.error().code);
    opened->client.log_out(times.command());
    return net::connection_test("ok");
}

} // namespace

std::unique_ptr<MailSource>
make_imap_source(Account account, net::AddressCheck check, std::stop_token stop) {
    return std::make_unique<ImapSource>(std::move(account), std::move(check), std::move(stop));
}

} // namespace heed::imap
