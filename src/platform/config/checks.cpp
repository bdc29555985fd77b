// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/checks.hpp"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace heed::config {

namespace {

std::optional<unsigned> number(std::string_view text) {
    unsigned value = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
}

/// 32 or 128 for an IP address; 0 for anything else.
unsigned address_bits(std::string_view text) {
    const std::string address(text);
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return 32;
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return 128;
    return 0;
}

bool is_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto bits = address_bits(text.substr(0, slash));
    if (bits == 0 || slash == std::string_view::npos) return bits != 0;
    const auto prefix = number(text.substr(slash + 1));
    return prefix && *prefix <= bits;
}

std::string_view without_brackets(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) return host.substr(1, host.size() - 2);
    return host;
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "[::1]") return true;
    return host.starts_with("127.") && address_bits(host) == 32;
}

} // namespace

Flaw no_check(const Config&) {
    return std::nullopt;
}

Flaw check_listen(std::string_view text) {
    const auto colon = text.rfind(':');
    const auto wanted = "must be an address and a port, as 127.0.0.1:8080 or [::]:8080";
    if (colon == std::string_view::npos) return wanted;
    const auto host = text.substr(0, colon);
    const auto port = number(text.substr(colon + 1));
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    const auto bits = address_bits(without_brackets(host));
    if (!port || *port > 65535 || bits != (bracketed ? 128U : 32U)) return wanted;
    return std::nullopt;
}

Flaw check_optional_listen(std::string_view text) {
    return text.empty() ? std::nullopt : check_listen(text);
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
        if (!is_network(text))
            return fmt::format("has {}, which is no address or network as 10.0.0.0/8", text);
    }
    return std::nullopt;
}

Flaw check_database(std::string_view text) {
    if (text == "sqlite") return std::nullopt;
    if (text.starts_with("postgres://") || text.starts_with("postgresql://")) return std::nullopt;
    return "must be `sqlite` or begin with postgres://";
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

} // namespace heed::config
