// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.hpp"
#include "app/openapi.hpp"
#include "app/serve.hpp"
#include "app/verbs.hpp"
#include "features/access/access.hpp"
#include "features/people/people.hpp"
#include "platform/log/log.hpp"

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
    if (!stream || !std::getline(stream, password)) return std::nullopt;
    return password;
}

int say(const Error& refused) {
    std::cerr << (refused.detail.empty() ? refused.code : refused.detail) << '\n';
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
    if (auto wrong = crypto::password_refusal(*password)) return std::unexpected(std::move(*wrong));
    return crypto::Passwords().hash(*password);
}

int init(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    const auto encoded = encoded_password(arguments);
    if (!encoded) return say(encoded.error());
    const auto made = House::make_folder(*config);
    if (!made && made.error().code != "exists") return say(made.error());
    const auto house = House::open(*config, {});
    if (!house) return say(house.error());
    const auto email = arguments.text("admin");
    const access::FirstAdministrator administrator{
        .name = arguments.text("name", people::name_from_address(email)),
        .email = email,
        .password_encoded = *encoded,
    };
    const auto created =
        (*house)->desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
            const auto person =
                TRY(access::create_first_administrator(tx, administrator, (*house)->clock.now()));
            return Done{.id = person.value};
        });
    if (!created) return say(created.error());
    std::cout << "The desk in " << config->data.string()
              << " is ready. Start it with: heed serve --data " << config->data.string() << '\n';
    return 0;
}

void set_up_log(const config::Config& config) {
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    const bool text = config.log.format == config::LogFormat::text ||
                      (config.log.format == config::LogFormat::automatic && terminal);
    log::set_up(text ? log::Format::text : log::Format::json, config.log.level);
}

int serve_verb(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    set_up_log(*config);
    if (!std::filesystem::exists(config->key_path())) {
        const auto made = House::make_folder(*config);
        if (!made) return say(made.error());
    }
    const auto house = House::open(*config, {});
    if (!house) return say(house.error());
    return serve(**house);
}

int demo(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    set_up_log(*config);
    const DemoSize size{
        .tickets = static_cast<std::size_t>(arguments.number("tickets").value_or(2'000)),
        .seed = static_cast<std::uint64_t>(arguments.number("seed").value_or(1)),
        .until = instant_from_rfc3339(arguments.text("until", "2026-11-20T18:00:00Z"))
                     .value_or(Instant{}),
    };
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
    if (!made) return say(made.error());
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
           "First line is the password; - for standard input; without it they are invited"}},
         init},
        {"serve",
         "Serve a desk",
         "heed serve --data /var/lib/heed --listen 127.0.0.1:8080",
         {data_flag,
          database_flag,
          listen,
          {"base_url", "URL", "How people reach the desk, e.g. https://help.example.org"},
          {"insecure", "", "Allow http elsewhere than on this machine"},
          {"web_root", "DIR", "Use these built web files instead of the embedded ones"}},
         serve_verb},
        {"demo",
         "Make a demo desk: a company with two years of requests",
         "heed demo --data demo-desk --tickets 2000 --seed 1",
         {data_flag,
          database_flag,
          {"tickets", "N", "How many requests (default 2000)"},
          {"seed", "S", "The same number makes the same desk (default 1)"},
          {"until", "INSTANT", "When its last day ends (default 2026-11-20T18:00:00Z)"}},
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

} // namespace heed::app
