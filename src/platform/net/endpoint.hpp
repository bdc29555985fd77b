// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/result.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace heed::net {

/// How a mail server is spoken to: TLS from the first byte, TLS asked for before anything secret
/// is said (and no talk without it), or in the clear.
enum class TlsMode { implicit, starttls, none };

/// A mail server as an administrator writes it down.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;
    TlsMode tls = TlsMode::implicit;
    std::string ca_file = {}; // PEM; empty = the authorities this machine trusts
};

/// Resolves `host`, judges every address, and gives the numeric one to connect to. Refuses names
/// that lead to places the desk must not reach. Nothing here resolves a name by itself.
using AddressCheck = std::function<Result<std::string>(std::string_view host, std::uint16_t port)>;

/// What a "test this mailbox" button may show. The text is one of ours and quotes nothing the
/// server said, so that the button cannot be used to read from other machines.
struct ConnectionTest {
    bool ok = false;
    std::string code;
    std::string text;

    bool operator==(const ConnectionTest&) const = default;
};

/// The sentence for one of the codes that reaching a server may end with.
ConnectionTest connection_test(std::string_view code);

} // namespace heed::net

namespace heed {

template <>
inline constexpr std::array<std::string_view, 3> enum_names<net::TlsMode> = {
    "implicit", "starttls", "none"
};

} // namespace heed
