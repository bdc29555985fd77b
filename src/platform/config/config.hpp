// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/log/log.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace heed::config {

enum class LogFormat { automatic, json, text };

/// A number of bytes, written as `50 MiB`.
struct Bytes {
    std::uint64_t count = 0;
    bool operator==(const Bytes&) const = default;
};

constexpr Bytes mebibytes(std::uint64_t count) {
    return {count * 1024 * 1024};
}

/// Every setting of a server with its default. Names, units and meanings for people are in
/// settings.cpp; `heed config --explain` prints them.
struct Config {
    using Seconds = std::chrono::seconds;

    std::string listen = "127.0.0.1:8080";
    std::string base_url = {}; // empty: http:// and `listen`
    bool insecure = false;
    std::vector<std::string> trusted_proxies = {};
    std::string database = "sqlite";
    std::filesystem::path data = "heed-data";
    std::filesystem::path key_file = {}; // empty: `heed.key` in the data folder
    std::filesystem::path web_root = {};
    std::int64_t io_threads = 0;
    std::int64_t read_workers = 0;
    std::int64_t write_workers = 0;
    Bytes upload_max = mebibytes(50);

    struct Log {
        LogFormat format = LogFormat::automatic;
        log::Level level = log::Level::info;
    } log = {};

    struct MetricsAccess {
        std::string listen = {};
        std::string token = {};
    } metrics = {};

    struct Files { // in a bucket behind an S3 interface; empty: in the data folder
        std::string bucket = {};
        std::string endpoint = {};
        std::string region = "us-east-1";
        std::string prefix = "heed";
        std::string key_id = {};
        std::string secret = {};
        std::filesystem::path ca_file = {};
    } files = {};

    struct Mail {
        Bytes letter_max = mebibytes(50);
        Bytes header_max = mebibytes(1);
        std::int64_t header_lines_max = 10'000;
        std::int64_t parts_max = 1'000;
        std::int64_t depth_max = 100;
    } mail = {};

    struct Lmtp {
        std::string listen = {};
        bool take_all = false;
    } lmtp = {};

    struct Session {
        Seconds agent_idle = std::chrono::hours(8);
        Seconds agent_longest = std::chrono::days(7);
        Seconds customer_idle = std::chrono::days(30);
        Seconds customer_longest = std::chrono::days(90);
    } session = {};

    struct Password {
        Bytes memory = mebibytes(64);
        std::int64_t passes = 3;
    } password = {};

    struct Backup {
        std::filesystem::path into = {}; // empty: the server makes none by itself
        Seconds every = std::chrono::hours(24);
        std::int64_t keep = 14;
        bool with_key = false;
    } backup = {};

    struct Rates { // 0: no limit
        std::int64_t reads = 100;
        std::int64_t writes = 20;
        std::int64_t anonymous = 20;
        std::int64_t streams = 100;
    } rates = {};

    struct Outbound {
        bool http = false;
        std::vector<std::string> allow = {};
    } outbound = {};

    [[nodiscard]] bool uses_postgres() const { return database != "sqlite"; }

    [[nodiscard]] std::filesystem::path key_path() const;
    /// Without a slash at its end.
    [[nodiscard]] std::string public_url() const;
    /// `configured` when it is not 0, else one for each processor times `share`.
    [[nodiscard]] static std::size_t threads(std::int64_t configured, double share = 1);
    /// Threads that read, each with a connection: `read_workers`, else three for four processors.
    [[nodiscard]] std::size_t readers() const;
};

/// Where settings come from, the weakest first: defaults, `heed.toml` in the data folder,
/// environment variables (`HEED_LOG_LEVEL` for `log.level`), flags (by setting name).
struct Sources {
    std::map<std::string, std::string> environment = {};
    std::map<std::string, std::string> flags = {};
};

/// All variables of this process that begin with `HEED_`.
std::map<std::string, std::string> heed_environment();

struct Loaded {
    Config config;
    std::map<std::string, std::string> origins; // by setting; absent when it is the default
};

/// Refuses as `bad_config` when anything is unknown or wrong. The detail has one line for each
/// flaw: file and line (or variable, or flag), the setting, and what to write instead.
Result<Loaded> load(const Sources& sources);

/// Every setting with its value, where it comes from, its default and what it means. Secrets are
/// not shown.
std::string explain(const Loaded& loaded);

/// The same as a JSON list of `{name, value, origin, default, meaning}`.
std::string explain_json(const Loaded& loaded);

} // namespace heed::config

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::config::LogFormat> = {
    "auto",
    "json",
    "text",
};
