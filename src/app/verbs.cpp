// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verbs.hpp"

#include "app/mail_worker.hpp"
#include "app/storage_words.hpp"
#include "kernel/json.hpp"
#include "kernel/refusal_words.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/json/decode.hpp"
#include "platform/relay/relay.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace heed::app {

namespace {

/// A verb on its way to the server that holds the desk, and what came of it.
struct Relayed {
    std::string verb;
    std::map<std::string, std::vector<std::string>> arguments;
    std::string input; // base64url: a letter is bytes
};
HEED_FIELDS(Relayed, verb, arguments, input)

struct RelayAnswer {
    int code = 0;
    std::string output;
    std::string error;
};
HEED_FIELDS(RelayAnswer, code, output, error)

Relayed relayed_from(
    const DeskVerbEntry& entry, const cli::Arguments& arguments, const std::string& input
) {
    Relayed relayed{.verb = entry.verb.name, .arguments = {}, .input = crypto::base64url(input)};
    for (const auto& flag : entry.verb.flags) {
        if (arguments.has(flag.name)) relayed.arguments[flag.name] = arguments.all(flag.name);
    }
    return relayed;
}

int print(const RelayAnswer& answer) {
    std::cout << answer.output << std::flush;
    std::cerr << answer.error << std::flush;
    return answer.code;
}

/// The code of a verb that was done, unless what it printed went nowhere, as to a full disk: then a
/// failure with a sentence.
int heard(int code, std::string_view when_unheard) {
    if (std::cout.flush()) return code;
    std::cerr << "What this prints could not be written; is the disk full, or the output closed? "
              << (code == 0 ? when_unheard : "") << '\n';
    return code == 0 ? exit_fault : code;
}

RelayAnswer run_here(
    House& house, const DeskVerbEntry& entry, const cli::Arguments& arguments, std::string input
) {
    VerbCall call{.house = house, .arguments = arguments, .input = std::move(input)};
    const int code = entry.work(call);
    return {.code = code, .output = std::move(call.output), .error = std::move(call.error)};
}

/// Standard input to its end, so that whoever writes it is heard out; kept up to one byte over the
/// limit.
std::string read_input(std::uint64_t limit) {
    constexpr std::size_t piece_bytes = 65'536;
    std::string input;
    std::string piece(piece_bytes, '\0');
    while (std::cin.read(piece.data(), piece_bytes), std::cin.gcount() > 0) {
        const auto room = limit + 1 - std::min<std::uint64_t>(input.size(), limit + 1);
        const auto count = static_cast<std::uint64_t>(std::cin.gcount());
        input.append(piece, 0, static_cast<std::size_t>(std::min(room, count)));
    }
    return input;
}

int run_desk_verb(const DeskVerbEntry& entry, const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    std::string input;
    const auto limit = config->mail.letter_max.count;
    if (entry.reads_input) input = read_input(limit);
    if (input.size() > limit) {
        std::cerr
            << "This letter is larger than this desk takes: at most " << limit
            << " bytes (mail.letter_max). Raise that limit, or refuse such letters earlier.\n";
        return exit_refused;
    }
    const auto relayed =
        relay::ask(config->data / "heed.sock", to_json(relayed_from(entry, arguments, input)));
    if (relayed) {
        const auto answer = decode_fact<RelayAnswer>(*relayed);
        if (answer) return print(*answer);
        std::cerr << "The running server is of another version: start it again.\n";
        return exit_fault;
    }
    const auto house = House::open(*config, {});
    if (!house) {
        std::cerr << words_of(house.error()) << '\n';
        return exit_refused;
    }
    return print(run_here(**house, entry, arguments, std::move(input)));
}

using Run = std::function<int(const cli::Arguments&)>;

/// Runs a verb; that its folder cannot be used is told with what to do.
int with_folder_faults_told(const Run& run, const cli::Arguments& arguments) {
    try {
        return run(arguments);
    } catch (const std::filesystem::filesystem_error& fault) {
        std::cerr << fault.path1().string() << " cannot be used: " << fault.code().message()
                  << ". Name with --data a folder that the user who runs Heed may read and write, "
                     "and look that nothing else has taken the place.\n";
        return exit_fault;
    } catch (const db::SqliteFault& fault) {
        const auto words = storage_words(fault);
        if (!words) throw;
        std::cerr << words->text << ' ' << words->cure << " (" << fault.what() << ")\n";
        return exit_fault;
    }
}

Run heard_out(Run run, std::string when_unheard) {
    return [run = std::move(run),
            when_unheard = std::move(when_unheard)](const cli::Arguments& arguments) {
        return heard(with_folder_faults_told(run, arguments), when_unheard);
    };
}

} // namespace

