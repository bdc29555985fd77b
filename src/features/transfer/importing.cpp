// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/transfer/bringing_in.hpp"
#include "features/transfer/checking.hpp"
#include "features/transfer/events.hpp"
#include "features/transfer/folder.hpp"
#include "features/transfer/transfer.hpp"
#include "kernel/refusal_words.hpp"
#include "platform/config/config.hpp"
#include "platform/desk/desk.hpp"

namespace heed::transfer {

namespace fs = std::filesystem;

namespace {

// Small, so that people who work meanwhile wait for none of them.
constexpr std::size_t lines_per_job = 50;
constexpr std::size_t tickets_per_job = 5;

wire::OrganisationLine ready(Desk&, const fs::path&, wire::OrganisationLine line) {
    return line;
}

wire::LinkLine ready(Desk&, const fs::path&, wire::LinkLine line) {
    return line;
}

wire::PersonLine ready(Desk&, const fs::path&, wire::PersonLine line) {
    return line;
}

ReadyTicket ready(Desk& desk, const fs::path& folder, wire::TicketLine line) {
    ReadyTicket ticket{.line = std::move(line), .files = {}};
    for (const auto& entry : ticket.line.entries) {
        if (!entry.files) continue;
        for (const auto& file : *entry.files)
            ticket.files.push_back(
                {.blob = attachments::make_ready_file(desk.files, folder / file.file.value),
                 .filename = file.name.value,
                 .content_type = file.type ? file.type->value : ""}
            );
    }
    return ticket;
}

/// Brings the lines of the files in, some in each transaction.
class Import {
public:
    struct With {
        Desk& desk;
        const fs::path& folder;
        const BringingIn& bringing_in;
        const Progress& progress;
    };

    explicit Import(const With& with) : with_(with) {}

    template <class Line, class Ready = Line>
    Result<> all(const char* file, std::size_t per_job) {
        Lines lines(with_.folder / file);
        std::string text;
        std::vector<std::pair<std::string, Ready>> job; // with their places
        for (bool more = true; more;) {
            more = TRY(lines.next(text));
            if (more) {
                auto line = TRY(parse_json<Line>(text));
                job.emplace_back(lines.place(), ready(with_.desk, with_.folder, std::move(line)));
            }
            if (more && job.size() < per_job) continue;
            TRY(bring(job));
            job.clear();
        }
        return {};
    }

    [[nodiscard]] std::int64_t known() const { return known_; }

private:
    template <class Ready>
    Result<> bring(const std::vector<std::pair<std::string, Ready>>& job) {
        const auto known = TRY(with_.desk.db.write(
            [&](db::Transaction& tx) { return bring(tx, job); },
            {.lane = db::Lane::background, .command = {.origin = "import"}}
        ));
        known_ += known;
        done_ += std::ssize(job);
        with_.progress(done_);
        return {};
    }

    /// How many had come before.
    template <class Ready>
    Result<std::int64_t>
    bring(db::Transaction& tx, const std::vector<std::pair<std::string, Ready>>& job) {
        std::int64_t known = 0;
        for (const auto& [place, line] : job) {
            auto brought = with_.bringing_in.bring(tx, line);
            if (!brought) return std::unexpected(named(std::move(brought).error(), place));
            if (!*brought) ++known;
        }
        return known;
    }

    static Error named(Error error, const std::string& place) {
        error.detail = place + ": " + words_of(error) +
                       " What came before this line is in; mend it and import again.";
        return error;
    }

    const With with_;
    std::int64_t known_ = 0;
    std::int64_t done_ = 0;
};

Result<> bring_tickets(Import& import) {
    return import.all<wire::TicketLine, ReadyTicket>(tickets_file, tickets_per_job);
}

Result<> bring_all(Import& import) {
    TRY(import.all<wire::OrganisationLine>(organisations_file, lines_per_job));
    TRY(import.all<wire::PersonLine>(people_file, lines_per_job));
    TRY(bring_tickets(import));
    return import.all<wire::LinkLine>(links_file, lines_per_job);
}

} // namespace

Result<ImportReport> import_desk(Desk& desk, const ImportWish& wish, const Progress& progress) {
    const auto manifest = TRY(manifest_of(wish.from));
    const auto names =
        TRY(desk.db.read([&](db::Transaction& tx) { return names_of(tx, wish.by); }));
    const auto now = desk.clock.now();
    auto report =
        check_lines(wish.from, names, {.now = now, .file_bytes_max = desk.config.upload_max.count});
    report.source = manifest.source.value;
    if (wish.check_only || !report.problems.empty()) return report;

    const BringingIn bringing_in(report.source, names, now);
    Import import(
        {.desk = desk, .folder = wish.from, .bringing_in = bringing_in, .progress = progress}
    );
    TRY(bring_all(import));
    report.known = import.known();
    TRY(desk.db.write([&](db::Transaction& tx) -> Result<bool> {
        journal::append(
            tx,
            Actor::system("heed import"),
            now,
            DeskImported{.source = report.source, .tickets = report.tickets}
        );
        return true;
    }));
    return report;
}

} // namespace heed::transfer
