// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::cli {

/// What was given on the command line, by name of the flag without dashes.
class Arguments {
public:
    void add(const std::string& name, std::string value) {
        values_[name].push_back(std::move(value));
    }

    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }

    /// The last value of a flag; `otherwise` when it was not given.
    [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {}) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// A flag or, without dashes in its name, a word that stands by itself.
struct Flag {
    std::string name;  // "data", "json"; shown as --data
    std::string value; // placeholder like DIR; empty for a switch
    std::string help;
    bool required = false;
    bool positional = false;
    bool many = false;
};

/// One thing the program can be told to do, e.g. `heed token create`.
struct Verb {
    std::string name;    // "serve", "token create"
    std::string summary; // one line
    std::string example; // a whole command line
    std::vector<Flag> flags;
    std::function<int(const Arguments&)> run;
    // What every failure of this verb is told as, whatever it was; 0: as it is. For programs that
    // act on the code: a mail server returns a letter to its sender for all but 75.
    int failure = 0;
};

struct Program {
    std::string name;
    std::string version; // for --version
};

/// Finds the verb, reads its flags and runs it. Prints help or a sentence about what is wrong.
/// Returns the exit code: 64 for a wrong command line.
int run(const Program& program, const std::vector<Verb>& verbs, int argc, char** argv);

} // namespace heed::cli
