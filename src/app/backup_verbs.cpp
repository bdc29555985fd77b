// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.hpp"
#include "app/backup_folder.hpp"
#include "app/move.hpp"
#include "app/verbs.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "kernel/refusal_words.hpp"

#include <iostream>

namespace heed::app {

namespace {

int say(const Error& refused) {
    std::cerr << words_of(refused) << '\n';
    return exit_refused;
}

/// The sentences or the JSON, and a code that tells whether the desk in it is sound.
int tell(const Result<BackupReport>& report, std::string_view sentence, bool json) {
    if (!report) return say(report.error());
    if (json) {
        std::cout << to_json(*report) << '\n';
    } else {
        std::cout << sentence << '\n';
        for (const auto& problem : report->problems) std::cout << problem << '\n';
    }
    if (report->problems.empty()) return 0;
    std::cerr << "The backup holds what the desk holds, but the desk in it is not sound: see "
                 "`heed check --all` there.\n";
    return exit_refused;
}

std::string contents(const BackupReport& report) {
    return fmt::format(
        "{} bytes, {} files beside the database, journal up to {}",
        report.bytes,
        report.manifest.files,
        report.manifest.journal_head
    );
}

Result<BackupReport>
made(const config::Config& config, const cli::Arguments& arguments, files::Disk& disk) {
    const bool with_key = arguments.has("with-key");
    if (arguments.has("into") == arguments.has("to"))
        return refuse(
            Refusal::invalid, "usage", {}, "A backup goes --to FILE or --into FOLDER, one of them."
        );
    if (arguments.has("to"))
        return back_up(config, {.to = arguments.text("to"), .with_key = with_key}, disk);
    FolderWish wish{.folder = arguments.text("into"), .with_key = with_key};
    wish.keep = arguments.number("keep").value_or(wish.keep);
    if (wish.keep < 1) return refuse(Refusal::invalid, "usage", {}, "--keep is a number from 1.");
    return back_up_into(config, wish, SystemClock().now(), disk);
}

int backup_verb(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    files::Disk disk;
    const auto report = made(*config, arguments, disk);
    std::string sentence;
    if (report)
        sentence = fmt::format(
            "The backup {} is written and checked: {}. {}",
            report->file,
            contents(*report),
            report->manifest.with_key
                ? "The key file is in it: who has this file can read the passwords of mailboxes."
                : "The key file " + config->key_path().string() +
                      " is not in it: keep a copy of that apart."
        );
    return tell(report, sentence, arguments.has("json"));
}

int check_verb(const cli::Arguments& arguments) {
    files::Disk disk;
    const auto report = check_backup(arguments.text("check"), disk);
    std::string sentence;
    if (report)
        sentence = fmt::format("The backup {} is whole: {}.", report->file, contents(*report));
    return tell(report, sentence, arguments.has("json"));
}

std::string words_about_forgetting(const BackupReport& report) {
    std::string words;
    if (report.forgotten_again > 0)
        words = fmt::format(
            "What was erased, deleted or redacted after the backup is gone again ({} of it). ",
            report.forgotten_again
        );
    for (const auto& sentence : report.to_do) words += sentence + ' ';
    return words;
}

int restore_verb(const cli::Arguments& arguments) {
    if (arguments.has("check")) return check_verb(arguments);
    if (!arguments.has("from") || !arguments.has("data"))
        return say(refuse(
                       Refusal::invalid,
                       "usage",
                       {},
                       "A restore takes --from FILE and --data DIR, or --check FILE alone."
        )
                       .error());
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    const auto& data = config->data;
    files::Disk disk;
    const std::filesystem::path from = arguments.text("from");
    const std::filesystem::path erasures = arguments.has("erasures")
                                               ? std::filesystem::path(arguments.text("erasures"))
                                               : std::filesystem::absolute(from).parent_path();
    const auto report = restore(from, *config, disk, erasures);
    std::string sentence;
    if (report)
        sentence = fmt::format(
            "The desk is in {0}. {1}{2}Look at it with `heed check --all --data {0}`. It is quiet: "
            "it fetches and sends nothing until an administrator resumes it in its banner, or you "
            "run `heed resume --data {0}`.",
            data.string(),
            std::filesystem::exists(data / "heed.key")
                ? ""
                : "Put its key file at " + (data / "heed.key").string() + ". ",
            words_about_forgetting(*report)
        );
    return tell(report, sentence, arguments.has("json"));
}

/// What to write into heed.toml now, and what became of the old database.
std::string words_about(const MoveReport& report, const std::filesystem::path& data) {
    const std::string setting = report.to == "sqlite"
                                    ? "Take `database` out of heed.toml or its environment"
                                    : "Set `database` in heed.toml to the address you moved to";
    return fmt::format(
        "The desk is moved; its files and its key stay in {0}. {1}, on every node, and start Heed. "
        "The desk is quiet: it fetches and sends nothing until an administrator resumes it in its "
        "banner, or you run `heed resume`. The old database is kept as {2}; delete it when the "
        "new one has proved good.",
        data.string(),
        setting,
        report.retired
    );
}

int move_verb(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    const auto report = move_desk(*config, arguments.text("to"));
    if (!report) return say(report.error());
    if (arguments.has("json"))
        std::cout << to_json(*report) << '\n';
    else
        std::cout << words_about(*report, config->data) << '\n';
    for (const auto& problem : report->problems) std::cerr << problem << '\n';
    return report->problems.empty() ? 0 : exit_refused;
}

} // namespace

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<cli::Verb> backup_verbs() {
    return {
        {"backup",
         "Write a desk to one file, also while it is served, and check that file",
         "heed backup --data /var/lib/heed --to /mnt/backups/desk-2026-11-23.heed",
         {data_flag,
          database_flag,
          {"to", "FILE", "The file to write; it must not exist"},
          {"into", "FOLDER", "Or a folder in which backups follow one another"},
          {"keep", "N", "How many of them stay there, 14 when nothing is said"},
          {"with-key", "", "Put the key file into it as well"},
          json_flag},
         backup_verb},
        {"restore",
         "Make a desk from a backup in a new folder, or check a backup",
         "heed restore --from desk-2026-11-23.heed --data /var/lib/heed",
         {data_flag,
          database_flag,
          {"from", "FILE", "The backup"},
          {"erasures", "FOLDER", "Where the list of what was erased lies; beside the backup"},
          {"check", "FILE", "Only read this backup through and look whether its desk is sound"},
          json_flag},
         restore_verb},
        {"move",
         "Move a desk that is stopped from SQLite to PostgreSQL, or back",
         "heed move --data /var/lib/heed --to postgres://heed@db.example.org/heed",
         {data_flag,
          database_flag,
          {"to", "DATABASE", "An address of PostgreSQL, or the word sqlite", true},
          json_flag},
         move_verb},
    };
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace heed::app
