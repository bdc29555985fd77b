// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/own_page.hpp"

#include "features/access/sessions.hpp"
#include "platform/crypto/digest.hpp"

#include <optional>
#include <string>

namespace heed::access {

namespace {

enum class Origin { ours, foreign, unsaid };

/// The server answers only under our own host names, so the request's own origin is ours too.
Origin origin_of(const http::Request& request, std::string_view own_origin) {
    if (const auto origin = request.headers.find("Origin")) {
        const bool ours = *origin == own_origin || *origin == request.scheme + "://" + request.host;
        return ours ? Origin::ours : Origin::foreign;
    }
    const auto site = request.headers.find("Sec-Fetch-Site");
    if (!site) return Origin::unsaid;
    return *site == "same-origin" ? Origin::ours : Origin::foreign;
}

std::unexpected<Error> cross_site() {
    return refuse(
        Refusal::forbidden, "cross_site", {}, "Changes are made from our own pages only."
    );
}

} // namespace

bool changes_something(http::Method method) {
    return method != http::Method::get && method != http::Method::head;
}

Result<> require_no_other_page(const http::Request& request, std::string_view own_origin) {
    if (origin_of(request, own_origin) == Origin::foreign) return cross_site();
    return {};
}

Result<> require_own_page(
    const http::Request& request, std::string_view own_origin, std::string_view session_token
) {
    if (origin_of(request, own_origin) != Origin::ours) return cross_site();
    std::optional<std::string> given;
    if (const auto header = request.headers.find("X-Heed-Csrf"))
        given = *header;
    else
        given = TRY(request.form.text("csrf"));
    if (given && crypto::equal_in_constant_time(*given, csrf_of(session_token))) return {};
    return refuse(
        Refusal::forbidden, "csrf", {}, "Send the `csrf` of GET /session in X-Heed-Csrf."
    );
}

} // namespace heed::access
