// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/address/address.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::outbound {

/// A host as a user wrote it, in one spelling: lower case, without brackets and final dot.
struct Host {
    std::string name;
    std::optional<IpAddress> literal = {}; // also of 127.1, 0x7f.1, 2130706433, 0177.0.0.1
};

/// Refuses as `bad_address`.
Result<Host> read_host(std::string_view text);

/// 1 to 65535 in digits.
std::optional<std::uint16_t> read_port(std::string_view text);

struct WebAddress {
    bool is_tls;
    std::string host;
    std::uint16_t port;
    std::string path; // with its query
};

/// Reads an absolute http or https URL (RFC 3986) without user and password. Refuses as
/// `bad_address` or `scheme_not_allowed`.
Result<WebAddress> read_url(std::string_view text);

std::unexpected<Error> bad_address();

} // namespace heed::outbound
