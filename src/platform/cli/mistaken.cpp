// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/cli/mistaken.hpp"

#include "kernel/format.hpp"
#include "kernel/spelling.hpp"

#include <algorithm>

namespace heed::cli {

namespace {

using Words = std::span<const std::string_view>;

/// "; did you mean X?" for the one that is spelled nearly so, else nothing.
std::string guess(std::string_view word, const std::vector<std::string>& known) {
    std::size_t best = too_far_from(word);
    std::string_view nearest;
    for (const auto& one : known) {
        const auto far = spelling_distance(word, one);
        if (far >= best) continue;
        best = far;
        nearest = one;
    }
    return nearest.empty() ? "." : fmt::format("; did you mean `{}`?", nearest);
}

/// What may stand first, or behind the name of a group.
std::vector<std::string> words_after(const std::vector<Verb>& verbs, std::string_view group) {
    std::vector<std::string> words;
    for (const auto& verb : verbs) {
        std::string_view name = verb.name;
        if (!group.empty()) {
            if (!name.starts_with(group) || !name.substr(group.size()).starts_with(' ')) continue;
            name.remove_prefix(group.size() + 1);
        }
        const auto word = std::string(name.substr(0, name.find(' ')));
        if (std::ranges::find(words, word) == words.end()) words.push_back(word);
    }
    return words;
}

std::string listed(const std::vector<std::string>& words) {
    std::string list;
    for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
    return list;
}

std::string unknown_verb(
    const Program& program, const std::vector<Verb>& verbs, std::string_view group, Words rest
) {
    const auto known = words_after(verbs, group);
    const auto before = program.name + (group.empty() ? "" : " " + std::string(group));
    const auto what =
        rest.empty()
            ? fmt::format("`{}` needs to be told what to do.", before)
            : fmt::format(
                  "`{}` does not know `{}`{}", before, rest.front(), guess(rest.front(), known)
              );
    return fmt::format("{}\nThere are: {}.\n`{} --help` says more.", what, listed(known), before);
}

/// Nothing when all options are known.
std::optional<std::string> unknown_option(const Program& program, const Verb& verb, Words words) {
    std::vector<std::string> known = {"--help"};
    for (const auto& flag : verb.flags) {
        if (!flag.positional) known.push_back("--" + flag.name);
    }
    for (const auto word : words) {
        if (word == "--") break;
        if (!word.starts_with("--")) continue;
        const auto option = word.substr(0, word.find('='));
        if (std::ranges::find(known, option) != known.end()) continue;
        return fmt::format(
            "`{0} {1}` has no option `{2}`{3}\nThere are: {4}.\n`{0} {1} --help` says more.",
            program.name,
            verb.name,
            option,
            guess(option, known),
            listed(known)
        );
    }
    return std::nullopt;
}

} // namespace

const Verb* named_verb(const std::vector<Verb>& verbs, Words words) {
    const auto is_named = [&](const Verb& verb) {
        std::string_view name = verb.name;
        for (const auto given : words) {
            const auto word = name.substr(0, name.find(' '));
            if (word != given) return false;
            name.remove_prefix(std::min(word.size() + 1, name.size()));
            if (name.empty()) return true;
        }
        return false;
    };
    const auto found = std::ranges::find_if(verbs, is_named);
    return found == verbs.end() ? nullptr : &*found;
}

std::optional<std::string>
mistaken_words(const Program& program, const std::vector<Verb>& verbs, Words words) {
    if (const auto* const verb = named_verb(verbs, words))
        return unknown_option(program, *verb, words);
    if (words.empty()) return unknown_verb(program, verbs, {}, words);
    const bool is_group = !words_after(verbs, words.front()).empty();
    if (!is_group) return unknown_verb(program, verbs, {}, words);
    return unknown_verb(program, verbs, words.front(), words.subspan(1));
}

} // namespace heed::cli
