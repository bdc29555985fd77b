// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/text.hpp"

#include <optional>
#include <string>
#include <vector>

/// JSON of second factors.
namespace heed::access::wire {

struct TakeSecondStep {
    Text<1, 100> token;
    Text<1, 60> code;
};
HEED_FIELDS(TakeSecondStep, token, code)

struct OwnPassword {
    Text<1, 256> password;
};
HEED_FIELDS(OwnPassword, password)

struct FirstAppCode {
    Text<1, 20> code;
};
HEED_FIELDS(FirstAppCode, code)

/// For an app, as a link that becomes a QR code and as letters to type.
struct AuthenticatorView {
    std::string secret;
    std::string url;
};
HEED_FIELDS(AuthenticatorView, secret, url)

/// Shown in this answer alone; none when it is a replay.
struct RecoveryCodesView {
    std::vector<std::string> codes;
};
HEED_FIELDS(RecoveryCodesView, codes)

/// How an account is protected.
struct SecurityView {
    std::optional<Instant> password_changed_at;
    std::optional<Instant> authenticator_since;
    std::int64_t recovery_codes_left = 0;
    std::optional<Instant> factor_needed_from; // the desk asks for a second factor
};
HEED_FIELDS(
    SecurityView, password_changed_at, authenticator_since, recovery_codes_left, factor_needed_from
)

} // namespace heed::access::wire
