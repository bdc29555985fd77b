// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "features/outbound_mail/template.hpp"
#include "platform/journal/fact.hpp"

namespace heed::outbound_mail {

/// Words of letters were changed; both are kept whole.
struct TemplateChanged {
    static constexpr std::string_view kind = "template_changed";
    Template before;
    Template after;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(TemplateChanged, before, after)

/// Somebody asked that a letter which waited or had failed be tried once more.
struct LetterTriedAgain {
    static constexpr std::string_view kind = "letter_tried_again";
    OutgoingId letter;
    std::optional<TicketId> ticket_id;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "outgoing_letter", .id = letter.value};
    }
};
HEED_FIELDS(LetterTriedAgain, letter, ticket_id)

} // namespace heed::outbound_mail
