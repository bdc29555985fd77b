// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <optional>
#include <span>

namespace heed {
struct Route;
}

namespace heed::portal {

std::span<const Route> routes();

/// For `http::Options::refusal_page`: what people see instead of problem+json, a sentence and what
/// to do. Nothing for programs: paths of the API, of assets and probes. Asks no database, since it
/// also speaks when that is in trouble.
std::optional<http::Response> refusal_page(const http::Request& request, const Error& error);

} // namespace heed::portal
