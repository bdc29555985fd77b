// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/settings.hpp"

#include "kernel/spelling.hpp"
#include "kernel/text.hpp"
#include "platform/config/checks.hpp"

#include <algorithm>

namespace heed::config {

namespace {

template <auto member>
Slot top(Config& config) {
    return &(config.*member);
}

template <auto group, auto member>
Slot in(Config& config) {
    return &(config.*group.*member);
}

using C = Config;

constexpr std::int64_t threads_max = 256;
constexpr std::int64_t rate_max = 1'000'000;

constexpr Setting table[] = {
    {.name = "listen",
     .meaning = "Address and port to serve on, as 127.0.0.1:8080 or [::]:8080.",
     .slot = top<&C::listen>,
     .check = [](const C& c) { return check_listen(c.listen); }},
    {.name = "base_url",
     .meaning =
         "How people reach this desk, as https://help.example.com. Empty: http:// and `listen`.",
     .slot = top<&C::base_url>,
     .check = [](const C& c) { return check_base_url(c); }},
    {.name = "insecure",
     .meaning = "Allow http:// in base_url on other than loopback addresses. Passwords then travel "
                "unprotected.",
     .slot = top<&C::insecure>,
     .check = no_check},
    {.name = "trusted_proxies",
     .meaning =
         "Proxies that may set X-Forwarded-For and -Proto: addresses or networks, as 10.0.0.0/8.",
     .slot = top<&C::trusted_proxies>,
     .check = [](const C& c) { return check_networks(c.trusted_proxies); }},
    {.name = "database",
     .meaning = "`sqlite` (a file in the data folder) or postgres://user:password@host/name.",
     .slot = top<&C::database>,
     .check = [](const C& c) { return check_database(c.database); },
     .is_secret = true},
    {.name = "data",
     .meaning = "Folder of the database, attachments and heed.toml. Not in heed.toml itself.",
     .slot = top<&C::data>,
     .check = no_check},
    {.name = "key_file",
     .meaning =
         "File with the keys that seal passwords of mailboxes. Empty: heed.key in the data folder.",
     .slot = top<&C::key_file>,
     .check = [](const C& c) { return check_key_file(c.key_file); }},
    {.name = "web_root",
     .meaning = "Serve the web apps from this folder instead of those in the program.",
     .slot = top<&C::web_root>,
     .check = [](const C& c) { return check_web_root(c.web_root); }},
    {.name = "io_threads",
     .meaning = "Threads that talk to clients. 0: one for each processor.",
     .slot = top<&C::io_threads>,
     .check = [](const C& c) { return check_range(c.io_threads, 0, threads_max); }},
    {.name = "read_workers",
     .meaning = "Threads that read the database. 0: three for four processors, at least two.",
     .slot = top<&C::read_workers>,
     .check = [](const C& c) { return check_range(c.read_workers, 0, threads_max); }},
    {.name = "write_workers",
     .meaning =
         "Connections that write to PostgreSQL (SQLite has one writer). 0: chosen by the number of "
         "processors.",
     .slot = top<&C::write_workers>,
     .check = [](const C& c) { return check_range(c.write_workers, 0, threads_max); }},
    {.name = "upload_max",
     .meaning = "Largest attachment, as 50 MiB.",
     .slot = top<&C::upload_max>,
     .check = [](const C& c) { return check_bytes(c.upload_max, mebibytes(1), mebibytes(2048)); }},
    {.name = "files.bucket",
     .meaning = "Keep attachments over 64 KiB in this bucket behind an S3 interface. Empty: in the "
                "data folder.",
     .slot = in<&C::files, &C::Files::bucket>,
     .check = [](const C& c) { return check_bucket(c); }},
    {.name = "files.endpoint",
     .meaning = "Where that interface is, as https://s3.eu-central-1.amazonaws.com.",
     .slot = in<&C::files, &C::Files::endpoint>,
     .check = [](const C& c) { return check_files_endpoint(c); }},
    {.name = "files.region",
     .meaning = "The region that requests to the bucket are signed for.",
     .slot = in<&C::files, &C::Files::region>,
     .check = [](const C& c) { return check_key_part(c.files.region); }},
    {.name = "files.prefix",
     .meaning = "What the names of this desk's objects begin with, so that several share a bucket.",
     .slot = in<&C::files, &C::Files::prefix>,
     .check = [](const C& c) { return check_key_part(c.files.prefix); }},
    {.name = "files.key_id",
     .meaning = "The access key id for the bucket.",
     .slot = in<&C::files, &C::Files::key_id>,
     .check = [](const C& c) { return check_with_bucket(c, c.files.key_id); }},
    {.name = "files.secret",
     .meaning = "The secret that belongs to that key.",
     .slot = in<&C::files, &C::Files::secret>,
     .check = [](const C& c) { return check_with_bucket(c, c.files.secret); },
     .is_secret = true},
    {.name = "files.ca_file",
     .meaning = "File with the certificates to trust the bucket by. Empty: those of this machine.",
     .slot = in<&C::files, &C::Files::ca_file>,
     .check = [](const C& c) { return check_ca_file(c.files.ca_file); }},
    {.name = "log.format",
     .meaning = "`json`, `text`, or `auto`: text at a terminal, else json.",
     .slot = in<&C::log, &C::Log::format>,
     .check = no_check},
    {.name = "log.level",
     .meaning = "`debug`, `info`, `warning` or `error`: what is less important is not written.",
     .slot = in<&C::log, &C::Log::level>,
     .check = no_check},
    {.name = "metrics.listen",
     .meaning = "Address and port of their own for /metrics, without a token. Empty: none.",
     .slot = in<&C::metrics, &C::MetricsAccess::listen>,
     .check = [](const C& c) { return check_optional_listen(c.metrics.listen); }},
    {.name = "metrics.token",
     .meaning =
         "Bearer token that opens /metrics on `listen`. Empty: no token does. Without one it opens "
         "to an API token that may operations:manage, and to requests from this machine when "
         "base_url is of this machine and no proxy speaks for others.",
     .slot = in<&C::metrics, &C::MetricsAccess::token>,
     .check = [](const C& c) { return check_token(c.metrics.token); },
     .is_secret = true},
    {.name = "mail.letter_max",
     .meaning = "Largest letter taken in, as 50 MiB.",
     .slot = in<&C::mail, &C::Mail::letter_max>,
     .check = [](const C& c
              ) { return check_bytes(c.mail.letter_max, mebibytes(1), mebibytes(1024)); }},
    {.name = "mail.header_max",
     .meaning = "Largest header of a letter; what is longer is kept but not read.",
     .slot = in<&C::mail, &C::Mail::header_max>,
     .check =
         [](const C& c) {
             return check_bytes(c.mail.header_max, Bytes{std::uint64_t{64} * 1024}, mebibytes(16));
         }},
    {.name = "mail.header_lines_max",
     .meaning = "Most header lines of a letter that are read.",
     .slot = in<&C::mail, &C::Mail::header_lines_max>,
     .check = [](const C& c) { return check_range(c.mail.header_lines_max, 100, 100'000); }},
    {.name = "mail.parts_max",
     .meaning = "Most parts of a letter that are read.",
     .slot = in<&C::mail, &C::Mail::parts_max>,
     .check = [](const C& c) { return check_range(c.mail.parts_max, 10, 10'000); }},
    {.name = "mail.depth_max",
     .meaning = "Deepest nesting of parts of a letter that is read.",
     .slot = in<&C::mail, &C::Mail::depth_max>,
     .check = [](const C& c) { return check_range(c.mail.depth_max, 5, 100); }},
    {.name = "lmtp.listen",
     .meaning = "Where a mail server hands letters over by LMTP, as 127.0.0.1:2424 or "
                "unix:/run/heed/lmtp. Empty: nowhere.",
     .slot = in<&C::lmtp, &C::Lmtp::listen>,
     .check = [](const C& c) { return check_letter_door(c.lmtp.listen); }},
    {.name = "lmtp.take_all",
     .meaning = "Take letters for every address by LMTP, not for those of mailboxes alone.",
     .slot = in<&C::lmtp, &C::Lmtp::take_all>,
     .check = no_check},
    {.name = "session.agent_idle",
     .meaning = "An agent's session ends after this long without a request, as 8h.",
     .slot = in<&C::session, &C::Session::agent_idle>,
     .check =
         [](const C& c) {
             return check_idle(
                 c.session.agent_idle, c.session.agent_longest, "session.agent_longest"
             );
         }},
    {.name = "session.agent_longest",
     .meaning = "An agent signs in again after this long at the latest, as 7d.",
     .slot = in<&C::session, &C::Session::agent_longest>,
     .check = [](const C& c) { return check_session(c.session.agent_longest); }},
    {.name = "session.customer_idle",
     .meaning = "A customer's session ends after this long without a request, as 30d.",
     .slot = in<&C::session, &C::Session::customer_idle>,
     .check =
         [](const C& c) {
             return check_idle(
                 c.session.customer_idle, c.session.customer_longest, "session.customer_longest"
             );
         }},
    {.name = "session.customer_longest",
     .meaning = "A customer signs in again after this long at the latest, as 90d.",
     .slot = in<&C::session, &C::Session::customer_longest>,
     .check = [](const C& c) { return check_session(c.session.customer_longest); }},
    {.name = "password.memory",
     .meaning = "Memory that hashing one password takes, as 64 MiB; at least 19 MiB.",
     .slot = in<&C::password, &C::Password::memory>,
     .check = [](const C& c
              ) { return check_bytes(c.password.memory, mebibytes(19), mebibytes(1024)); }},
    {.name = "password.passes",
     .meaning = "How often hashing a password goes over that memory; at least 2.",
     .slot = in<&C::password, &C::Password::passes>,
     .check = [](const C& c) { return check_range(c.password.passes, 2, 20); }},
    {.name = "backup.into",
     .meaning = "Folder in which the server writes a backup by itself now and then. Empty: none.",
     .slot = in<&C::backup, &C::Backup::into>,
     .check = no_check},
    {.name = "backup.every",
     .meaning = "How long after one backup the next one is made, as 24h.",
     .slot = in<&C::backup, &C::Backup::every>,
     .check = [](const C& c) { return check_backup_every(c.backup.every); }},
    {.name = "backup.keep",
     .meaning = "How many of its backups stay in that folder; the oldest go first.",
     .slot = in<&C::backup, &C::Backup::keep>,
     .check = [](const C& c) { return check_range(c.backup.keep, 1, 1'000); }},
    {.name = "backup.with_key",
     .meaning = "Put the key file into each of them: only where they are as well guarded as it.",
     .slot = in<&C::backup, &C::Backup::with_key>,
     .check = no_check},
    {.name = "rates.reads",
     .meaning = "Reading requests a second of one session or token; ten seconds of them may come "
                "at once. 0: no limit.",
     .slot = in<&C::rates, &C::Rates::reads>,
     .check = [](const C& c) { return check_range(c.rates.reads, 0, rate_max); }},
    {.name = "rates.writes",
     .meaning = "Changing requests a second of one session or token; ten seconds of them may come "
                "at once. 0: no limit.",
     .slot = in<&C::rates, &C::Rates::writes>,
     .check = [](const C& c) { return check_range(c.rates.writes, 0, rate_max); }},
    {.name = "rates.anonymous",
     .meaning = "Requests a second of one network without session or token; ten seconds of them "
                "may come at once. 0: no limit.",
     .slot = in<&C::rates, &C::Rates::anonymous>,
     .check = [](const C& c) { return check_range(c.rates.anonymous, 0, rate_max); }},
    {.name = "rates.streams",
     .meaning = "Live streams that one person or token may hold open on a node. 0: no limit.",
     .slot = in<&C::rates, &C::Rates::streams>,
     .check = [](const C& c) { return check_range(c.rates.streams, 0, rate_max); }},
    {.name = "outbound.http",
     .meaning = "Allow http:// without TLS for webhooks and other addresses that users enter.",
     .slot = in<&C::outbound, &C::Outbound::http>,
     .check = no_check},
    {.name = "outbound.allow",
     .meaning = "Inner networks and host:port that may be reached all the same, as 10.0.0.0/8 or "
                "mail.corp:993.",
     .slot = in<&C::outbound, &C::Outbound::allow>,
     .check = [](const C& c) { return check_outbound(c.outbound.allow); }},
};

} // namespace

std::span<const Setting> settings() {
    return table;
}

const Setting* find_setting(std::string_view name) {
    const auto* const found = std::ranges::find(table, name, &Setting::name);
    return found == std::end(table) ? nullptr : found;
}

std::string_view nearest_setting(std::string_view name) {
    const auto plain = ascii_lower(name);
    std::string_view nearest;
    std::size_t best = too_far_from(name);
    for (const auto& setting : table) {
        const auto last = setting.name.substr(setting.name.find('.') + 1);
        // `level` and `smtp.listen` were meant for a group, too.
        const auto far =
            std::min(spelling_distance(plain, setting.name), spelling_distance(plain, last) + 1);
        if (far >= best) continue;
        best = far;
        nearest = setting.name;
    }
    return nearest;
}

std::string variable_of(std::string_view setting) {
    std::string variable = "HEED_";
    for (const char letter : setting) {
        if (letter == '.')
            variable += '_';
        else
            variable +=
                letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return variable;
}

} // namespace heed::config
