// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.hpp"
#include "app/openapi.hpp"
#include "app/serve.hpp"
#include "app/verbs.hpp"
#include "features/access/access.hpp"
#include "features/access/one_time_tokens.hpp"
#include "features/people/people.hpp"
#include "kernel/fields.hpp"
#include "kernel/json.hpp"
#include "kernel/refusal_words.hpp"
#include "kernel/text.hpp"
#include "platform/http/free_port.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/header_text.hpp"

#include <fstream>
#include <iostream>
#include <unistd.h>

namespace heed::app {

namespace {

/// The first line of a file, or of standard input for `-`.
std::optional<std::string> read_password(const std::string& file) {
    std::string password;
    if (file == "-") {
        std::getline(std::cin, password);
        return password;
    }
    std::ifstream stream(file);
    constexpr std::size_t longest = 4096; // also of what never ends a line
    for (char letter = 0; password.size() < longest && stream.get(letter) && letter != '\n';)
        password += letter;
    if (!stream.is_open() || stream.bad()) return std::nullopt;
    return std::string(trimmed(password)); // as every other door reads it
}

int say(const Error& refused) {
    std::cerr << words_of(refused) << '\n';
    return exit_refused;
}

/// The administrator's password as it will be stored; empty when they come by invitation.
Result<std::string> encoded_password(const cli::Arguments& arguments) {
    if (!arguments.has("password-file")) return std::string();
    const auto password = read_password(arguments.text("password-file"));
    if (!password)
        return refuse(
            Refusal::not_found, "no_password_file", "", "The password file cannot be read."
        );
    if (password->empty())
        return refuse(
            Refusal::invalid,
            "empty_password_file",
            "",
            "The first line of the password file is empty: it is the password."
        );
    if (auto wrong = crypto::password_refusal(*password)) return std::unexpected(std::move(*wrong));
    return crypto::Passwords().hash(*password);
}

/// Who the first administrator will be, judged before anything of the desk is made: what is refused
/// leaves nothing behind.
Result<access::FirstAdministrator> administrator_in(const cli::Arguments& arguments) {
    const auto email = TRY(people::checked_address(arguments.text("admin"), {}));
    TRY(people::require_meant(email, {}));
    const auto name = mail::display_text(arguments.text("name", people::name_from_address(email)));
    constexpr std::size_t name_max = 200;
    if (name.empty() || code_points(name) > name_max || !is_valid_utf8(name))
        return refuse(
            Refusal::invalid, "bad_name", {}, "The name of the administrator has 1 to 200 letters."
        );
    auto encoded = TRY(encoded_password(arguments));
    return access::FirstAdministrator{
        .name = name, .email = email, .password_encoded = std::move(encoded), .invitation = {}
    };
}

/// What a new desk is told with.
struct MadeDesk {
    std::string data;
    std::optional<std::string> invitation; // where to choose a password
};
HEED_FIELDS(MadeDesk, data, invitation)

void print_made(const MadeDesk& made, bool json) {
    if (json) {
        std::cout << to_json(made) << '\n';
        return;
    }
    std::cout << "The desk in " << made.data << " is ready. Start it with: heed serve --data "
              << made.data << '\n';
    if (made.invitation)
        std::cout << "Then choose a password within 72 hours at " << *made.invitation << '\n';
}

/// Nobody could sign in otherwise: a new desk has no mailbox to send the letter from.
Result<std::string> invitation_to(const House& house, const access::FreshToken& link) {
    const auto token = TRY(access::opened(house.sealer, link));
    return house.config.public_url() + "/desk/invitation/" + token;
}

int init(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    auto administrator = administrator_in(arguments);
    if (!administrator) return say(administrator.error());
    const auto made = House::make_folder(*config);
    if (!made && made.error().code != "exists") return say(made.error());
    const auto house = House::open(*config, {});
    if (!house) return say(house.error());
    if (administrator->password_encoded.empty())
        administrator->invitation = access::fresh_token((*house)->sealer);
    const auto created =
        (*house)->desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
            const auto person =
                TRY(access::create_first_administrator(tx, *administrator, (*house)->clock.now()));
            return Done{.id = person.value};
        });
    if (!created) return say(created.error());
    MadeDesk desk{.data = config->data.string(), .invitation = {}};
    if (administrator->invitation) {
        auto link = invitation_to(**house, *administrator->invitation);
        if (!link) return say(link.error());
        desk.invitation = std::move(*link);
    }
    print_made(desk, arguments.has("json"));
    return 0;
}

