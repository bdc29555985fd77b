// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/origins.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"

#include <algorithm>

namespace heed::http {

namespace {

bool is_loopback_name(std::string_view name) {
    if (name == "localhost" || name.ends_with(".localhost")) return true;
    const auto address = IpAddress::parse(name);
    return address && address->is_loopback();
}

std::string_view last_of(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto part = trimmed(list.substr(comma == list.npos ? 0 : comma + 1));
    list = list.substr(0, comma == list.npos ? 0 : comma);
    return part;
}

/// Proxies write `1.2.3.4`, some `1.2.3.4:567` or `[2001:db8::1]:567`.
std::optional<IpAddress> forwarded_address(std::string_view text) {
    if (const auto address = IpAddress::parse(text)) return address;
    const auto name = host_name(text);
    return name ? IpAddress::parse(*name) : std::nullopt;
}

bool is_port(std::string_view text) {
    return text.size() <= 5 && text.find_first_not_of("0123456789") == text.npos;
}

} // namespace

std::optional<std::string> host_name(std::string_view host) {
    constexpr std::string_view legal =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == host.npos) return std::nullopt;
        const auto address = IpAddress::parse(host.substr(1, end - 1));
        const auto after = host.substr(end + 1);
        if (!address || (!after.empty() && (after[0] != ':' || !is_port(after.substr(1)))))
            return std::nullopt;
        return address->text();
    }
    const auto colon = std::min(host.find(':'), host.size());
    const auto name = host.substr(0, colon);
    if (name.empty() || name.find_first_not_of(legal) != name.npos) return std::nullopt;
    if (colon < host.size() && !is_port(host.substr(colon + 1))) return std::nullopt;
    return ascii_lower(name);
}

Origins::Origins(const Settings& settings) {
    for (const auto& text : settings.trusted_proxies) {
        const auto network = IpNetwork::parse(text);
        if (!network) throw Fault("trusted_proxies: not an address or network: " + text);
        proxies_.push_back(*network);
    }
    if (settings.base_url.empty()) return;
    const std::string_view url = settings.base_url;
    const bool https = url.starts_with("https://");
    if (!https && !url.starts_with("http://"))
        throw Fault("base_url must begin with http:// or https://: " + settings.base_url);
    const auto rest = url.substr(https ? 8 : 7);
    const auto name = host_name(rest.substr(0, rest.find('/')));
    if (!name) throw Fault("base_url has no host: " + settings.base_url);
    loopback_ = is_loopback_name(*name);
    hosts_.push_back(*name);
    for (const auto& host : settings.further_hosts) {
        const auto further = host_name(host);
        if (!further) throw Fault("not a host name: " + host);
        hosts_.push_back(*further);
    }
}

bool Origins::is_trusted_proxy(const IpAddress& address) const {
    return std::ranges::any_of(proxies_, [&](const IpNetwork& n) { return n.contains(address); });
}

void Origins::fill(Request& request, const IpAddress& connected) const {
    request.peer = connected.text();
    request.host = request.headers.find("host").value_or("");
    if (!is_trusted_proxy(connected)) return;

    if (const auto host = request.headers.find("x-forwarded-host"))
        request.host = trimmed(host->substr(0, host->find(',')));
    if (auto scheme = request.headers.find("x-forwarded-proto"))
        request.scheme = last_of(*scheme) == "https" ? "https" : "http";
    for (std::size_t index = request.headers.size(); index-- > 0;) {
        if (!equals_ignoring_case(request.headers.name(index), "x-forwarded-for")) continue;
        auto list = request.headers.value(index);
        while (!list.empty()) {
            const auto address = forwarded_address(last_of(list));
            if (!address) return;
            request.peer = address->text();
            if (!is_trusted_proxy(*address)) return;
        }
    }
}

bool Origins::serves(std::string_view host) const {
    if (host.empty()) return hosts_.empty(); // HTTP/1.0 need not say
    const auto name = host_name(host);
    if (!name) return false;
    if (hosts_.empty()) return true;
    if (loopback_ && is_loopback_name(*name)) return true;
    return std::ranges::find(hosts_, *name) != hosts_.end();
}

} // namespace heed::http
