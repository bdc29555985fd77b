// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/doctor.hpp"

#include "app/backup_folder.hpp"
#include "app/file_place.hpp"
#include "app/open_files.hpp"
#include "app/storage_words.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/search/search.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "platform/db/engine_version.hpp"
#include "platform/dns/sending.hpp"
#include "platform/json/decode.hpp"
#include "platform/relay/relay.hpp"
#include "platform/tz/tz.hpp"

#include <algorithm>
#include <iostream>
#include <limits>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

Finding good(std::string_view subject, std::string text) {
    return {.subject = std::string(subject), .level = "good", .text = std::move(text), .cure = {}};
}

Finding
trouble(std::string_view level, std::string_view subject, std::string text, std::string cure) {
    return {
        .subject = std::string(subject),
        .level = std::string(level),
        .text = std::move(text),
        .cure = std::move(cure),
    };
}

Finding bad(std::string_view subject, std::string text, std::string cure) {
    return trouble("bad", subject, std::move(text), std::move(cure));
}

Finding warning(std::string_view subject, std::string text, std::string cure) {
    return trouble("warning", subject, std::move(text), std::move(cure));
}

/// Whether others on this machine may do anything with it; nothing when it cannot be seen.
std::optional<bool> is_open_to_others(const fs::path& path) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

Finding look_at_folder(const config::Config& config) {
    const auto folder = config.data.string();
    const auto open = is_open_to_others(config.data);
    if (!open)
        return bad(
            "data folder",
            folder + " is not there or cannot be entered.",
            "Make a desk with `heed init --data " + folder + "`, or run this as its owner."
        );
    if (*open)
        return warning(
            "data folder", folder + " is open to others.", "Run chmod 700 on " + folder + "."
        );
    for (const auto* const name : {"heed.db", "heed.db-wal", "heed.db-shm", "heed.toml"}) {
        if (is_open_to_others(config.data / name).value_or(false))
            return warning(
                "data folder",
                fmt::format("{}/{} is open to others.", folder, name),
                fmt::format("Run chmod 600 on {}/{}.", folder, name)
            );
    }
    return good("data folder", folder + " is for its owner alone.");
}

Finding look_at_key(const config::Config& config) {
    const auto sealer = crypto::Sealer::load(config.key_path());
    if (sealer) return good("key file", config.key_path().string() + " is readable.");
    return bad(
        "key file",
        sealer.error().detail + ".",
        "Put heed.key back from your backup. If it is lost for good, `heed serve --new-key`; the "
        "passwords of the mailboxes must then be entered again."
    );
}

Finding look_at_disk(const config::Config& config) {
    constexpr std::uint64_t mebi = std::uint64_t{1024} * 1024;
    constexpr std::uint64_t little = 1024 * mebi;
    constexpr std::uint64_t none = 64 * mebi;
    std::error_code failed;
    const auto space = fs::space(config.data, failed);
    if (failed)
        return bad("disk", "Its space cannot be read: " + failed.message(), "Mount it again.");
    const auto text = fmt::format("{} MiB are free.", space.available / mebi);
    if (::access(config.data.c_str(), W_OK) != 0)
        return bad(
            "disk",
            "The data folder cannot be written.",
            "Mount it for writing, and make the user that runs Heed its owner."
        );
    if (space.available < none)
        return bad("disk", text, "Free some space: Heed refuses to keep anything on a full disk.");
    if (space.available < little) return warning("disk", text, "Free some space soon.");
    return good("disk", text);
}

Finding look_at_address(const config::Config& config) {
    const auto url = config.public_url();
    const bool local = url.starts_with("http://127.") || url.starts_with("http://localhost") ||
                       url.starts_with("http://[::1]");
    const bool local_listen =
        config.listen.starts_with("127.") || config.listen.starts_with("[::1]");
    if (url.starts_with("http://") && !local)
        return warning(
            "address",
            url + " is not protected: passwords travel readable.",
            "Let a proxy end TLS, and set base_url to https://…"
        );
    if (local && !local_listen)
        return warning(
            "address",
            "Heed listens for other machines, but links in letters would lead to " + url + ".",
            "Set base_url to the address that people type."
        );
    return good("address", "People reach the desk at " + url + ".");
}

