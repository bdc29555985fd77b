// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/message_parser.hpp"
#include "platform/http/shared.hpp"

namespace heed::http {

/// What is decided when the head of a request has been read: fills the request (id, client,
/// route, parameters) and names its route, or says why not. Exactly one of the three is set.
struct Intake {
    const Route* route = nullptr;
    std::optional<Error> error = {};
    std::optional<Response> response = {};
};

Intake take_in(const Shared& shared, MessageParser& parser, const Address& connected);

} // namespace heed::http
