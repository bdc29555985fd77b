// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

/// Reads the value of an address header as sent (encoded words are decoded here). Knows quotes,
/// comments, groups, doubled angle brackets, trailing dots, unquoted commas in names, and falls
/// back to plain splitting when the list is broken. An entry without `@` keeps what there is, and
/// so does an address with blanks, quotes or control characters inside, which `is_mail_address`
/// refuses: without them it would be somebody else's.
std::vector<MailAddress> parse_addresses(std::string_view header_value);

/// The form that is compared and stored: trimmed, without brackets, `mailto:` and trailing dots,
/// ASCII letters in lower case (also the local part: no provider tells them apart any more), the
/// domain as `normalised_domain` gives it. Other letters of the local part stay: nobody knows which
/// of them a server takes for one.
std::string normalised_address(std::string_view address);

/// True for what may be typed as a mail address and sent to: local part, `@`, a domain with a
/// dot or an address literal, no blanks or control characters, at most 254 bytes.
bool is_mail_address(std::string_view address);

/// True where nobody will ever have an address: under `.invalid` (RFC 6761 6.4).
bool leads_nowhere(std::string_view address);

/// True for two dots side by side before the `@`. Some servers give such addresses away; who types
/// one has most likely slipped.
bool has_doubled_dot(std::string_view address);

/// What follows the last `@`, in lower case; empty when there is none.
std::string domain_of(std::string_view address);

/// The mailbox behind "ana+orders@acme.example": without what stands between `+` and `@`.
std::string without_detail(std::string_view address);

/// `Name <address>`, for people to read (not for headers: `compose` writes those).
std::string display_form(const MailAddress& address);

/// The subject without reply and forward prefixes ("Re:", "AW:", "RES:", "回复：", "Re[2]:" …)
/// and with blanks folded.
std::string clean_subject(std::string_view subject);

/// True when the outermost prefix says that the letter was forwarded ("Fwd:", "WG:", "TR:" …).
bool is_forward_subject(std::string_view subject);

} // namespace heed::mail
