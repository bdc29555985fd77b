// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/look.hpp"
#include "features/portal/page.hpp"
#include "platform/desk/desk.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <string_view>

namespace heed::portal {

/// Who sends this request, by session.
Look look_at(Desk& desk, const http::Request& request);

/// The same for a page with a form for everybody: of those without a session it is tied to a
/// cookie, which `shown` sets where the browser has none yet.
Look look_for_form(Desk& desk, const http::Request& request);

/// Refuses `stale_form` when a form does not bring back what its page carried.
Result<> require_own_form(const Look& look, const http::Request& request);

/// The page as an answer: nothing in it runs, is framed, kept or found by search engines.
http::Response shown(const Look& look, const Page& page, int status = 200);

/// light, dark, or empty.
std::string theme_of(const http::Request& request);

/// Which of our languages the browser asks for; empty: none.
std::string_view language_of(const http::Request& request);

/// A cookie of ours, as safe as the way to this desk allows.
std::string cookie_name(const Desk& desk, std::string_view name);
std::string cookie(const Desk& desk, std::string_view name, std::string_view value, int seconds);

} // namespace heed::portal
