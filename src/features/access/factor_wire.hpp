// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/passkey_wire.hpp"
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

/// Something that happened to an account: a fact about it, by its kind.
struct AccountEvent {
    Instant at = {};
    std::string kind;
    std::optional<std::string> network; // of sign-ins, and of those that failed
    std::optional<std::string> method;  // of sign-ins
    std::optional<std::int64_t> tries;  // of those that failed, within one minute
    std::optional<std::string> name;    // of a passkey
    bool by_another = false;            // an administrator or the desk, not its owner
};
HEED_FIELDS(AccountEvent, at, kind, network, method, tries, name, by_another)

/// How an account is protected.
struct SecurityView {
    std::optional<Instant> password_changed_at;
    std::optional<Instant> authenticator_since;
    std::int64_t recovery_codes_left = 0;
    std::vector<PasskeyView> passkeys;
    std::optional<Instant> factor_needed_from; // the desk asks for a second factor
    std::vector<AccountEvent> events;          // the newest first, at most 30
};
HEED_FIELDS(
    SecurityView,
    password_changed_at,
    authenticator_since,
    recovery_codes_left,
    passkeys,
    factor_needed_from,
    events
)

} // namespace heed::access::wire
