// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/settings.hpp"

#include "kernel/text.hpp"
#include "platform/config/checks.hpp"

#include <algorithm>
#include <numeric>

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

constexpr Setting table[] = {
    {"listen",
     "Address and port to serve on, as 127.0.0.1:8080 or [::]:8080.",
     top<&C::listen>,
     [](const C& c) { return check_listen(c.listen); }},
    {"base_url",
     "How people reach this desk, as https://help.example.com. Empty: http:// and `listen`.",
     top<&C::base_url>,
     [](const C& c) { return check_base_url(c); }},
    {"insecure",
     "Allow http:// in base_url on other than loopback addresses. Passwords then travel "
     "unprotected.",
     top<&C::insecure>,
     no_check},
    {"trusted_proxies",
     "Proxies that may set X-Forwarded-For and -Proto: addresses or networks, as 10.0.0.0/8.",
     top<&C::trusted_proxies>,
     [](const C& c) { return check_networks(c.trusted_proxies); }},
    {"database",
     "`sqlite` (a file in the data folder) or postgres://user:password@host/name.",
     top<&C::database>,
     [](const C& c) { return check_database(c.database); },
     true},
    {"data",
     "Folder of the database, attachments and heed.toml. Not in heed.toml itself.",
     top<&C::data>,
     no_check},
    {"key_file",
     "File with the keys that seal passwords of mailboxes. Empty: heed.key in the data folder.",
     top<&C::key_file>,
     no_check},
    {"web_root",
     "Serve the web apps from this folder instead of those in the program.",
     top<&C::web_root>,
     no_check},
    {"io_threads",
     "Threads that talk to clients. 0: one for each processor.",
     top<&C::io_threads>,
     [](const C& c) { return check_range(c.io_threads, 0, threads_max); }},
    {"read_workers",
     "Threads that read the database. 0: chosen by the number of processors.",
     top<&C::read_workers>,
     [](const C& c) { return check_range(c.read_workers, 0, threads_max); }},
    {"write_workers",
     "Connections that write to PostgreSQL (SQLite has one writer). 0: chosen by the number of "
     "processors.",
     top<&C::write_workers>,
     [](const C& c) { return check_range(c.write_workers, 0, threads_max); }},
    {"upload_max",
     "Largest attachment, as 50 MiB.",
     top<&C::upload_max>,
     [](const C& c) { return check_bytes(c.upload_max, mebibytes(1), mebibytes(2048)); }},
    {"log.format",
     "`json`, `text`, or `auto`: text at a terminal, else json.",
     in<&C::log, &C::Log::format>,
     no_check},
    {"log.level",
     "`debug`, `info`, `warning` or `error`: what is less important is not written.",
     in<&C::log, &C::Log::level>,
     no_check},
    {"metrics.listen",
     "Address and port of their own for /metrics, without a token. Empty: none.",
     in<&C::metrics, &C::MetricsAccess::listen>,
     [](const C& c) { return check_optional_listen(c.metrics.listen); }},
    {"metrics.token",
     "Bearer token that opens /metrics on `listen`. Empty: closed there.",
     in<&C::metrics, &C::MetricsAccess::token>,
     [](const C& c) { return check_token(c.metrics.token); },
     true},
    {"mail.letter_max",
     "Largest letter taken in, as 50 MiB.",
     in<&C::mail, &C::Mail::letter_max>,
     [](const C& c) { return check_bytes(c.mail.letter_max, mebibytes(1), mebibytes(1024)); }},
    {"mail.header_max",
     "Largest header of a letter; what is longer is kept but not read.",
     in<&C::mail, &C::Mail::header_max>,
     [](const C& c) { return check_bytes(c.mail.header_max, Bytes{64 * 1024}, mebibytes(16)); }},
    {"mail.header_lines_max",
     "Most header lines of a letter that are read.",
     in<&C::mail, &C::Mail::header_lines_max>,
     [](const C& c) { return check_range(c.mail.header_lines_max, 100, 100'000); }},
    {"mail.parts_max",
     "Most parts of a letter that are read.",
     in<&C::mail, &C::Mail::parts_max>,
     [](const C& c) { return check_range(c.mail.parts_max, 10, 10'000); }},
    {"mail.depth_max",
     "Deepest nesting of parts of a letter that is read.",
     in<&C::mail, &C::Mail::depth_max>,
     [](const C& c) { return check_range(c.mail.depth_max, 5, 100); }},
    {"session.agent_idle",
     "An agent's session ends after this long without a request, as 8h.",
     in<&C::session, &C::Session::agent_idle>,
     [](const C& c) { return check_session(c.session.agent_idle); }},
    {"session.agent_longest",
     "An agent signs in again after this long at the latest, as 7d.",
     in<&C::session, &C::Session::agent_longest>,
     [](const C& c) { return check_session(c.session.agent_longest); }},
    {"session.customer_idle",
     "A customer's session ends after this long without a request, as 30d.",
     in<&C::session, &C::Session::customer_idle>,
     [](const C& c) { return check_session(c.session.customer_idle); }},
    {"session.customer_longest",
     "A customer signs in again after this long at the latest, as 90d.",
     in<&C::session, &C::Session::customer_longest>,
     [](const C& c) { return check_session(c.session.customer_longest); }},
    {"password.memory",
     "Memory that hashing one password takes, as 64 MiB; at least 19 MiB.",
     in<&C::password, &C::Password::memory>,
     [](const C& c) { return check_bytes(c.password.memory, mebibytes(19), mebibytes(1024)); }},
    {"password.passes",
     "How often hashing a password goes over that memory; at least 2.",
     in<&C::password, &C::Password::passes>,
     [](const C& c) { return check_range(c.password.passes, 2, 20); }},
    {"outbound.http",
     "Allow http:// without TLS for webhooks and other addresses that users enter.",
     in<&C::outbound, &C::Outbound::http>,
     no_check},
    {"outbound.allow",
     "Inner networks and host:port that may be reached all the same, as 10.0.0.0/8 or "
     "mail.corp:993.",
     in<&C::outbound, &C::Outbound::allow>,
     no_check},
};

/// Levenshtein.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t at = 0; at < left.size(); ++at) {
        std::size_t diagonal = std::exchange(row[0], at + 1);
        for (std::size_t other = 0; other < right.size(); ++other) {
            const auto swap = diagonal + (left[at] == right[other] ? 0U : 1U);
            diagonal = row[other + 1];
            row[other + 1] = std::min({swap, diagonal + 1, row[other] + 1});
        }
    }
    return row.back();
}

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
    std::size_t best = 1 + std::max<std::size_t>(2, name.size() / 3);
    for (const auto& setting : table) {
        const auto last = setting.name.substr(setting.name.find('.') + 1);
        // `level` and `smtp.listen` were meant for a group, too.
        const auto far = std::min(distance(plain, setting.name), distance(plain, last) + 1);
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
