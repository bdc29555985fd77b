// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/address/address.hpp"
#include "platform/outbound/names.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::outbound {

/// Inner places an administrator allows all the same: a network (`10.0.0.0/8`), or one server by
/// the name or address and port that users enter (`mail.corp:993`).
class AllowList {
public:
    AllowList() = default;

    /// Refuses as `bad_allow_list`, naming the entry.
    static Result<AllowList> parse(const std::vector<std::string>& entries);

    [[nodiscard]] bool has(const IpAddress& address) const;
    [[nodiscard]] bool has(std::string_view host, std::uint16_t port) const;

private:
    std::vector<IpNetwork> networks_;
    std::vector<std::string> servers_; // host:port in lower case
};

struct Policy {
    bool plain_http = false;
    std::vector<std::uint16_t> ports = {80, 443, 8443}; // empty: any, as for mail servers
    AllowList allowed = {};
};

/// Where to connect: to `address` and nothing else, with `host` as the name for TLS and Host.
struct Target {
    IpAddress address;
    std::uint16_t port = 0;
    std::string host;
    bool is_tls = true;     // of a URL
    std::string path = "/"; // of a URL, with its query
};

/// Judges every host that users may configure (webhooks, mail servers, pictures), so that Heed
/// cannot be used to reach what only Heed can reach. A name is resolved once, every answer is
/// judged, and the caller connects to the judged address: a name that answers otherwise the next
/// time changes nothing. Callers follow no redirects. Thread-safe.
///
/// Refuses as `bad_address` (not a host or URL in a usual form), `port_not_allowed`,
/// `scheme_not_allowed`, `unknown_host`, or `address_not_allowed`; always in fixed words.
class Guard {
public:
    /// `names` must outlive this.
    Guard(Policy policy, Names& names) : policy_(std::move(policy)), names_(names) {}

    [[nodiscard]] Result<Target> check(std::string_view text, std::uint16_t port) const;
    [[nodiscard]] Result<Target> check_url(std::string_view text) const;

private:
    [[nodiscard]] Result<> judge(const IpAddress& address, bool named) const;

    Policy policy_;
    Names& names_;
};

/// False for every special range of RFC 6890 and its successors (private, loopback, link-local,
/// documentation, multicast, …) and for forms that carry such an IPv4 address.
bool is_public(const IpAddress& address);

} // namespace heed::outbound
