// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"
#include "platform/cli/cli.hpp"

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace heed::app {

/// What a verb that works on a desk is given. The same function runs in the process of the verb
/// or, when a server holds the desk, in that server.
struct VerbCall {
    House& house;
    const cli::Arguments& arguments;
    std::string input = {}; // standard input, for verbs that read it
    std::string output = {};
    std::string error = {};

    void print(std::string_view line) { output.append(line).append("\n"); }

    /// The sentence, or for `--json` the JSON.
    void tell(std::string_view sentence, std::string_view json) {
        print(arguments.has("json") ? json : sentence);
    }

    int fail(const Error& refused);
};

using DeskVerb = std::function<int(VerbCall&)>;

/// A verb of the command line with what it does on a desk.
struct DeskVerbEntry {
    cli::Verb verb;
    DeskVerb work;
    bool reads_input = false;
    // What to do when it is done and its output could not be written; for what is told only once.
    std::string when_unheard = {};
};

/// Verbs that run inside a running server when there is one.
std::vector<DeskVerbEntry> desk_verbs();
/// `import` and `export`, of these.
std::vector<DeskVerbEntry> transfer_verbs();
/// Verbs that stand alone: init, serve, demo, config, openapi.
std::vector<cli::Verb> alone_verbs();
/// Those that write and read backups; they work beside a server that holds the desk.
std::vector<cli::Verb> backup_verbs();
/// All of them, ready for the command line.
std::vector<cli::Verb> all_verbs();

/// What the work of a verb prints inside the server that holds the desk; nothing when none does.
std::optional<std::string> relay_verb(
    const config::Config& config, const DeskVerbEntry& entry, const cli::Arguments& arguments
);

/// Runs the verb named in a relayed message and answers for it.
std::string answer_relayed(House& house, const std::string& message);

/// Configuration from `--data`, `--database`, `--listen` and the like; prints what is wrong.
std::optional<config::Config> configured(const cli::Arguments& arguments);

/// Exit codes as sysexits.h: 0, 1 refused, 64 usage, 70 fault, 75 try again later.
inline constexpr int exit_refused = 1;
inline constexpr int exit_fault = 70;
inline constexpr int exit_try_again = 75;

inline const cli::Flag data_flag{
    .name = "data", .value = "DIR", .help = "Folder of the desk (default heed-data)"
};
inline const cli::Flag database_flag{
    .name = "database", .value = "URL", .help = "sqlite, or postgres://…"
};
inline const cli::Flag json_flag{.name = "json", .value = "", .help = "Print results as JSON"};

} // namespace heed::app
