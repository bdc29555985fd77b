// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <mutex>
#include <optional>
#include <span>
#include <string>

namespace heed {
struct Route;
}

namespace heed::portal {

std::span<const Route> routes();

/// The desk's name and language, for pages that must not ask the database. Safe from any thread;
/// whoever serves writes it at the start and now and then.
class DoorPlate {
public:
    struct Written {
        std::string desk_name = {};
        std::string language = "en";
    };

    void write(Written written);
    [[nodiscard]] Written read() const;

private:
    mutable std::mutex mutex_;
    Written written_;
};

/// For `http::Options::refusal_page`: what people see instead of problem+json, a sentence and what
/// to do, in their browser's language or else the desk's. Nothing for programs: paths of the API,
/// of assets and probes. Asks no database, since it also speaks when that is in trouble.
std::optional<http::Response>
refusal_page(const DoorPlate& plate, const http::Request& request, const Error& error);

} // namespace heed::portal
