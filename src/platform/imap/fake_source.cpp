// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/fake_source.hpp"

#include <utility>

namespace heed::imap {

void FakeSource::put(std::string letter, std::optional<Instant> delivered_at) {
    letters_.push_back({.bytes = std::move(letter), .delivered_at = delivered_at});
}

FetchRun FakeSource::fetch_new(const Cursor& cursor, const OnLetter& on_letter) {
    FetchRun run = {.cursor = cursor};
    if (const auto code = std::exchange(next_problem, {}); !code.empty()) {
        run.problem = refuse(Refusal::unavailable, code).error();
        return run;
    }
    if (cursor.uid_validity != uid_validity_) {
        run.renumbered = cursor.uid_validity != 0;
        const auto newest = static_cast<std::int64_t>(letters_.size());
        run.cursor = at_the_beginning(cursor, uid_validity_, newest);
    }
    while (std::cmp_less(run.cursor.last_uid, letters_.size())) {
        const auto& [bytes, delivered_at] = letters_[static_cast<std::size_t>(run.cursor.last_uid)];
        const bool too_large = bytes.size() > letter_bytes_max;
        auto after = run.cursor;
        ++after.last_uid;
        if (is_past(run.cursor, after.last_uid, delivered_at)) {
            run.cursor = after;
            continue;
        }
        const FetchedLetter letter = {
            .uid = after.last_uid,
            .bytes = too_large ? bytes.substr(0, bytes.find("\r\n\r\n") + 4) : bytes,
            .size_bytes = static_cast<std::int64_t>(bytes.size()),
            .headers_only = too_large,
            .delivered_at = delivered_at,
            .after = after
        };
        if (!on_letter(letter)) {
            run.problem = refuse(Refusal::unavailable, "not_committed").error();
            return run;
        }
        run.cursor = after;
        ++run.committed;
    }
    return run;
}

Result<Cursor> FakeSource::end_of_folder() {
    if (const auto code = std::exchange(next_problem, {}); !code.empty())
        return refuse(Refusal::unavailable, code);
    return Cursor{
        .uid_validity = uid_validity_, .last_uid = static_cast<std::int64_t>(letters_.size())
    };
}

} // namespace heed::imap
