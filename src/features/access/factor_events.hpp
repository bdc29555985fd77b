// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/events.hpp"
#include "features/access/factor_policy.hpp"

namespace heed::access {

/// Somebody begins to set up an app; nothing asks for its codes yet.
struct AuthenticatorBegun {
    static constexpr std::string_view kind = "authenticator_begun";
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(AuthenticatorBegun, person)

/// `factor` is what was added: `authenticator` or `passkey`; `name` is of a passkey.
struct FactorAdded {
    static constexpr std::string_view kind = "factor_added";
    PersonId person;
    std::string factor;
    std::string name;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(FactorAdded, person, factor, name)

struct FactorRemoved {
    static constexpr std::string_view kind = "factor_removed";
    PersonId person;
    std::string factor;
    std::string name;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(FactorRemoved, person, factor, name)

/// Somebody else took away all of them.
struct FactorsReset {
    static constexpr std::string_view kind = "factors_reset";
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(FactorsReset, person)

/// Those before are worthless.
struct RecoveryCodesMade {
    static constexpr std::string_view kind = "recovery_codes_made";
    PersonId person;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(RecoveryCodesMade, person)

struct RecoveryCodeUsed {
    static constexpr std::string_view kind = "recovery_code_used";
    PersonId person;
    std::int64_t left = 0;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(RecoveryCodeUsed, person, left)

struct PasskeyRenamed {
    static constexpr std::string_view kind = "passkey_renamed";
    PersonId person;
    std::string before;
    std::string after;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(PasskeyRenamed, person, before, after)

/// An authenticator counted back, or not on: two may have the same key.
struct PasskeyCounterWentBack {
    static constexpr std::string_view kind = "passkey_counter_went_back";
    PersonId person;
    std::string name;

    [[nodiscard]] journal::Subject subject() const { return person_subject(person); }
};
HEED_FIELDS(PasskeyCounterWentBack, person, name)

struct FactorPolicyChanged {
    static constexpr std::string_view kind = "factor_policy_changed";
    FactorPolicy before;
    FactorPolicy after;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(FactorPolicyChanged, before, after)

} // namespace heed::access
