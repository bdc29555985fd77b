// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/raw_writes.hpp"

#include "bench/figures.hpp"
#include "bench/raw_reads.hpp"
#include "bench/raw_rows.hpp"
#include "kernel/format.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>

namespace heed::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int samples = 200;
constexpr double warm_seconds = 0.5;

std::chrono::nanoseconds of_seconds(double seconds) {
    return std::chrono::nanoseconds{static_cast<std::int64_t>(seconds * 1e9)};
}

/// JSON of Figures with the rows of one operation in front.
std::string with_rows(std::string json, double rows) {
    return fmt::format("{{\"rows\":{:.1f},{}", rows, json.substr(1));
}

struct ReadShare {
    Figures figures = {};
    std::size_t rows = 0;
    std::size_t reads = 0;
};

void read_until(
    const RawOptions& options,
    const Zipf& zipf,
    std::uint64_t seed,
    TimePoint until,
    ReadShare& share
) {
    RawDatabase database(options.file, RawDatabase::Use::read);
    Random random(seed);
    const auto pages = list_pages(database, random);
    const auto from = Clock::now() + of_seconds(warm_seconds);
    std::string out;
    while (true) {
        const auto began = Clock::now();
        if (began >= until) return;
        out.clear();
        database.run("BEGIN");
        const auto rows =
            options.operation == "open"
                ? raw_open(database, out, 1 + static_cast<std::int64_t>(zipf.draw(random)))
                : raw_list(database, out, pages[random.below(pages.size())]);
        database.run("COMMIT");
        if (began < from) continue;
        share.figures.add(options.operation, Clock::now() - began);
        share.rows += rows;
        ++share.reads;
    }
}

/// What a command changes besides the rows it adds: the ticket's own row and the counters.
void change_again(RawDatabase& database, std::int64_t ticket) {
    database.run(
        "UPDATE ticket SET changed_at = changed_at + 1, entry_count = entry_count + 1, "
        "last_entry_at = changed_at + 1, last_public_from = 'agent', version = version + 1 "
        "WHERE id = ?1",
        {ticket}
    );
    database.run("UPDATE ticket_count SET tickets = tickets + 1 WHERE rowid = "
                 "(SELECT rowid FROM ticket_count LIMIT 1)");
}

void move_cursors(RawDatabase& database) {
    database.run("UPDATE reactor SET position = position + 1");
}

/// Tickets that may be answered.
std::vector<std::int64_t> answerable(RawDatabase& database) {
    return database.numbers(
        "SELECT id FROM ticket WHERE state IN ('new', 'open', 'waiting') ORDER BY id LIMIT 100000"
    );
}

} // namespace

std::string run_raw_reads(const RawOptions& options) {
    RawDatabase database(options.file, RawDatabase::Use::read);
    const auto tickets = database.number("SELECT max(id) FROM ticket");
    const Zipf zipf(static_cast<std::size_t>(tickets));
    const auto until = Clock::now() + of_seconds(options.seconds + warm_seconds);
    std::vector<ReadShare> shares(static_cast<std::size_t>(options.threads));
    const auto cpu_before = cpu_seconds();
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < shares.size(); ++thread)
            threads.emplace_back([&, thread] {
                read_until(options, zipf, options.seed + thread, until, shares[thread]);
            });
    }
    ReadShare all;
    for (const auto& share : shares) {
        all.figures.merge(share.figures);
        all.rows += share.rows;
        all.reads += share.reads;
    }
    return with_rows(
        all.figures.json(options.seconds, cpu_seconds() - cpu_before),
        static_cast<double>(all.rows) / static_cast<double>(std::max<std::size_t>(1, all.reads))
    );
}

std::string run_raw_writes(const RawOptions& options) {
    RawDatabase database(options.file, RawDatabase::Use::write);
    const bool creates = options.operation == "create";
    const auto written =
        creates ? rows_of_creations(database, samples) : rows_of_replies(database, samples);
    if (written.empty()) throw std::runtime_error("the API has written nothing to write again");
    const auto tickets = answerable(database);
    Random random(options.seed);
    Figures figures;
    const auto cpu_before = cpu_seconds();
    const auto until = Clock::now() + of_seconds(options.seconds);
    std::size_t rows = 0;
    std::size_t count = 0;
    while (Clock::now() < until) {
        const auto began = Clock::now();
        database.run("BEGIN IMMEDIATE");
        for (int one = 0; one < options.per_commit; ++one) {
            const auto& sample = written[random.below(written.size())];
            const auto ticket = creates ? 0 : tickets.at(random.below(tickets.size()));
            change_again(database, write_again(database, sample, ticket, random));
            rows += sample.count() + 2;
        }
        move_cursors(database);
        database.run("COMMIT");
        const auto took = Clock::now() - began;
        for (int one = 0; one < options.per_commit; ++one, ++count)
            figures.add(options.operation, took);
    }
    return with_rows(
        figures.json(options.seconds, cpu_seconds() - cpu_before),
        static_cast<double>(rows) / static_cast<double>(count)
    );
}

} // namespace heed::bench
