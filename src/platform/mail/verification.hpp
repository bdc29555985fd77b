// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/automatic.hpp"
#include "platform/mail/letter.hpp"

#include <optional>
#include <string>

namespace heed::mail {

/// Whether a letter proves to some other service who reads it: a one-time code, a link to confirm
/// an address, an invitation into a company's workspace. Who gets a service to send such a letter
/// to an address of the desk, and reads it there, is taken for somebody of that company (the
/// "ticket trick"). One English sentence, or nothing.
///
/// Either its sender is no person (no-reply and its kin), or its words say so in one of ten
/// languages.
std::optional<std::string> verification_reason(const Letter& letter);

/// Whether its words alone say so, whoever sent it. Then nobody whom it merely names, by Reply-To
/// or as its first writer, may become the one who reads it: many services let anybody have a
/// letter sent with a Reply-To of their own. Web forms of the desk's own domains are believed,
/// where customers write of codes that never came.
bool proves_to_whom_it_names(const Letter& letter, const DeskIdentity& desk);

} // namespace heed::mail
