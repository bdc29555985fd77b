// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/address/address.hpp"

#include <string>
#include <vector>

namespace heed::outbound {

/// What the network says about names and ourselves. Virtual for tests.
class Names {
public:
    virtual ~Names() = default;

    /// All addresses of a host name; none when it has none.
    virtual std::vector<IpAddress> resolve(const std::string& host) = 0;

    /// The addresses of this machine.
    virtual std::vector<IpAddress> own_addresses() = 0;
};

/// The system's resolver and network interfaces. Blocks: not for I/O threads.
class SystemNames final : public Names {
public:
    std::vector<IpAddress> resolve(const std::string& host) override;
    std::vector<IpAddress> own_addresses() override;
};

} // namespace heed::outbound
