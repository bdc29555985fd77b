// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

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

} // namespace heed::mail
