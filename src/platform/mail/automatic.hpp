// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::mail {

/// Who we are to the outside: needed to recognise our own letters coming back.
struct DeskIdentity {
    std::string desk_id;                // value of our X-Heed-Loop header
    std::vector<std::string> addresses; // of all mailboxes
};
HEED_FIELDS(DeskIdentity, desk_id, addresses)

/// One of the desk's own addresses, with or without something after a plus (as signed reply
/// addresses have).
bool is_address_of(const DeskIdentity& desk, std::string_view address);

enum class AutomaticKind {
    not_automatic, // a person wrote it
    auto_reply,    // out of office, vacation, "we got your letter", receipts
    bulk,          // lists, newsletters, notifications of machines
    bounce,        // could not be delivered, or not yet
    own_loop       // our own automatic letter came back
};

struct Automatic {
    AutomaticKind kind = AutomaticKind::not_automatic;
    bool out_of_office = false;
    std::string reason = {}; // one English sentence; empty for `not_automatic`
};
HEED_FIELDS(Automatic, kind, out_of_office, reason)

/// Did a machine write this letter? Lists (`List-Id`, `Precedence: list`) count as bulk although
/// a person may stand behind them: such a letter still becomes a ticket, it is only not answered
/// automatically.
Automatic judge_automatic(const Letter& letter, const DeskIdentity& desk);

struct Permitted {
    bool allowed = false;
    std::string reason = {}; // why not
};
HEED_FIELDS(Permitted, allowed, reason)

/// May an automatic acknowledgement be sent for this letter (RFC 3834)? Rate caps are the
/// caller's: they need memory.
Permitted may_acknowledge(const Letter& letter, const DeskIdentity& desk);

/// One of those who did not get a letter, or complained of it.
struct BouncedRecipient {
    std::string status; // "5.1.1"; "5.0.0" or "4.0.0" when only the kind is known
    bool hard = false;
    bool delayed = false;  // the mail server goes on trying
    std::string reason;    // for people: the diagnostic or a sentence
    std::string recipient; // normalised; empty when unclear
};
HEED_FIELDS(BouncedRecipient, status, hard, delayed, reason, recipient)

/// What a bounce says. Unless `delayed` the mail server has given up; only `hard` ones say that the
/// address is no good.
struct Bounce {
    std::string status; // "5.1.1"; "5.0.0" or "4.0.0" when only the kind is known
    bool hard = false;
    bool delayed = false;                      // it goes on trying
    std::string reason;                        // for people: the diagnostic or a sentence
    std::string recipient;                     // normalised; empty when unclear
    std::string original_message_id;           // without angle brackets; empty when unclear
    std::string original_reply_to = {};        // of our letter; empty when unclear
    bool complaint = false;                    // it arrived, and its reader calls it spam
    std::vector<BouncedRecipient> others = {}; // besides the worst, the failed ones first
};
HEED_FIELDS(
    Bounce,
    status,
    hard,
    delayed,
    reason,
    recipient,
    original_message_id,
    original_reply_to,
    complaint,
    others
)

/// The bounce in this letter, if it is one: RFC 3464 reports and complaints (RFC 5965) first, then
/// X-Failed-Recipients, then the words and senders that mail servers use.
std::optional<Bounce> find_bounce(const Letter& letter);

} // namespace heed::mail
