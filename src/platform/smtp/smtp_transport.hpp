// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/smtp/mail_transport.hpp"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace heed::smtp {

struct Timeouts {
    std::chrono::milliseconds connect = std::chrono::seconds(20);
    // RFC 5321 would allow ten minutes after the dot; a filter that needs longer than this gets a
    // second copy with the same Message-ID.
    std::chrono::seconds reply{300};
    std::chrono::milliseconds letter = std::chrono::minutes(15); // everything together
};

/// How to reach the server that takes our letters.
struct Account {
    net::Endpoint endpoint;
    std::string user = {}; // empty = without signing in
    std::string password = {};
    std::string access_token = {}; // of OAuth 2.0; when it is not empty, instead of the password
    std::string hello_name = {};   // the host name we give; empty = this machine's
    Timeouts timeouts = {};
};

/// The real transport (libcurl). Keeps its connection between letters.
std::unique_ptr<MailTransport>
make_smtp_transport(Account account, net::AddressCheck check, std::stop_token stop = {});

} // namespace heed::smtp
