// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/demo_people.hpp"
#include "platform/mail/letter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::app {

/// What a customer's mail program knows of the conversation so far.
struct DemoThread {
    std::string subject = {};
    std::vector<std::string> message_ids = {}; // oldest first
    std::string last_text = {};
    std::string last_writer = {};
    Instant last_at = {};
};

struct DemoMessage {
    const DemoCustomer& from;
    std::string text;
    std::vector<mail::MailAddress> cc = {};
    Instant at = {};
    std::uint64_t dice = 0; // decides its form: HTML or not, a picture, a file
};

/// The Message-ID of the next letter of a ticket, from whichever side.
std::string demo_message_id(std::uint32_t ticket, const DemoThread& thread, std::string_view host);

/// The letter as it arrives: an answer quotes what it answers. Adds it to the thread.
Result<std::string>
demo_letter(std::uint32_t ticket, const DemoMessage& message, DemoThread& thread);

} // namespace heed::app
