// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/icon.hpp"

#include "platform/crypto/token.hpp"

namespace heed::portal {

namespace {

constexpr std::string_view drawing =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<title>Heed</title>
<rect width="32" height="32" rx="8" fill="#1f5fd6"/>
<g fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round">
<path d="M9 8v16M9 16h9.5a4.5 4.5 0 0 1 4.5 4.5V24"/>
</g>
<circle cx="22" cy="10" r="2.6" fill="#fff"/>
</svg>
)svg";

} // namespace

std::string_view icon() {
    return drawing;
}

const std::string& icon_url() {
    static const auto url = "/portal.svg?v=" + crypto::token_digest(drawing).substr(0, 16);
    return url;
}

} // namespace heed::portal
