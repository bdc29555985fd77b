// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/checks.hpp"

#include "kernel/number.hpp"
#include "platform/address/address.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace heed::config {

namespace {

/// `1.2.3.4` or `[::1]`, as hosts stand in URLs.
std::optional<IpAddress> address_of(std::string_view host) {
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    return bracketed == host.contains(':') ? IpAddress::parse(host) : std::nullopt;
}

bool is_loopback(std::string_view host) {
    const auto address = address_of(host);
    return host == "localhost" || (address && address->is_loopback());
}

/// `host:port`.
bool is_server(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    const auto host = text.substr(0, colon);
    const auto port = number_from<std::uint16_t>(text.substr(colon + 1));
    if (!port || *port == 0) return false;
    const auto letter = [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
               (one >= '0' && one <= '9') || one == '-' || one == '.' || one == '_';
    };
    return address_of(host) || (!host.empty() && std::ranges::all_of(host, letter));
}

bool is_key_part(std::string_view text) {
    return std::ranges::all_of(text, [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '-' ||
               one == '_' || one == '.';
    });
}

} // namespace

Flaw no_check(const Config&) {
    return std::nullopt;
}

Flaw check_listen(std::string_view text) {
    const auto colon = text.rfind(':');
    const auto wanted = "must be an address and a port, as 127.0.0.1:8080 or [::]:8080";
    if (colon == std::string_view::npos) return wanted;
    const auto port = number_from<std::uint16_t>(text.substr(colon + 1));
    if (!port || !address_of(text.substr(0, colon))) return wanted;
    return std::nullopt;
}

Flaw check_optional_listen(std::string_view text) {
    return text.empty() ? std::nullopt : check_listen(text);
}

Flaw check_letter_door(std::string_view text) {
    constexpr std::string_view file = "unix:";
    constexpr std::size_t path_max = 107; // of a socket's name
    if (text.starts_with(file)) {
        const auto path = text.substr(file.size());
        if (path.starts_with('/') && path.size() <= path_max) return std::nullopt;
    } else if (!check_optional_listen(text)) {
        return std::nullopt;
    }
    return "must be an address and a port, as 127.0.0.1:2424, or a socket file by its whole path "
           "of "
           "at most 107 characters, as unix:/run/heed/lmtp";
}

Flaw check_base_url(const Config& config) {
    std::string_view url = config.base_url;
    if (url.empty()) return std::nullopt;
    const bool secure = url.starts_with("https://");
    if (!secure && !url.starts_with("http://")) return "must begin with https:// or http://";
    url.remove_prefix(secure ? 8 : 7);
    if (url.ends_with('/')) url.remove_suffix(1);
    if (url.empty() || url.find_first_of("/?#@ \t") != std::string_view::npos)
        return "must be scheme, host and port only, as https://help.example.com";
    const auto host =
        url.starts_with('[') ? url.substr(0, url.find(']') + 1) : url.substr(0, url.find(':'));
    if (!secure && !config.insecure && !is_loopback(host))
        return "sends passwords unprotected over http; use https, or set insecure = true for a "
               "trial";
    return std::nullopt;
}

Flaw check_networks(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        if (!IpNetwork::parse(text))
            return fmt::format("has {}, which is no address or network as 10.0.0.0/8", text);
    }
    return std::nullopt;
}

Flaw check_outbound(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        if (!IpNetwork::parse(text) && !is_server(text))
            return fmt::format(
                "has {}, which is neither a network as 10.0.0.0/8 nor a server as mail.corp:993",
                text
            );
    }
    return std::nullopt;
}

Flaw check_web_root(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return std::nullopt;
    return fmt::format(
        "is {}, and there is no such folder; leave it out to serve the web apps in the program",
        folder.string()
    );
}

Flaw check_key_file(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto folder = file.has_parent_path() ? file.parent_path() : ".";
    if (file.empty()) return std::nullopt;
    if (std::filesystem::is_directory(file, ignored))
        return fmt::format("is the folder {}; name a file in it", file.string());
    if (std::filesystem::is_directory(folder, ignored)) return std::nullopt;
    return fmt::format(
        "is in the folder {}, which does not exist; make it, or leave the setting out for heed.key "
        "in the data folder",
        folder.string()
    );
}

