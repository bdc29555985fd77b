// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/message_parser.hpp"
#include "platform/http/shared.hpp"

namespace heed::http {

/// What is decided when the head of a request has been read: fills the request (id, client,
/// route, parameters) and names its route, or says why not: exactly one of `route`, `error` and
/// `response` is set.
struct Intake {
    const Route* route = nullptr;
    std::optional<Error> error = {};
    std::optional<Response> response = {};
    std::optional<Error> words = {}; // what `response` says, for a page in its place
};

Intake take_in(const Shared& shared, MessageParser& parser, const IpAddress& connected);

} // namespace heed::http
