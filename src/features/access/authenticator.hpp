// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::access {

/// The secret of an app on its way to its owner, made before the transaction that keeps it.
struct FreshAuthenticator {
    std::string sealed;
};

FreshAuthenticator fresh_authenticator(const crypto::Sealer& sealer, PersonId person);

/// Capital letters and digits, for typing it into an app.
std::string secret_text(std::string_view secret);

/// What an app reads from a QR code.
struct AppLabel {
    std::string desk;
    std::string email;
};

std::string app_url(std::string_view secret, const AppLabel& label);

/// Keeps one that waits for its first code; the one in force stays until then.
Result<Done> keep_authenticator(
    db::Transaction& tx, const Actor& actor, const FreshAuthenticator& fresh, Instant now
);

/// Of the one that waits. Refuses `nothing_to_confirm`.
Result<std::string>
waiting_secret(db::Transaction& tx, const crypto::Sealer& sealer, PersonId person);

/// A code by the app that waits, looked at before the transaction that confirms it.
struct FirstCode {
    std::string sealed; // which one it is of
    std::int64_t period = 0;
};

/// Refuses `nothing_to_confirm` and `wrong_code`.
Result<FirstCode> check_first_code(
    db::Transaction& tx,
    const crypto::Sealer& sealer,
    PersonId person,
    std::string_view code,
    Instant now
);

/// Puts the app in force. Refuses `nothing_to_confirm` when it is another by now, or confirmed.
Result<Done>
confirm_authenticator(db::Transaction& tx, const Actor& actor, const FirstCode& code, Instant now);

/// Refuses `not_found`, and `last_factor` to whom the desk asks for one.
Result<Done> remove_authenticator(db::Transaction& tx, const Actor& actor, Instant now);

/// Which period `code` is of by the app in force; nothing for wrong ones and for who has none.
std::optional<std::int64_t> period_of(
    db::Transaction& tx,
    const crypto::Sealer& sealer,
    PersonId person,
    std::string_view code,
    Instant now
);

} // namespace heed::access