void set_up_log(const config::Config& config) {
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    const bool text = config.log.format == config::LogFormat::text ||
                      (config.log.format == config::LogFormat::automatic && terminal);
    log::set_up(text ? log::Format::text : log::Format::json, config.log.level);
}

/// `--listen 127.0.0.1:0` takes any free port, which links and cookies must then name.
config::Config with_real_port(config::Config config) {
    if (!config.listen.ends_with(":0")) return config;
    const auto port = http::free_port(config.listen.substr(0, config.listen.size() - 2));
    config.listen.pop_back();
    config.listen += std::to_string(port);
    return config;
}

/// Each time somebody wishes the desk to begin anew, the server stops, and serves what came of it.
int serve_again_and_again(std::unique_ptr<House> house) {
    const auto config = house->config;
    auto wish = serve(*house);
    while (wish.what != Beginning::none) {
        house.reset();
        if (const auto begun = begin_anew(config, wish); !begun) say(begun.error());
        auto opened = House::open(config, {});
        if (!opened) return say(opened.error());
        house = std::move(*opened);
        wish = serve(*house, wish.what == Beginning::empty ? wish.secret : "");
    }
    return 0;
}

int serve_verb(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    set_up_log(*config);
    const bool new_key = arguments.has("new-key");
    const bool fresh = !std::filesystem::exists(config->key_path());
    if (new_key || fresh) {
        const auto made = new_key ? House::make_new_key(*config) : House::make_folder(*config);
        if (!made) return say(made.error());
    }
    finish_beginning(*config);
    auto house = House::open(with_real_port(*config), {.new_key = new_key});
    if (!house) {
        // A key made just now for a database that has another one is of no use to anybody.
        if (fresh && house.error().code == "wrong_key") std::filesystem::remove(config->key_path());
        return say(house.error());
    }
    return serve_again_and_again(std::move(*house));
}

Result<std::int64_t>
number_in(const cli::Arguments& arguments, const char* name, std::int64_t otherwise) {
    if (!arguments.has(name)) return otherwise;
    const auto number = arguments.number(name);
    constexpr std::int64_t most = 100'000'000;
    if (number && *number >= 1 && *number <= most) return *number;
    return refuse(
        Refusal::invalid,
        "usage",
        {},
        std::string("--") + name + " takes a whole number from 1 to 100000000, not " +
            arguments.text(name) + "."
    );
}

