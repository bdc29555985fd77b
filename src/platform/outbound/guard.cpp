// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/outbound/guard.hpp"

#include "kernel/text.hpp"
#include "platform/outbound/host.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace heed::outbound {

namespace {

std::string server_name(std::string_view host, std::uint16_t port) {
    return fmt::format("{} {}", host, port);
}

/// The spelling of `host:port` in the list; nothing when it is none.
std::optional<std::string> server_of(std::string_view entry) {
    const auto colon = entry.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = read_port(entry.substr(colon + 1));
    const auto host = read_host(entry.substr(0, colon));
    if (!port || !host) return std::nullopt;
    return server_name(host->name, *port);
}

std::unexpected<Error> not_allowed(std::string_view code, std::string_view detail) {
    return refuse(Refusal::invalid, code, {}, detail);
}

} // namespace

Result<AllowList> AllowList::parse(const std::vector<std::string>& entries) {
    AllowList list;
    for (const auto& entry : entries) {
        if (const auto network = IpNetwork::parse(entry)) {
            list.networks_.push_back(*network);
        } else if (auto server = server_of(entry)) {
            list.servers_.push_back(std::move(*server));
        } else {
            return refuse(
                Refusal::invalid,
                "bad_allow_list",
                {},
                fmt::format("{} is neither a network as 10.0.0.0/8 nor host:port", entry)
            );
        }
    }
    return list;
}

bool AllowList::has(const IpAddress& address) const {
    return std::ranges::any_of(networks_, [&](const auto& network) {
        return network.contains(address);
    });
}

bool AllowList::has(std::string_view host, std::uint16_t port) const {
    return std::ranges::find(servers_, server_name(host, port)) != servers_.end();
}

Result<> Guard::judge(const IpAddress& address, bool named) const {
    if (named || policy_.allowed.has(address)) return {};
    const auto own = names_.own_addresses();
    if (is_public(address) && std::ranges::find(own, address) == own.end()) return {};
    return not_allowed(
        "address_not_allowed", "This name leads to an inner address; an administrator may allow it."
    );
}

Result<Target> Guard::check(std::string_view text, std::uint16_t port) const {
    auto host = TRY(read_host(text));
    const bool named = policy_.allowed.has(host.name, port);
    const bool port_is_usual =
        policy_.ports.empty() || std::ranges::find(policy_.ports, port) != policy_.ports.end();
    if (port == 0 || (!named && !port_is_usual))
        return not_allowed("port_not_allowed", "This port is not allowed.");

    const auto addresses = host.literal ? std::vector{*host.literal} : names_.resolve(host.name);
    if (addresses.empty()) return not_allowed("unknown_host", "No server of this name is known.");
    for (const auto& address : addresses) TRY(judge(address, named));
    return Target{.address = addresses.front(), .port = port, .host = std::move(host.name)};
}

Result<Target> Guard::check_url(std::string_view text) const {
    auto url = TRY(read_url(text));
    if (!url.is_tls && !policy_.plain_http)
        return not_allowed("scheme_not_allowed", "Only https addresses are allowed.");
    auto target = TRY(check(url.host, url.port));
    target.is_tls = url.is_tls;
    target.path = std::move(url.path);
    return target;
}

} // namespace heed::outbound
