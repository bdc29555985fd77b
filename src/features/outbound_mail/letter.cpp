// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/letter.hpp"

#include "platform/mail/addresses.hpp"

#include <algorithm>

namespace heed::outbound_mail {

std::chrono::minutes wait_after(int attempts) {
    constexpr std::array minutes = {1, 5, 15, 30, 60};
    const auto last = static_cast<int>(minutes.size());
    return std::chrono::minutes{
        minutes.at(static_cast<std::size_t>(std::clamp(attempts, 1, last) - 1))
    };
}

bool is_demo_address(std::string_view address) {
    constexpr auto reserved = std::to_array<std::string_view>(
        {"example", "invalid", "test", "example.com", "example.net", "example.org"}
    );
    const auto domain = mail::domain_of(address);
    return std::ranges::any_of(reserved, [&](std::string_view name) {
        return domain == name || domain.ends_with("." + std::string(name));
    });
}

} // namespace heed::outbound_mail