Result<DemoSize> demo_size(const cli::Arguments& arguments) {
    const auto tickets = TRY(number_in(arguments, "tickets", 2'000));
    const auto seed = TRY(number_in(arguments, "seed", 1));
    const auto text = arguments.text("until", "2026-11-20T18:00:00Z");
    const auto until = instant_from_rfc3339(text);
    if (!until)
        return refuse(
            Refusal::invalid,
            "usage",
            {},
            "--until takes an instant as 2026-11-20T18:00:00Z, not " + text + "."
        );
    return DemoSize{
        .tickets = static_cast<std::size_t>(tickets),
        .seed = static_cast<std::uint64_t>(seed),
        .until = *until,
    };
}

struct MadeDemo {
    std::string data;
    std::int64_t tickets = 0;
    std::string email;
    std::string password;
};
HEED_FIELDS(MadeDemo, data, tickets, email, password)

Error refusal_of_used_folder(const std::filesystem::path& data) {
    return refuse(
               Refusal::conflict,
               "already_set_up",
               {},
               "There is a desk already, perhaps a demo desk that was stopped half way. A demo "
               "desk "
               "is made in a new folder (or a new database): delete " +
                   data.string() + " or name another with --data."
    )
        .error();
}

int demo(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    set_up_log(*config);
    const auto wanted = demo_size(arguments);
    if (!wanted) return say(wanted.error());
    const auto& size = *wanted;
    const bool fresh = !std::filesystem::exists(config->key_path());
    if (fresh) {
        const auto made = House::make_folder(*config);
        if (!made) return say(made.error());
    }
    const auto house = House::open(*config, {.bulk_load = fresh});
    if (!house) return say(house.error());
    std::size_t shown = 0;
    const auto made = make_demo(**house, size, [&](std::size_t done, std::size_t all) {
        const auto percent = done * 100 / all;
        if (percent / 10 == shown / 10 && done != all) return;
        shown = percent;
        std::cerr << "demo: " << percent << " % of " << all << " steps\n";
    });
    if (!made && made.error().code == "already_set_up")
        return say(refusal_of_used_folder(config->data));
    if (!made) return say(made.error());
    if (arguments.has("json")) {
        std::cout << to_json(MadeDemo{
                         .data = config->data.string(),
                         .tickets = static_cast<std::int64_t>(size.tickets),
                         .email = std::string(demo_email),
                         .password = std::string(demo_password),
                     })
                  << '\n';
        return 0;
    }
    std::cout << "A demo desk with " << size.tickets << " requests is in " << config->data.string()
              << ". Sign in as " << demo_email << " with the password: " << demo_password << '\n';
    return 0;
}

int show_config(const cli::Arguments& arguments) {
    config::Sources sources{.environment = config::heed_environment(), .flags = {}};
    if (arguments.has("data")) sources.flags["data"] = arguments.text("data");
    const auto loaded = config::load(sources);
    if (!loaded) return say(loaded.error());
    std::cout << (arguments.has("json") ? config::explain_json(*loaded) : config::explain(*loaded))
              << '\n';
    return 0;
}

int print_openapi(const cli::Arguments&) {
    std::cout << openapi();
    return 0;
}

} // namespace

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<cli::Verb> alone_verbs() {
    const cli::Flag listen{
        "listen", "ADDR:PORT", "Where to accept connections (default 127.0.0.1:8080)"
    };
    return {
        {"init",
         "Make a new desk with its first administrator",
         "heed init --data /var/lib/heed --admin you@example.org --password-file secret.txt",
         {data_flag,
          database_flag,
          {"admin", "EMAIL", "Mail address of the administrator", true},
          {"name", "NAME", "Their name"},
          {"password-file",
           "FILE",
           "First line is the password; - for standard input; without it they are invited"},
          json_flag},
         init},
        {"serve",
         "Serve a desk",
         "heed serve --data /var/lib/heed --listen 127.0.0.1:8080",
         {data_flag,
          database_flag,
          listen,
          {"base-url", "URL", "How people reach the desk, e.g. https://help.example.org"},
          {"insecure", "", "Allow http elsewhere than on this machine"},
          {"lmtp", "PLACE", "Take letters by LMTP, at 127.0.0.1:2424 or unix:/run/heed/lmtp"},
          {"web-root", "DIR", "Use these built web files instead of the embedded ones"},
          {"new-key",
           "",
           "Make a new key for a desk whose key file is lost or may have leaked; mailbox passwords "
           "must be entered again"}},
         serve_verb},
        {"demo",
         "Make a demo desk: a company with two years of requests",
         "heed demo --data demo-desk --tickets 2000 --seed 1",
         {data_flag,
          database_flag,
          {"tickets", "N", "How many requests (default 2000)"},
          {"seed", "S", "The same number makes the same desk (default 1)"},
          {"until", "INSTANT", "When its last day ends (default 2026-11-20T18:00:00Z)"},
          json_flag},
         demo},
        {"config",
         "Show every setting, where it comes from and what it means",
         "heed config --explain --data /var/lib/heed",
         {data_flag, {"explain", "", "With meanings (always on)"}, json_flag},
         show_config},
        {"openapi",
         "Print the OpenAPI 3.1 document of the API",
         "heed openapi > openapi.json",
         {},
         print_openapi},
    };
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace heed::app
