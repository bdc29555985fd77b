// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/house.hpp"
#include "app/verbs.hpp"
#include "platform/relay/relay.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdlib.h>

using namespace heed;
namespace fs = std::filesystem;

namespace {

constexpr auto a_letter = "From: ana@acme.example\r\nTo: help@desk.example\r\nSubject: VPN\r\n"
                          "Message-ID: <one@acme.example>\r\n\r\nIt does not connect.\r\n";

/// Standard input, output and error of a verb that runs in this process.
class Terminal {
public:
    explicit Terminal(const std::string& input)
        : input_(input),
          cin_(std::cin.rdbuf(input_.rdbuf())),
          cout_(std::cout.rdbuf(output_.rdbuf())),
          cerr_(std::cerr.rdbuf(error_.rdbuf())) {}

    ~Terminal() {
        std::cin.rdbuf(cin_);
        std::cout.rdbuf(cout_);
        std::cerr.rdbuf(cerr_);
    }

    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    [[nodiscard]] std::string error() const { return error_.str(); }

private:
    std::istringstream input_;
    std::ostringstream output_;
    std::ostringstream error_;
    std::streambuf* cin_;
    std::streambuf* cout_;
    std::streambuf* cerr_;
};

struct Ended {
    int code = 0;
    std::string error;
};

/// What a mail server's pipe transport sees of `heed mail ingest` with these words after it.
Ended ingest(std::vector<std::string> words, const std::string& letter = a_letter) {
    words.insert(words.begin(), {"heed", "mail", "ingest"});
    std::vector<char*> pointers;
    pointers.reserve(words.size());
    for (auto& word : words) pointers.push_back(word.data());
    const Terminal terminal(letter);
    const int code = cli::run(
        {.name = "heed", .version = "0"},
        app::all_verbs(),
        static_cast<int>(pointers.size()),
        pointers.data()
    );
    return {.code = code, .error = terminal.error()};
}

/// The folder of a desk, which goes with the test.
struct DeskFolder {
    fs::path path;

    DeskFolder() {
        std::string pattern = (fs::temp_directory_path() / "heed-pipe-XXXXXX").string();
        path = mkdtemp(pattern.data());
        config::Config config;
        config.data = path;
        REQUIRE(app::House::make_folder(config).has_value());
        REQUIRE(app::House::open(config, {}).has_value());
    }

    ~DeskFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    DeskFolder(const DeskFolder&) = delete;
    DeskFolder& operator=(const DeskFolder&) = delete;

    [[nodiscard]] std::string name() const { return path.string(); }
};

void check_kept_by_the_mail_server(const Ended& ended) {
    CHECK(ended.code == app::exit_try_again);
    CHECK_FALSE(ended.error.empty());
}

} // namespace

TEST_CASE("a letter by the pipe is taken with 0 once it is safely kept") {
    const DeskFolder desk;
    CHECK(ingest({"--data", desk.name()}).code == 0);
    CHECK(ingest({"--help"}).code == 0);
}

TEST_CASE("without its folder or its key the desk leaves a letter to the mail server") {
    const DeskFolder desk;
    check_kept_by_the_mail_server(ingest({"--data", desk.name() + "/nowhere"}));
    fs::remove(desk.path / "heed.key");
    check_kept_by_the_mail_server(ingest({"--data", desk.name()}));
}

TEST_CASE("a mistake in heed.toml leaves a letter to the mail server") {
    const DeskFolder desk;
    std::ofstream(desk.path / "heed.toml") << "listenn = 1\n";
    check_kept_by_the_mail_server(ingest({"--data", desk.name()}));
}

TEST_CASE("a database that is down leaves a letter to the mail server") {
    const DeskFolder desk;
    check_kept_by_the_mail_server(
        ingest({"--data", desk.name(), "--database", "postgres://nobody@127.0.0.1:1/nothing"})
    );
}

TEST_CASE("a mistake on the command line of the pipe leaves a letter to the mail server") {
    const DeskFolder desk;
    check_kept_by_the_mail_server(ingest({"--data", desk.name(), "--mail-box", "help@x.example"}));
    check_kept_by_the_mail_server(ingest({"--data"}));
    check_kept_by_the_mail_server(ingest({"--data", desk.name(), "--mailbox", "nobody@desk.example"}
    ));
}

TEST_CASE("a letter that is too large is left to the mail server with a sentence") {
    const DeskFolder desk;
    std::ofstream(desk.path / "heed.toml") << "[mail]\nletter_max = \"1 MiB\"\n";
    const std::string letter = a_letter;
    const auto ended =
        ingest({"--data", desk.name()}, letter + std::string((1U << 20U) - letter.size() + 1, 'x'));
    CHECK(ended.code == 75);
    CHECK(ended.error.contains("larger than this desk takes"));
    const auto fits =
        ingest({"--data", desk.name()}, letter + std::string((1U << 20U) - letter.size(), 'x'));
    CHECK(fits.code == 0);
}

TEST_CASE("a running server that does not do its part leaves a letter to the mail server") {
    const DeskFolder desk;
    std::string answer;
    const relay::Server server(desk.path / "heed.sock", [&](const std::string&) { return answer; });
    for (const auto* said :
         {R"({"code":70,"output":"","error":"the running server is of another version\n"})",
          R"({"code":1,"output":"","error":"refused\n"})",
          "no answer at all"}) {
        answer = said;
        check_kept_by_the_mail_server(ingest({"--data", desk.name()}));
    }
}
