// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/address/address.hpp"
#include "platform/http/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed::http {

/// Knows which hosts are ours and which proxies may speak for their clients.
class Origins {
public:
    struct Settings {
        std::string base_url;
        std::vector<std::string> further_hosts;
        std::vector<std::string> trusted_proxies;
    };

    /// Throws Fault for a base_url or a network that cannot be read.
    explicit Origins(const Settings& settings);

    [[nodiscard]] bool is_trusted_proxy(const IpAddress& address) const;

    /// Fills peer, scheme and host from the connection, and from X-Forwarded-* when the
    /// connection comes from a trusted proxy: the last address that is no proxy of ours.
    void fill(Request& request, const IpAddress& connected) const;

    /// Whether `host`, with or without port, is one of ours. Any is, without a base_url; any
    /// loopback name is, when base_url is one.
    [[nodiscard]] bool serves(std::string_view host) const;

private:
    std::vector<std::string> hosts_;
    std::vector<IpNetwork> proxies_;
    bool loopback_ = false;
};

/// The host of `host[:port]` in lower case, without brackets; nothing when it is malformed.
std::optional<std::string> host_name(std::string_view host);

} // namespace heed::http
