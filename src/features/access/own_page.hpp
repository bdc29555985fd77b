// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/request.hpp"

#include <string_view>

namespace heed::access {

bool changes_something(http::Method method);

/// For writes without a credential: a browser that says it comes from elsewhere is refused as
/// `cross_site`; programs say nothing.
Result<> require_no_other_page(const http::Request& request, std::string_view own_origin);

/// For writes by cookie: `cross_site` unless the browser says that it comes from our own page, and
/// `csrf` unless the page sends the session's token back, in X-Heed-Csrf or the form field `csrf`.
Result<> require_own_page(
    const http::Request& request, std::string_view own_origin, std::string_view session_token
);

} // namespace heed::access