/// LMTP knows neither TLS nor sign-in, and what comes by it has passed no filter of this desk.
Finding look_at_letter_door(const config::Config& config) {
    const auto& place = config.lmtp.listen;
    if (place.empty()) return good("lmtp", "No letters are taken by LMTP.");
    const bool local =
        place.starts_with("unix:") || place.starts_with("127.") || place.starts_with("[::1]");
    if (!local)
        return warning(
            "lmtp",
            "Letters are taken by LMTP at " + place + ", from whoever reaches that.",
            "Listen at 127.0.0.1 or a socket file; or let a firewall admit the mail server alone."
        );
    return good("lmtp", "Letters are taken by LMTP at " + place + ".");
}

Finding look_at_zones() {
    if (tz::find_zone("Europe/Vienna") && tz::find_zone("America/New_York"))
        return good("zone data", "Time zones are there.");
    return bad(
        "zone data", "The time zones of this machine cannot be read.", "Install the package tzdata."
    );
}

Finding look_at_clock() {
    timex state = {};
    const int answer = ::adjtimex(&state);
    if (answer == TIME_ERROR || (state.status & STA_UNSYNC) != 0)
        return warning(
            "clock",
            "Nothing keeps the clock of this machine right.",
            "Run a time service, as systemd-timesyncd or chrony."
        );
    return good("clock", "The clock is kept right.");
}

std::vector<Finding> findings_outside(const config::Config& config) {
    return {
        look_at_folder(config),
        look_at_key(config),
        look_at_disk(config),
        finding_on_files(config),
        look_at_address(config),
        look_at_letter_door(config),
        look_at_zones(),
        look_at_clock(),
    };
}

Finding look_at_integrity(House& house, std::int64_t bytes_max) {
    const auto bytes = house.db->size_bytes();
    if (bytes > bytes_max) {
        house.db->read([](db::Transaction& tx) { return settings::settings_of(tx); });
        constexpr std::int64_t mebi = std::int64_t{1024} * 1024;
        return good(
            "database",
            fmt::format(
                "It answers. Its {} MiB were not read through: `heed doctor --whole` does that.",
                bytes / mebi
            )
        );
    }
    const auto problems = house.db->integrity_problems();
    if (problems.empty()) return good("database", "It is sound.");
    return bad(
        "database",
        fmt::format("{} problems; the first: {}", problems.size(), problems.front()),
        "Stop Heed, keep a copy of the data folder, and restore the last good backup."
    );
}

Finding look_at_engine(House& house) {
    const auto version = db::engine_version(*house.db);
    if (house.db->engine() == db::Engine::sqlite) return good("engine", "SQLite " + version + ".");
    constexpr int oldest = 15;
    if (db::major_version(version) >= oldest) return good("engine", "PostgreSQL " + version + ".");
    return bad(
        "engine", "PostgreSQL " + version + " is too old.", "Move to PostgreSQL 15 or newer."
    );
}

void look_at_mailboxes(House& house, std::vector<Finding>& findings) {
    const auto now = house.clock.now();
    const std::string cure = "Look at Settings, Mailboxes: its test says what is wrong.";
    house.db->read([&](db::Transaction& tx) {
        for (const auto& one : mailboxes::all_mailboxes(tx)) {
            const auto why = mailboxes::secret_trouble(one, house.sealer);
            if (!why.empty())
                findings.push_back(
                    bad("mailbox", one.name + ": " + why + ".", "Enter its password again.")
                );
        }
        for (const auto& one : mailboxes::troubled(tx, now))
            findings.push_back(warning("mailbox", one.text, cure));
        for (const auto& one : mailboxes::all_mailboxes(tx)) {
            for (const auto& key : mailboxes::signing_keys_of(tx, one.id)) {
                if (one.active && key.signs && !mailboxes::private_half(key, house.sealer))
                    findings.push_back(bad(
                        "dkim",
                        fmt::format(
                            "{}: its letters leave unsigned, as the key {} was sealed with a key "
                            "file that is lost.",
                            one.name,
                            key.selector
                        ),
                        "Remove that key in the settings of the mailbox, and make another."
                    ));
            }
        }
        if (settings::is_quiet(tx))
            findings.push_back(warning(
                "mailbox",
                "The desk is quiet: nothing is fetched and nothing sent.",
                "Resume it in the banner of the desk, or with `heed resume`, when that is no "
                "longer "
                "wanted."
            ));
        return true;
    });
    const auto is_mailbox = [](const Finding& finding) { return finding.subject == "mailbox"; };
    if (std::ranges::none_of(findings, is_mailbox))
        findings.push_back(good("mailbox", "No mailbox is in trouble."));
}

