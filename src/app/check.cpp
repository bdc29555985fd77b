// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/check.hpp"

#include "features/attachments/attachments.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/format.hpp"
#include "platform/journal/seal.hpp"

#include <algorithm>

namespace heed::app {

namespace {

void check_files(House& house, bool everything, std::vector<std::string>& problems) {
    constexpr int page = 500;
    std::string after;
    while (true) {
        const auto hashes = house.db->read([&](db::Transaction& tx) {
            return attachments::files_referred_to(tx, after, page);
        });
        if (hashes.empty()) return;
        for (const auto& hash : hashes) {
            const bool sound =
                everything ? house.files.is_intact(hash) : house.files.ensure_there(hash);
            if (!sound)
                problems.push_back(fmt::format("the attachment file {} is missing or damaged", hash)
                );
        }
        after = hashes.back();
    }
}

void check_journal(House& house, std::vector<std::string>& problems) {
    const auto report = journal::check_seals(*house.db);
    CHECK(report.has_value());
    for (const auto& problem : report->problems) problems.push_back(problem);
}

bool have_heard_all(House& house) {
    return std::ranges::none_of(house.reactors.status(), [](const journal::ReactorStatus& reader) {
        return reader.kind == "derives" && reader.lag > 0;
    });
}

} // namespace

std::vector<std::string> check_desk(House& house, bool everything) {
    auto problems = house.db->integrity_problems();
    // Counters and tickets on one snapshot, which the counters' reader has reached: only then must
    // they agree. After a crash it may be some facts behind; it catches up in the next start.
    house.db->long_read([&](db::Transaction& tx) {
        if (!have_heard_all(house)) return;
        for (auto& problem : tickets::count_problems(tx)) problems.push_back(std::move(problem));
    });
    for (const auto& subject : house.reactors.parked()) {
        problems.push_back(fmt::format(
            "{} waits at {} {} because: {}",
            subject.reactor,
            subject.subject_type,
            subject.subject_id,
            subject.reason
        ));
    }
    check_files(house, everything, problems);
    if (everything) check_journal(house, problems);
    return problems;
}

} // namespace heed::app
