// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/portal/fields.hpp"
#include "features/portal/look.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::portal {

/// What somebody typed into the form, kept as it was typed.
struct AskForm {
    std::string subject = {};
    std::string text = {};
    std::string kind = {}; // of tickets::Kind; empty: the person is not sure
    std::string name = {};
    std::string email = {};
    std::string trap = {}; // people do not see this field
    std::string once = {}; // the same sending comes with the same one
};

/// The files that came with a form.
struct FilesSent {
    std::size_t count = 0;
    std::uint64_t bytes = 0;
};

FieldProblems problems_of(const AskForm& form, const FilesSent& files, const Look& look);

/// Problems of a message in a conversation.
FieldProblems
problems_of_message(const std::string& text, const FilesSent& files, const Words& words);

/// A message with its files, ready to be stored.
struct Said {
    std::string text;
    std::vector<attachments::NewAttachment> files = {};
};

struct Ask {
    tickets::Kind kind = tickets::Kind::question;
    std::string subject;
    Said said;
    // Without a session: whoever says to be at that address. They see nothing by it.
    std::string name = {};
    std::string address = {};
    std::string network = {};
    std::string language = {}; // that their browser likes; empty: none that the portal speaks
};

/// Opens a request. Refuses `too_many_attempts` to an address or network without a session.
Result<Done> ask_for_help(db::Transaction& tx, const Actor& actor, const Ask& ask, Instant now);

/// Adds to a request, or opens one that follows it when it is closed.
Result<Done>
say(db::Transaction& tx, const Actor& actor, TicketId id, const Said& said, Instant now);

} // namespace heed::portal