Finding look_at_search(House& house) {
    constexpr std::uint64_t mebi = std::uint64_t{1024} * 1024;
    const std::string cure = "It fills by itself while `heed serve` runs. If it stays so, `heed "
                             "rebuild search` begins anew.";
    const auto standing = search::standing_of(house.desk);
    const auto size = house.index.size();
    if (standing.incomplete)
        return warning(
            "search",
            fmt::format("The index is not whole yet: {} documents so far.", size.documents),
            cure
        );
    if (standing.behind_seconds)
        return warning(
            "search",
            fmt::format("Searches do not find the last {} s.", *standing.behind_seconds),
            cure
        );
    return good(
        "search", fmt::format("{} documents in {} MiB.", size.documents, size.bytes / mebi)
    );
}

Finding look_at_reactors(House& house) {
    const auto parked = house.reactors.parked();
    if (parked.empty()) return good("readers", "No reader of the journal has set work aside.");
    return warning(
        "readers",
        fmt::format("{} subjects are set aside after failing.", parked.size()),
        "`heed reactor list` shows them, `heed reactor retry` tries again."
    );
}

Finding look_at_sandbox(House& house) {
    const auto state = house.desk.sandbox.state();
    return state.shut_in ? good("letters", state.text) : warning("letters", state.text, state.cure);
}

/// Of those that the server makes by itself; others cannot be seen from here.
Finding look_at_backups(const config::Config& config, Instant now) {
    const auto& wish = config.backup;
    const std::string subject = "backups";
    if (wish.into.empty())
        return warning(
            subject,
            "This desk makes no backups by itself.",
            "Name a folder in backup.into, best on another disk, unless something else backs it "
            "up."
        );
    const auto kept = backups_in(wish.into);
    const std::string cure = "The log says `backup_failed` and why; try `heed backup --into " +
                             wish.into.string() + "` by hand.";
    if (kept.empty())
        return warning(subject, "There is no backup in " + wish.into.string() + " yet.", cure);
    const auto age = std::chrono::floor<std::chrono::hours>(now - kept.front().written_at);
    auto text = fmt::format(
        "The newest of {} backups in {} is {} hours old and has {} bytes.",
        kept.size(),
        wish.into.string(),
        age.count(),
        kept.front().bytes
    );
    if (age > 2 * wish.every) return bad(subject, std::move(text), cure);
    return good(subject, std::move(text));
}

Finding look_at_open_files() {
    const auto allowed = open_files_allowed();
    if (allowed >= open_files_wanted)
        return good("open_files", fmt::format("{} files and connections may be open.", allowed));
    return warning(
        "open_files",
        fmt::format(
            "Only {} files and connections may be open here; a full desk has {}.",
            allowed,
            open_files_wanted
        ),
        "Set LimitNOFILE=65536 in the service, or `ulimit -Hn 65536` in what starts the desk."
    );
}

/// The same words for what was found elsewhere.
Finding finding_of(const dns::SendingFinding& found) {
    auto cure = found.cure;
    if (!found.record.empty()) cure += " " + found.record;
    return {
        .subject = std::string(name_of(found.subject)),
        .level = std::string(name_of(found.level)),
        .text = found.text,
        .cure = cure.empty() ? std::nullopt : std::optional(cure),
    };
}

struct Findings {
    std::vector<Finding> items;
};
HEED_FIELDS(Findings, items)

std::int64_t bytes_max_of(const cli::Arguments& arguments) {
    return arguments.has("whole") ? std::numeric_limits<std::int64_t>::max() : read_through_bytes;
}

/// What is in the desk, and what the name service knows of it.
std::vector<Finding> whole_findings(House& house, std::int64_t bytes_max) {
    auto findings = findings_in(house, bytes_max);
    for (auto& finding : findings_on_sending(house, dns::system_resolvers()))
        findings.push_back(std::move(finding));
    return findings;
}

int report_desk(VerbCall& call) {
    const auto bytes_max = bytes_max_of(call.arguments);
    call.print(to_json(Findings{.items = whole_findings(call.house, bytes_max)}));
    return 0;
}

