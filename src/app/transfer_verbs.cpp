// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verbs.hpp"
#include "features/transfer/transfer.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "platform/log/log.hpp"

namespace heed::app {

namespace {

namespace fs = std::filesystem;

/// The server may stand in another folder than whoever calls it.
Result<fs::path> absolute_folder(const cli::Arguments& arguments, const std::string& flag) {
    fs::path path = arguments.text(flag);
    if (path.is_absolute()) return path;
    return refuse(
        Refusal::invalid,
        "usage",
        {},
        fmt::format(
            "--{} takes a whole path, as /var/tmp/desk, readable for the user of Heed.", flag
        )
    );
}

/// Now and then into the log, where a server that does the work is watched.
transfer::Progress logged(std::string_view event) {
    constexpr std::int64_t between = 1'000;
    return [event = std::string(event), next = between](std::int64_t done) mutable {
        if (done < next) return;
        log::info(event, {{"done", done}});
        next = done - (done % between) + between;
    };
}

void tell_problems(VerbCall& call, const transfer::ImportReport& report) {
    for (const auto& problem : report.problems) call.error += problem + '\n';
    call.error += "Nothing was written. Mend these lines and try again.\n";
}

std::string counted(const transfer::ImportReport& report) {
    return fmt::format(
        "{} organisations, {} people, {} requests with {} entries and {} files, {} links",
        report.organisations,
        report.people,
        report.tickets,
        report.entries,
        report.files,
        report.links
    );
}

std::string words_about(const transfer::ImportReport& report, const std::string& by, bool checked) {
    auto words = checked ? fmt::format("The lines are sound: {}.", counted(report))
                         : fmt::format(
                               "Imported from {}: {}; {} lines had come before.",
                               report.source,
                               counted(report),
                               report.known
                           );
    if (!report.strangers.empty())
        words += fmt::format(
            "\nWhat these wrote stands in the name of {}, with theirs above it, as they are no "
            "agents here (invite them first to change that): {}",
            by,
            fmt::join(report.strangers, ", ")
        );
    return words;
}

int import_verb(VerbCall& call) {
    const auto& arguments = call.arguments;
    const auto from = absolute_folder(arguments, "from");
    if (!from) return call.fail(from.error());
    const transfer::ImportWish wish{
        .from = *from, .by = arguments.text("by"), .check_only = arguments.has("check")
    };
    const auto report = transfer::import_desk(call.house.desk, wish, logged("import_progress"));
    if (!report) return call.fail(report.error());
    if (arguments.has("json"))
        call.print(to_json(*report));
    else if (report->problems.empty())
        call.print(words_about(*report, wish.by, wish.check_only));
    if (report->problems.empty()) return 0;
    if (!arguments.has("json")) tell_problems(call, *report);
    return exit_refused;
}

int export_verb(VerbCall& call) {
    const auto to = absolute_folder(call.arguments, "to");
    if (!to) return call.fail(to.error());
    const auto report = transfer::export_desk(call.house.desk, *to, logged("export_progress"));
    if (!report) return call.fail(report.error());
    call.tell(
        fmt::format(
            "{} organisations, {} people, {} requests with {} entries and {} files, and {} links "
            "between them are in {}.",
            report->organisations,
            report->people,
            report->tickets,
            report->entries,
            report->files,
            report->links,
            to->string()
        ),
        to_json(*report)
    );
    return 0;
}

} // namespace

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<DeskVerbEntry> transfer_verbs() {
    return {
        {.verb =
             {"import",
              "Bring in customers and requests of another desk",
              "heed import --data /var/lib/heed --from /var/tmp/old-desk --by ada@example.org",
              {data_flag,
               database_flag,
               {"from", "FOLDER", "Where the lines are: its whole path", true},
               {"by", "ADDRESS", "An agent, for what was written by nobody who is one here", true},
               {"check", "", "Only look whether the lines are sound"},
               json_flag},
              {}},
         .work = import_verb},
        {.verb =
             {"export",
              "Write customers and requests down in lines that anybody can read",
              "heed export --data /var/lib/heed --to /var/tmp/desk",
              {data_flag,
               database_flag,
               {"to", "FOLDER", "A new folder: its whole path", true},
               json_flag},
              {}},
         .work = export_verb},
    };
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace heed::app