int VerbCall::fail(const Error& refused) {
    error += words_of(refused);
    error += '\n';
    return refused.kind == Refusal::unavailable ? exit_try_again : exit_refused;
}

std::optional<config::Config> configured(const cli::Arguments& arguments) {
    config::Sources sources{.environment = config::heed_environment(), .flags = {}};
    for (const auto* flag : {"data", "database", "listen", "base-url", "web-root", "insecure"}) {
        std::string setting = flag;
        std::ranges::replace(setting, '-', '_');
        if (arguments.has(flag)) sources.flags[setting] = arguments.text(flag);
    }
    if (arguments.has("lmtp")) sources.flags["lmtp.listen"] = arguments.text("lmtp");
    auto loaded = config::load(sources);
    if (loaded) return std::move(loaded->config);
    std::cerr << words_of(loaded.error()) << '\n';
    return std::nullopt;
}

std::string answer_relayed(House& house, const std::string& message) {
    const auto refused = [](std::string_view why) {
        return to_json(
            RelayAnswer{.code = exit_fault, .output = {}, .error = std::string(why) + "\n"}
        );
    };
    const auto relayed = decode_fact<Relayed>(message);
    if (!relayed) return refused("the verb could not be read");
    const auto verbs = desk_verbs();
    const auto entry = std::ranges::find_if(verbs, [&](const DeskVerbEntry& verb) {
        return verb.verb.name == relayed->verb;
    });
    if (entry == verbs.end()) return refused("the running server is of another version");
    cli::Arguments arguments;
    for (const auto& [name, values] : relayed->arguments) {
        for (const auto& value : values) arguments.add(name, value);
    }
    return to_json(
        run_here(house, *entry, arguments, crypto::from_base64url(relayed->input).value_or(""))
    );
}

std::optional<std::string> relay_verb(
    const config::Config& config, const DeskVerbEntry& entry, const cli::Arguments& arguments
) {
    const auto answered =
        relay::ask(config.data / "heed.sock", to_json(relayed_from(entry, arguments, "")));
    if (!answered) return std::nullopt;
    const auto answer = decode_fact<RelayAnswer>(*answered);
    return answer ? answer->output : "";
}

std::vector<cli::Verb> all_verbs() {
    auto verbs = alone_verbs();
    std::ranges::move(backup_verbs(), std::back_inserter(verbs));
    std::ranges::move(worker_verbs(), std::back_inserter(verbs));
    for (auto& verb : verbs) {
        auto run = std::move(verb.run);
        // What a server prints is for the log, and it is done when it is stopped.
        verb.run = verb.name == "serve" ? Run([run](const cli::Arguments& given) {
            return with_folder_faults_told(run, given);
        })
                                        : heard_out(std::move(run), "");
    }
    for (auto& entry : desk_verbs()) {
        auto verb = entry.verb;
        auto run = verb.run;
        const auto when_unheard = entry.when_unheard;
        if (!run) // does nothing more than its work on the desk
            run = [entry = std::move(entry)](const cli::Arguments& arguments) {
                return run_desk_verb(entry, arguments);
            };
        // A mail server that is told of a failure would bring the same letter again.
        verb.run = verb.failure != 0 ? std::move(run) : heard_out(std::move(run), when_unheard);
        verbs.push_back(std::move(verb));
    }
    return verbs;
}

} // namespace heed::app