/// By the server that holds the desk, else by opening it here.
std::vector<Finding>
findings_of_desk(const config::Config& config, const cli::Arguments& arguments) {
    const std::string cure = "See the lines about the data folder, the key and the disk.";
    try {
        const auto relayed = relay_verb(config, doctor_verb(), arguments);
        if (relayed) {
            auto found = decode_fact<Findings>(*relayed);
            if (found) return std::move(found->items);
            return {
                bad("desk", "The running server gave no answer.", "Restart it with this version.")
            };
        }
        const auto house = House::open(config, {});
        if (house) return whole_findings(**house, bytes_max_of(arguments));
        return {bad("desk", house.error().detail, cure)};
    } catch (const db::SqliteFault& fault) {
        const auto words = storage_words(fault);
        if (words) return {bad("database", words->text, words->cure)};
        return {bad("desk", "It cannot be opened: " + std::string(fault.what()), cure)};
    } catch (const std::exception& fault) {
        return {bad("desk", "It cannot be opened: " + std::string(fault.what()), cure)};
    }
}

void print(const Finding& finding) {
    std::cout << fmt::format("{:<8} {:<12} {}\n", finding.level, finding.subject, finding.text);
    if (finding.cure) std::cout << fmt::format("{:<21} → {}\n", "", *finding.cure);
}

} // namespace

Finding finding_on_files(const config::Config& config) {
    if (config.files.bucket.empty()) return good("files", "Attachments lie in the data folder.");
    if (!fs::exists(config.data))
        return bad("files", "The bucket cannot be tried out.", "See the line on the data folder.");
    try {
        files::Disk disk;
        // Once: what passes is to be seen here.
        file_place(config, disk, {.tries = 1})->try_out();
    } catch (const bucket::BucketFault& fault) {
        return bad("files", fault.what(), fault.cure());
    } catch (const StorageFault& fault) {
        return bad(
            "files",
            fmt::format("What is fetched from the bucket cannot be kept: {}.", fault.what()),
            "Make the user that runs Heed the owner of the data folder, and free some space."
        );
    }
    return good(
        "files",
        fmt::format(
            "Attachments lie in the bucket {} at {}; writing, reading and deleting work.",
            config.files.bucket,
            config.files.endpoint
        )
    );
}

std::vector<Finding> findings_in(House& house, std::int64_t bytes_max) {
    std::vector<Finding> findings{look_at_engine(house), look_at_integrity(house, bytes_max)};
    look_at_mailboxes(house, findings);
    findings.push_back(look_at_sandbox(house));
    findings.push_back(look_at_open_files());
    findings.push_back(look_at_backups(house.config, house.clock.now()));
    findings.push_back(look_at_reactors(house));
    findings.push_back(look_at_search(house));
    return findings;
}

std::vector<Finding> findings_on_sending(House& house, const dns::Resolvers& resolvers) {
    std::vector<Finding> findings;
    const auto domains = house.db->read(mailboxes::sending_domains);
    for (const auto& sending : domains) {
        const auto resolver = resolvers(); // one that gave up gives up on one domain alone
        for (const auto& found : dns::judge_sending(*resolver, sending))
            findings.push_back(finding_of(found));
    }
    return findings;
}

int doctor(const cli::Arguments& arguments) {
    const auto config = configured(arguments);
    if (!config) return exit_refused;
    auto findings = findings_outside(*config);
    for (auto& finding : findings_of_desk(*config, arguments))
        findings.push_back(std::move(finding));
    if (arguments.has("json"))
        std::cout << to_json(findings) << '\n';
    else
        std::ranges::for_each(findings, print);
    const bool sick = std::ranges::any_of(findings, [](const Finding& finding) {
        return finding.level == "bad";
    });
    return sick ? exit_refused : 0;
}

DeskVerbEntry doctor_verb() {
    return {
        .verb =
            {.name = "doctor",
             .summary = "Look for what is wrong with this installation, and say what to do",
             .example = "heed doctor --data /var/lib/heed",
             .flags =
                 {data_flag,
                  database_flag,
                  {.name = "whole",
                   .value = "",
                   .help = "Read a large database through, which takes minutes"},
                  json_flag},
             .run = doctor},
        .work = report_desk,
    };
}

} // namespace heed::app
