// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/letter.hpp"

#include <chrono>

namespace heed::inbound_mail {

/// What came longer ago is not acknowledged. A desk that was away over a long weekend still answers
/// what came meanwhile. Who wrote earlier has had an answer, or needs one by a person; and a desk
/// that is connected to a mailbox full of old letters must not write to everybody in it.
inline constexpr std::chrono::days acknowledged_for{3};

/// Why a letter that is read now is too old to be acknowledged; nothing when it is not. It came
/// when the mail server says, or when it says that it was written, whichever is later; what lies in
/// the future is not believed, and without any date it came when we received it.
std::optional<std::string>
too_old_to_acknowledge(const LetterRow& letter, std::optional<Instant> written_at, Instant now);

} // namespace heed::inbound_mail
