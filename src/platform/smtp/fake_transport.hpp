// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/smtp/mail_transport.hpp"

#include <deque>
#include <string>
#include <vector>

namespace heed::smtp {

/// A post office for tests: keeps what it is given, answers what it is told to.
class FakeTransport final : public MailTransport {
public:
    struct Sent {
        Envelope envelope;
        std::string letter;
    };

    SendOutcome
    send(const Envelope& envelope, std::string_view letter, const BeforeData& before_data) override;

    net::ConnectionTest test_connection() override { return net::connection_test(test_code); }

    std::vector<Sent> sent = {};               // what arrived, also when the sender could not know
    std::deque<SendOutcome> next_answers = {}; // used up in order; then everything is accepted
    std::string test_code = "ok";
};

} // namespace heed::smtp
