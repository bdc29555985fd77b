// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/sign_in.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"

#include <string>
#include <string_view>

namespace heed::access {

/// Keeps that the password was right, for ten minutes, under `token`, which nobody could guess.
SecondStep
begin_second_step(db::Transaction& tx, PersonId person, const std::string& token, Instant now);

/// Who is about to be let in. Refuses `sign_in_over` when it took too long, was done already, or
/// never was.
Result<PersonId> peek_second_step(db::Transaction& tx, std::string_view token, Instant now);

/// As `peek_second_step`, and nobody gets it again.
Result<PersonId> spend_second_step(db::Transaction& tx, std::string_view token, Instant now);

/// What the page of the second step sends, and from where.
struct SecondStepTry {
    std::string token;
    std::string code; // of the app, or a recovery code
    std::string network;
    Device device = {};
};

/// Begins the session. Each try is counted first, by account and network and by account alone, as
/// who tries codes has the password. Refuses `sign_in_over`, `wrong_code`, `too_many_attempts`.
Result<NewSession> take_second_step(
    PasswordDoor& door, const crypto::Sealer& sealer, const SecondStepTry& given, Instant now
);

} // namespace heed::access
