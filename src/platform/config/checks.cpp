// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/checks.hpp"

#include "kernel/number.hpp"
#include "platform/address/address.hpp"

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
