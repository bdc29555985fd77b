// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbound_mail.hpp"

#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/outbound_mail/outbox.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/outbound_mail/undelivered.hpp"
#include "kernel/format.hpp"

#include <algorithm>

namespace heed::outbound_mail {

std::optional<LettersWait> letters_wait(db::Transaction& tx) {
    for (const auto& mailbox : mailboxes::all_mailboxes(tx)) {
        if (!mailbox.active || mailbox.smtp_host) continue;
        if (store::waiting_in(tx, mailbox.id.value, 1).empty()) continue;
        return LettersWait{
            .mailbox = mailbox.name,
            .text = "Letters wait in " + mailbox.name + ", which has no server to send them by.",
        };
    }
    if (store::without_mailbox(tx, 1).empty()) return std::nullopt;
    return LettersWait{
        .mailbox = {},
        .text = "Letters wait because no mailbox has a server to send them by.",
    };
}

std::optional<std::string> brake(db::Transaction& tx, Instant now) {
    if (!is_braked(tx, now)) return std::nullopt;
    return fmt::format(
        "The desk has acknowledged {} letters within an hour, and acknowledges no more for now. "
        "Somebody may be flooding it: look at the newest tickets.",
        acknowledgements_per_desk
    );
}

std::vector<journal::Reactor> reactors() {
    return {
        {.name = "outbox",
         .kind = journal::ReactorKind::acts,
         .hears =
             {conversations::MessageReleased::kind,
              conversations::MessageReceived::kind,
              access::AgentInvited::kind,
              access::PasswordResetAsked::kind,
              access::SignInLinkAsked::kind,
              access::PasswordChanged::kind,
              access::FactorAdded::kind,
              access::FactorRemoved::kind,
              access::FactorsReset::kind,
              access::RecoveryCodeUsed::kind},
         .tables = {},
         .hear = hear},
        {.name = "undelivered",
         .kind = journal::ReactorKind::acts,
         .hears = {conversations::DeliveryChanged::kind},
         .tables = {},
         .hear = hear_undelivered},
    };
}

} // namespace heed::outbound_mail
