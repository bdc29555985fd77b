// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/erasure_ledger.hpp"

#include "app/desk_copy.hpp"
#include "features/privacy/privacy.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "platform/journal/fact.hpp"
#include "platform/json/decode.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <fstream>
#include <ranges>
#include <unistd.h>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

using privacy::Erasure;

constexpr int page = 500;

fs::path file_in(const fs::path& folder, const std::string& mark) {
    return folder / ("erasures-" + mark + ".jsonl");
}

std::vector<Erasure> all_of(db::Transaction& tx) {
    std::vector<Erasure> all;
    while (true) {
        const auto last = all.empty() ? privacy::ErasureId{} : all.back().id;
        auto some = privacy::erasures_after(tx, last, page);
        if (some.empty()) return all;
        std::ranges::move(some, std::back_inserter(all));
    }
}

Result<std::vector<Erasure>> read_ledger(const fs::path& file) {
    std::ifstream stream(file);
    std::vector<Erasure> all;
    std::string line;
    while (std::getline(stream, line)) {
        auto erasure = decode_fact<Erasure>(line);
        if (!erasure)
            return refuse(
                Refusal::invalid,
                "bad_ledger",
                {},
                fmt::format(
                    "Line {} of {} cannot be read: {}. Put back the file as Heed wrote it, or move "
                    "it away to restore without it.",
                    all.size() + 1,
                    file.string(),
                    erasure.error().detail
                )
            );
        all.push_back(std::move(*erasure));
    }
    return all;
}

bool is_same(const Erasure& left, const Erasure& right) {
    return left.id == right.id && left.at == right.at && left.scope == right.scope;
}

bool begins_with(const std::vector<Erasure>& all, const std::vector<Erasure>& first) {
    return first.size() <= all.size() &&
           std::ranges::equal(first, all | std::views::take(first.size()), is_same);
}

void write_ledger(const fs::path& file, const std::vector<Erasure>& all, files::Disk& disk) {
    const auto fresh = fs::path(file.string() + ".new");
    fs::remove(fresh); // of a process that was killed
    std::string text;
    for (const auto& erasure : all) text += to_json(erasure) + '\n';
    const int descriptor = disk.create(fresh);
    try {
        disk.write(descriptor, text);
        disk.sync(descriptor);
    } catch (...) {
        ::close(descriptor);
        throw;
    }
    ::close(descriptor);
    disk.rename(fresh, file);
    disk.sync_folder(file.parent_path());
}

/// A ledger that tells of what this state of the desk knows nothing about is kept for somebody to
/// look at.
void set_aside_other(const fs::path& file, const std::vector<Erasure>& all, Instant now) {
    if (!fs::exists(file)) return;
    const auto before = read_ledger(file);
    if (before && begins_with(all, *before)) return;
    const auto aside = file.string() + ".before-" + to_rfc3339(now);
    fs::rename(file, aside);
    log::warning("erasures_of_another_state", {{"kept_as", aside}});
}

} // namespace

ErasureLedger::ErasureLedger(House& house, fs::path folder)
    : house_(house), folder_(std::move(folder)) {}

void ErasureLedger::tick(Instant now) {
    if (!fs::is_directory(folder_)) return;
    const auto all = house_.db->read(all_of);
    if (looked_ && all.size() == written_) return;
    const auto mark = house_.db->read(journal::desk_mark);
    const auto file = file_in(folder_, mark);
    if (!looked_) set_aside_other(file, all, now);
    write_ledger(file, all, disk_); // an empty one, too: it says that nothing was erased
    looked_ = true;
    written_ = all.size();
}

Result<ForgottenAgain> forget_again(const BackupSpace& space, const fs::path& folder) {
    config::Config config;
    config.data = space.path() / "desk";
    const auto house = house_of(config, space);
    const auto file = file_in(folder, house->db->read(journal::desk_mark));
    ForgottenAgain report;
    if (!fs::exists(file)) {
        report.open.push_back(
            "There is no list of what was erased since (" + file.string() +
            "): what was deleted or redacted after this backup is back. See the page about "
            "personal data."
        );
        return report;
    }
    const auto erasures = TRY(read_ledger(file));
    for (const auto& erasure : erasures) {
        const auto again = house->db->write([&](db::Transaction& tx) {
            return privacy::forget_again(tx, erasure, house->clock.now());
        });
        const auto noted = house->db->write([&](db::Transaction& tx) -> Result<bool> {
            privacy::keep_note(tx, erasure);
            return true;
        });
        CHECK(noted.has_value());
        if (!again)
            report.open.push_back(again.error().detail);
        else if (*again)
            ++report.done;
    }
    while (
        house->db->write([&](db::Transaction& tx) { return privacy::go_on(tx, house->clock.now()); }
        ).value_or(0) > 0
    ) {
    }
    return report;
}

} // namespace heed::app
