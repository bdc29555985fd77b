// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/second_step.hpp"

#include "features/access/attempts.hpp"
#include "features/access/authenticator.hpp"
#include "features/access/factors.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/people/people.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::access {

namespace {

constexpr std::size_t app_code_digits = 6;

/// Of one account from anywhere: who has the password and many networks gains little.
constexpr AttemptRule everywhere_rule = {
    .tries = 10, .window = std::chrono::minutes{15}, .longest = std::chrono::minutes{60}
};

std::unexpected<Error> over() {
    return refuse(
        Refusal::unauthenticated,
        "sign_in_over",
        {},
        "This took too long. Sign in with your password again."
    );
}

std::unexpected<Error> wrong_code() {
    return refuse(
        Refusal::unauthenticated,
        "wrong_code",
        "/code",
        "This code is wrong, or was used already. Wait for the next one the app shows."
    );
}

Result<store::OneTimeToken> get_good(db::Transaction& tx, std::string_view token, Instant now) {
    auto row = store::find_one_time_token(tx, crypto::token_digest(token));
    if (!row || row->purpose != Purpose::second_step || !row->person_id) return over();
    if (row->spent_at || row->expires_at <= now) return over();
    const auto person = people::find_person(tx, *row->person_id);
    if (!person || !person->active) return over();
    return *std::move(row);
}

std::string key_of(PersonId person, const std::string& network) {
    return attempt_key("second_step", std::to_string(person.value) + '\n' + network);
}

std::string key_of(PersonId person) {
    return attempt_key("second_step", std::to_string(person.value));
}

Result<> count(db::Database& database, PersonId person, const std::string& network, Instant now) {
    return database.write([&](db::Transaction& tx) -> Result<> {
        TRY(take_attempt(tx, key_of(person, network), account_rule, now));
        TRY(take_attempt(tx, key_of(person), everywhere_rule, now));
        return take_attempt(tx, attempt_key("network", network), network_rule, now);
    });
}

std::string without_spaces(std::string_view typed) {
    std::string code;
    std::ranges::copy_if(typed, std::back_inserter(code), [](char letter) {
        return letter != ' ';
    });
    return code;
}

/// What a code is, found out before the transaction that uses it up.
struct Judged {
    PersonId person;
    std::string code;
    std::optional<std::int64_t> period;

    [[nodiscard]] bool is_of_app() const { return code.size() == app_code_digits; }
};

/// True when it lets its person in, this once.
bool use(db::Transaction& tx, const Judged& judged, Instant now) {
    if (!judged.is_of_app()) return use_recovery_code(tx, judged.person, judged.code, now);
    return judged.period && store::use_period(tx, judged.person, *judged.period);
}

} // namespace

SecondStep
begin_second_step(db::Transaction& tx, PersonId person, const std::string& token, Instant now) {
    store::OneTimeToken row{
        .id = {},
        .purpose = Purpose::second_step,
        .person_id = person,
        .address = "",
        .digest = crypto::token_digest(token),
        .sealed = "",
        .created_at = now,
        .expires_at = now + life_of(Purpose::second_step),
        .spent_at = {},
    };
    store::insert_one_time_token(tx, row);
    return {.person = person, .token = token, .expires_at = row.expires_at};
}

Result<PersonId> peek_second_step(db::Transaction& tx, std::string_view token, Instant now) {
    const auto row = TRY(get_good(tx, token, now));
    return *row.person_id;
}

Result<PersonId> spend_second_step(db::Transaction& tx, std::string_view token, Instant now) {
    const auto row = TRY(get_good(tx, token, now));
    if (!store::spend_one_time_token(tx, row.id, now)) return over();
    return *row.person_id;
}

Result<NewSession> take_second_step(
    PasswordDoor& door, const crypto::Sealer& sealer, const SecondStepTry& given, Instant now
) {
    const auto person = TRY(door.db.read([&](db::Transaction& tx) {
        return peek_second_step(tx, given.token, now);
    }));
    TRY(count(door.db, person, given.network, now));
    Judged judged{.person = person, .code = without_spaces(given.code), .period = {}};
    judged.period = door.db.read([&](db::Transaction& tx) {
        return period_of(tx, sealer, person, judged.code, now);
    });
    NewSession session{.person = person, .token = crypto::random_token()};
    const auto entered = door.db.write([&](db::Transaction& tx) -> Result<> {
        TRY(spend_second_step(tx, given.token, now));
        if (!use(tx, judged, now)) return wrong_code();
        store::delete_attempts(tx, key_of(person, given.network));
        store::delete_attempts(tx, key_of(person));
        const SignIn how{
            .person = person,
            .method = judged.is_of_app() ? "code" : "recovery_code",
            .network = given.network,
            .device = given.device,
            .life = door.lives.agent,
        };
        open_session(tx, how, session.token, now);
        return {};
    });
    if (entered) return session;
    TRY(note_failure(door.db, person, given.network, now));
    return std::unexpected(entered.error());
}

} // namespace heed::access
