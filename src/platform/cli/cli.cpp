// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/cli/cli.hpp"

#include "platform/cli/mistaken.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>
#include <list>
#include <span>

namespace heed::cli {

namespace {

constexpr int exit_usage = 64;

/// Where CLI11 leaves the values of one flag.
struct Place {
    Flag flag;
    std::vector<std::string> values;
    CLI::Option* option = nullptr;
};

struct Command {
    const Verb* verb = nullptr;
    CLI::App* app = nullptr;
    std::list<Place> places; // addresses stay
};

std::string example_of(const Verb& verb) {
    return "Example:\n  " + verb.example;
}

CLI::App* app_of(CLI::App& root, const Verb& verb) {
    const auto blank = verb.name.find(' ');
    if (blank == std::string::npos) return root.add_subcommand(verb.name, verb.summary);
    const auto group = verb.name.substr(0, blank);
    const auto same =
        root.get_subcommands([&](const CLI::App* app) { return app->get_name() == group; });
    auto* parent = same.empty() ? root.add_subcommand(group, "") : same.front();
    parent->require_subcommand(1);
    if (same.empty()) parent->footer(example_of(verb));
    const auto before = parent->get_description();
    parent->description(before + (before.empty() ? "" : ", ") + verb.name.substr(blank + 1));
    return parent->add_subcommand(verb.name.substr(blank + 1), verb.summary);
}

void add_flag(Command& command, const Flag& flag) {
    auto& place = command.places.emplace_back(Place{.flag = flag, .values = {}, .option = nullptr});
    const auto name = flag.positional ? flag.name : "--" + flag.name;
    if (flag.value.empty()) {
        place.option = command.app->add_flag(name, flag.help);
        return;
    }
    place.option = command.app->add_option(name, place.values, flag.help);
    place.option->type_name(flag.value)->required(flag.required);
    // One value and no more: what stands behind it may be a word by itself.
    if (!flag.many) place.option->expected(1)->allow_extra_args(false);
}

Arguments arguments_of(const Command& command) {
    Arguments arguments;
    for (const auto& place : command.places) {
        if (place.option->count() == 0) continue;
        if (place.flag.value.empty()) arguments.add(place.flag.name, "true");
        for (const auto& value : place.values) arguments.add(place.flag.name, value);
    }
    return arguments;
}

int told(const Verb& verb, int code) {
    const bool as_it_is = code == 0 || verb.failure == 0;
    return as_it_is ? code : verb.failure;
}

/// Says what is wrong with the command line, or what was asked of it, and tells the code.
int end_without_verb(
    const CLI::App& root,
    const CLI::ParseError& flaw,
    const Program& program,
    const std::vector<Verb>& verbs,
    std::span<const std::string_view> words
) {
    const bool is_flaw = flaw.get_exit_code() != 0; // else help or the version was asked for
    const auto mistaken = is_flaw ? mistaken_words(program, verbs, words) : std::nullopt;
    if (mistaken)
        std::cerr << *mistaken << '\n';
    else
        static_cast<void>(root.exit(flaw));
    if (!is_flaw) return 0;
    const auto* const verb = named_verb(verbs, words);
    return verb == nullptr ? exit_usage : told(*verb, exit_usage);
}

int run_verb(const Verb& verb, const Arguments& arguments) {
    if (verb.failure == 0) return verb.run(arguments);
    try {
        return told(verb, verb.run(arguments));
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return verb.failure;
    }
}

} // namespace

std::string Arguments::text(std::string_view name, std::string_view otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string(otherwise) : found->second.back();
}

std::optional<std::int64_t> Arguments::number(std::string_view name) const {
    const auto given = text(name);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(given.data(), given.data() + given.size(), number);
    if (given.empty() || problem != std::errc{} || end != given.data() + given.size())
        return std::nullopt;
    return number;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

int run(const Program& program, const std::vector<Verb>& verbs, int argc, char** argv) {
    CLI::App root{"Heed: a service desk"};
    root.name(program.name);
    root.set_version_flag("--version", program.name + " " + program.version);
    root.require_subcommand(1);
    std::list<Command> commands;
    for (const auto& verb : verbs) {
        auto& command =
            commands.emplace_back(Command{.verb = &verb, .app = app_of(root, verb), .places = {}});
        command.app->footer(example_of(verb));
        for (const auto& flag : verb.flags) add_flag(command, flag);
    }
    try {
        root.parse(argc, argv);
    } catch (const CLI::ParseError& flaw) {
        const std::vector<std::string_view> words(argv + 1, argv + argc);
        return end_without_verb(root, flaw, program, verbs, words);
    }
    for (const auto& command : commands) {
        if (command.app->parsed()) return run_verb(*command.verb, arguments_of(command));
    }
    return exit_usage;
}

} // namespace heed::cli
