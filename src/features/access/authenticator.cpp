// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/authenticator.hpp"

#include "features/access/factor_events.hpp"
#include "features/access/factors.hpp"
#include "features/access/store_factors.hpp"
#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/one_time_code.hpp"
#include "platform/http/parameters.hpp"

#include <algorithm>

namespace heed::access {

namespace {

std::string context_of(PersonId person) {
    return "authenticator/" + std::to_string(person.value) + "/sealed";
}

std::optional<std::int64_t> period_by(
    const crypto::Sealer& sealer,
    const store::Authenticator& authenticator,
    std::string_view code,
    Instant now
) {
    const auto secret = sealer.open(authenticator.sealed, context_of(authenticator.person_id));
    if (!secret) return std::nullopt;
    return crypto::period_of_code(*secret, code, now);
}

std::unexpected<Error> nothing_to_confirm() {
    return refuse(
        Refusal::conflict,
        "nothing_to_confirm",
        {},
        "No app waits for its first code: begin again and scan the new picture."
    );
}

} // namespace

FreshAuthenticator fresh_authenticator(const crypto::Sealer& sealer, PersonId person) {
    const auto secret = crypto::random_bytes(crypto::code_secret_size);
    return {.sealed = sealer.seal(secret, context_of(person))};
}

std::string secret_text(std::string_view secret) {
    auto text = crypto::base32(secret);
    for (auto& letter : text)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return text;
}

std::string app_url(std::string_view secret, const AppLabel& label) {
    const auto desk = http::percent_encoded(label.desk);
    return fmt::format(
        "otpauth://totp/{}:{}?secret={}&issuer={}",
        desk,
        http::percent_encoded(label.email),
        secret_text(secret),
        desk
    );
}

Result<Done> keep_authenticator(
    db::Transaction& tx, const Actor& actor, const FreshAuthenticator& fresh, Instant now
) {
    store::save_waiting_authenticator(
        tx, {.person_id = actor.person, .sealed = fresh.sealed, .created_at = now}
    );
    journal::append(tx, actor, now, AuthenticatorBegun{.person = actor.person});
    return Done{.id = actor.person.value};
}

Result<std::string>
waiting_secret(db::Transaction& tx, const crypto::Sealer& sealer, PersonId person) {
    const auto waiting = store::find_authenticator(tx, person, false);
    if (!waiting) return nothing_to_confirm();
    return sealer.open(waiting->sealed, context_of(person));
}

Result<FirstCode> check_first_code(
    db::Transaction& tx,
    const crypto::Sealer& sealer,
    PersonId person,
    std::string_view code,
    Instant now
) {
    const auto waiting = store::find_authenticator(tx, person, false);
    if (!waiting) return nothing_to_confirm();
    const auto period = period_by(sealer, *waiting, code, now);
    if (!period) {
        return refuse(
            Refusal::invalid,
            "wrong_code",
            "/code",
            "This is not the code the app shows now. Look whether the phone's clock is right."
        );
    }
    return FirstCode{.sealed = waiting->sealed, .period = *period};
}

Result<Done>
confirm_authenticator(db::Transaction& tx, const Actor& actor, const FirstCode& code, Instant now) {
    store::lock_person(tx, actor.person);
    const store::Authenticator waiting{
        .person_id = actor.person,
        .confirmed = false,
        .sealed = code.sealed,
        .created_at = now,
        .used_period = code.period,
    };
    if (!store::confirm_authenticator(tx, waiting, now)) return nothing_to_confirm();
    journal::append(
        tx, actor, now, FactorAdded{.person = actor.person, .factor = "authenticator", .name = {}}
    );
    return Done{.id = actor.person.value};
}

Result<Done> remove_authenticator(db::Transaction& tx, const Actor& actor, Instant now) {
    store::lock_person(tx, actor.person);
    if (!store::delete_authenticator(tx, actor.person, true))
        return refuse(Refusal::not_found, "not_found");
    TRY(require_factor_left(tx, actor.person));
    end_codes_of_nothing(tx, actor.person);
    journal::append(
        tx, actor, now, FactorRemoved{.person = actor.person, .factor = "authenticator", .name = {}}
    );
    return Done{.id = actor.person.value};
}

std::optional<std::int64_t> period_of(
    db::Transaction& tx,
    const crypto::Sealer& sealer,
    PersonId person,
    std::string_view code,
    Instant now
) {
    const auto authenticator = store::find_authenticator(tx, person, true);
    if (!authenticator) return std::nullopt;
    const auto period = period_by(sealer, *authenticator, code, now);
    // Looked at again when it is used: of two at once one is let in.
    if (!period || *period <= authenticator->used_period) return std::nullopt;
    return period;
}

} // namespace heed::access