Flaw check_database(std::string_view text) {
    if (text == "sqlite") return std::nullopt;
    if (text.starts_with("postgres://") || text.starts_with("postgresql://")) return std::nullopt;
    return "must be `sqlite` or begin with postgres://";
}

Flaw check_bucket(const Config& config) {
    const auto& name = config.files.bucket;
    constexpr std::size_t shortest = 3;
    constexpr std::size_t longest = 63;
    if (name.empty()) return std::nullopt;
    if (name.size() >= shortest && name.size() <= longest && is_key_part(name)) return std::nullopt;
    return "must be the name of a bucket: 3 to 63 small letters, digits, hyphens and dots";
}

Flaw check_files_endpoint(const Config& config) {
    std::string_view url = config.files.endpoint;
    if (auto flaw = check_with_bucket(config, url); flaw || url.empty()) return flaw;
    const bool secure = url.starts_with("https://");
    const auto wanted = "must be scheme, host and port only, as https://s3.example.com";
    if (!secure && !url.starts_with("http://")) return wanted;
    url.remove_prefix(secure ? 8 : 7);
    if (url.empty() || url.find_first_of("/?#@ \t") != std::string_view::npos) return wanted;
    const auto host =
        url.starts_with('[') ? url.substr(0, url.find(']') + 1) : url.substr(0, url.find(':'));
    if (!secure && !config.insecure && !is_loopback(host))
        return "sends attachments unprotected over http; use https, or set insecure = true for a "
               "trial";
    return std::nullopt;
}

Flaw check_key_part(std::string_view text) {
    constexpr std::size_t longest = 100;
    if (!text.empty() && text.size() <= longest && is_key_part(text)) return std::nullopt;
    return "must be 1 to 100 small letters, digits, hyphens, underscores and dots";
}

Flaw check_with_bucket(const Config& config, std::string_view text) {
    if (config.files.bucket.empty() || !text.empty()) return std::nullopt;
    return "must be set, too, when files.bucket is";
}

Flaw check_ca_file(const std::filesystem::path& file) {
    std::error_code ignored;
    if (file.empty() || std::filesystem::is_regular_file(file, ignored)) return std::nullopt;
    return fmt::format("is {}, and there is no such file", file.string());
}

Flaw check_token(std::string_view text) {
    constexpr std::size_t letters_min = 16;
    if (text.empty() || text.size() >= letters_min) return std::nullopt;
    return fmt::format("must have at least {} characters", letters_min);
}

Flaw check_range(std::int64_t value, std::int64_t min, std::int64_t max) {
    if (value >= min && value <= max) return std::nullopt;
    return fmt::format("must be from {} to {}", min, max);
}

Flaw check_bytes(Bytes value, Bytes min, Bytes max) {
    if (value.count >= min.count && value.count <= max.count) return std::nullopt;
    auto low = min;
    auto high = max;
    return fmt::format("must be from {} to {}", text_of(&low), text_of(&high));
}

Flaw check_session(std::chrono::seconds value) {
    if (value >= std::chrono::minutes(5) && value <= std::chrono::days(400)) return std::nullopt;
    return "must be from 5m to 400d";
}

Flaw check_backup_every(std::chrono::seconds value) {
    if (value >= std::chrono::hours(1) && value <= std::chrono::days(31)) return std::nullopt;
    return "must be from 1h to 31d";
}

Flaw check_idle(
    std::chrono::seconds idle, std::chrono::seconds longest_value, std::string_view longest
) {
    if (auto flaw = check_session(idle)) return flaw;
    if (idle <= longest_value) return std::nullopt;
    return fmt::format(
        "is longer than {}, which is {}; shorten it or lengthen that",
        longest,
        text_of(&longest_value)
    );
}

} // namespace heed::config
