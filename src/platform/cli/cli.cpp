// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <list>

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

/// Whether the command line names this verb, right or wrong as the rest of it may be.
bool is_named(const Verb& verb, int argc, char** argv) {
    std::string_view name = verb.name;
    for (int at = 1; at < argc && !name.empty(); ++at) {
        const auto word = name.substr(0, name.find(' '));
        if (word != argv[at]) return false;
        name.remove_prefix(std::min(word.size() + 1, name.size()));
    }
    return name.empty();
}

int told(const Verb& verb, int code) {
    const bool as_it_is = code == 0 || verb.failure == 0;
    return as_it_is ? code : verb.failure;
}

int usage_code(const std::vector<Verb>& verbs, int argc, char** argv) {
    for (const auto& verb : verbs) {
        if (is_named(verb, argc, argv)) return told(verb, exit_usage);
    }
    return exit_usage;
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
    } catch (const CLI::ParseError& wrong) {
        return root.exit(wrong) == 0 ? 0 : usage_code(verbs, argc, argv);
    }
    for (const auto& command : commands) {
        if (command.app->parsed()) return run_verb(*command.verb, arguments_of(command));
    }
    return exit_usage;
}

} // namespace heed::cli
