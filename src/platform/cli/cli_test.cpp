// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/cli/cli.hpp"

#include <doctest/doctest.h>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace heed::cli {

namespace {

struct Ended {
    int code = 0;
    std::string out = {};
    std::string error = {};
};

/// What a stream is given while this lives.
class Caught {
public:
    explicit Caught(std::ostream& stream) : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}

    Caught(const Caught&) = delete;
    Caught& operator=(const Caught&) = delete;

    ~Caught() { stream_.rdbuf(before_); }

    [[nodiscard]] std::string text() const { return text_.str(); }

private:
    std::ostringstream text_;
    std::ostream& stream_;
    std::streambuf* before_;
};

/// A program that counts sheep and cows.
struct Farm {
    Arguments heard = {};
    std::vector<Verb> verbs = {
        {.name = "count",
         .summary = "Count what there is",
         .example = "farm count --kind sheep 7",
         .flags =
             {{.name = "kind", .value = "KIND", .help = "Which", .required = true, .many = true},
              {.name = "json", .value = "", .help = "As JSON"},
              {.name = "place", .value = "DIR", .help = "In which stable"},
              {.name = "field", .value = "N", .help = "Where", .positional = true}},
         .run =
             [this](const Arguments& arguments) {
                 heard = arguments;
                 return 3;
             }},
        {.name = "cow milk",
         .summary = "Milk a cow",
         .example = "farm cow milk --name Berta",
         .flags = {{.name = "name", .value = "NAME", .help = "Hers"}},
         .run = [](const Arguments&) -> int { throw std::runtime_error("the cow is away"); },
         .failure = 75},
        {.name = "cow feed",
         .summary = "Feed a cow",
         .example = "farm cow feed",
         .flags = {},
         .run = [](const Arguments&) { return 1; }},
    };

    Ended run(std::vector<std::string> words) {
        words.insert(words.begin(), "farm");
        std::vector<char*> pointers;
        for (auto& word : words) pointers.push_back(word.data());
        const Caught out(std::cout);
        const Caught error(std::cerr);
        const Program program{.name = "farm", .version = "1.2"};
        const auto code =
            cli::run(program, verbs, static_cast<int>(pointers.size()), pointers.data());
        return {.code = code, .out = out.text(), .error = error.text()};
    }
};

} // namespace

TEST_CASE("cli: a verb hears its flags and gives its code back") {
    Farm farm;
    CHECK(farm.run({"count", "--kind", "sheep", "--kind", "cow", "--json", "7"}).code == 3);
    CHECK(farm.heard.all("kind") == std::vector<std::string>{"sheep", "cow"});
    CHECK(farm.heard.has("json"));
    CHECK(farm.heard.number("field") == 7);
    CHECK(farm.heard.text("other", "none") == "none");
    CHECK_FALSE(farm.heard.number("kind"));
    CHECK(farm.run({"count", "--kind", "sheep", "--place", "barn", "9"}).code == 3);
    CHECK(farm.heard.text("place") == "barn");
    CHECK(farm.heard.number("field") == 9);
    CHECK(farm.run({"count", "--kind", "cow", "--place", "a", "--place", "b"}).code == 64);
    CHECK(farm.run({"cow", "feed"}).code == 1);
}

TEST_CASE("cli: every verb and every group of verbs has help with an example") {
    Farm farm;
    const auto verb = farm.run({"count", "--help"});
    CHECK(verb.code == 0);
    CHECK(verb.out.contains("farm count --kind sheep 7"));
    const auto group = farm.run({"cow", "--help"});
    CHECK(group.code == 0);
    CHECK(group.out.contains("Example:\n  farm cow milk --name Berta"));
    CHECK(group.out.contains("Feed a cow"));
    CHECK(farm.run({"cow", "feed", "--help"}).out.contains("Example:\n  farm cow feed"));
    CHECK(farm.run({"--version"}).out.contains("farm 1.2"));
}

TEST_CASE("cli: a wrong command line ends with 64 and a sentence") {
    Farm farm;
    for (const auto& words : std::vector<std::vector<std::string>>{
             {}, {"shear"}, {"count"}, {"count", "--kind"}, {"count", "--colour", "red"}, {"cow"}
         }) {
        const auto ended = farm.run(words);
        CHECK(ended.code == 64);
        CHECK(!ended.error.empty());
    }
    CHECK(farm.run({"count"}).error.contains("--kind"));
}

TEST_CASE("cli: an unknown verb is named, with what is nearest and what there is") {
    Farm farm;
    const auto far = farm.run({"shear"});
    CHECK(far.code == 64);
    CHECK(
        far.error == "`farm` does not know `shear`.\nThere are: count, cow.\n"
                     "`farm --help` says more.\n"
    );
    CHECK(farm.run({"cuont", "--kind", "cow"}).error.contains("`cuont`; did you mean `count`?"));
    const auto nothing = farm.run({});
    CHECK(nothing.code == 64);
    CHECK(nothing.error.starts_with("`farm` needs to be told what to do.\nThere are: count, cow."));
    const auto in_group = farm.run({"cow", "fed"});
    CHECK(in_group.code == 64);
    CHECK(
        in_group.error == "`farm cow` does not know `fed`; did you mean `feed`?\n"
                          "There are: milk, feed.\n`farm cow --help` says more.\n"
    );
    CHECK(farm.run({"--frob"}).error.starts_with("`farm` does not know `--frob`.\n"));
    CHECK(farm.run({"cow"}).error.starts_with("`farm cow` needs to be told what to do.\n"));
}

TEST_CASE("cli: an unknown option of a verb is named, with what is nearest") {
    Farm farm;
    const auto ended = farm.run({"count", "--kin=cow", "--json"});
    CHECK(ended.code == 64);
    CHECK(ended.error.starts_with("`farm count` has no option `--kin`; did you mean `--kind`?\n"
                                  "There are: --help, --kind, --json, --place.\n"));
    CHECK(farm.run({"count", "--colour", "red"})
              .error.starts_with("`farm count` has no option `--colour`.\n"));
    CHECK(farm.run({"count", "--kind"}).error.contains("--kind")); // known, and without a value
    CHECK_FALSE(farm.run({"count", "--kind"}).error.contains("no option"));
}

TEST_CASE("cli: a verb may tell every failure by one code") {
    Farm farm;
    const auto thrown = farm.run({"cow", "milk"});
    CHECK(thrown.code == 75);
    CHECK(thrown.error.contains("the cow is away"));
    CHECK(farm.run({"cow", "milk", "--colour", "red"}).code == 75);
}

} // namespace heed::cli
