// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/sign_in.hpp"

#include "features/access/attempts.hpp"
#include "features/access/events.hpp"
#include "features/access/factor_policy.hpp"
#include "features/access/letting_in.hpp"
#include "features/access/second_step.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/people/people.hpp"
#include "platform/crypto/token.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::access {

namespace {

/// Who has that address, with the password to compare with. Nobody: nothing.
struct Account {
    PersonId person;
    std::string encoded;
    bool is_customer = false;
};

std::optional<Account> account_of(db::Transaction& tx, const std::string& address) {
    const auto id = find_to_let_in(tx, address);
    if (!id) return std::nullopt;
    const auto person = people::find_person(tx, *id);
    auto encoded = store::find_password(tx, *id);
    if (!person || !person->active || !encoded) return std::nullopt;
    return Account{
        .person = *id,
        .encoded = *std::move(encoded),
        .is_customer = person->kind == people::PersonKind::customer,
    };
}

std::string account_key(const std::string& address, const std::string& network) {
    return attempt_key("sign_in", address + '\n' + network);
}

/// Counted even if the caller goes away: a try that was not counted was free.
Result<> count(db::Database& database, const Credentials& credentials, Instant now) {
    return database.write([&](db::Transaction& tx) -> Result<> {
        const auto network = attempt_key("network", credentials.network);
        TRY(take_attempt(tx, account_key(credentials.email, credentials.network), account_rule, now)
        );
        return take_attempt(tx, network, network_rule, now);
    });
}

Result<bool> is_right(
    crypto::Passwords& passwords, const std::optional<Account>& account, std::string_view password
) {
    if (account) return passwords.verify(password, account->encoded);
    TRY(passwords.dummy_verify(password));
    return false;
}

/// The password once more at today's cost, where it was kept at another.
Result<std::optional<std::string>>
rehashed(crypto::Passwords& passwords, const Account& account, std::string_view password) {
    if (!passwords.needs_rehash(account.encoded)) return std::nullopt;
    return TRY(passwords.hash(password));
}

/// What follows a right password.
Entry entered(db::Transaction& tx, const SignIn& how, const NewSession& session, Instant now) {
    if (has_factor(tx, session.person))
        return begin_second_step(tx, session.person, session.token, now);
    open_session(tx, how, session.token, now);
    return session;
}

} // namespace

Result<> note_failure(
    db::Database& database, std::optional<PersonId> person, const std::string& network, Instant now
) {
    const auto minute_at = std::chrono::floor<std::chrono::minutes>(now);
    return database.write([&](db::Transaction& tx) -> Result<> {
        if (person) {
            store::count_failed_of(
                tx, {.person_id = *person, .network = network, .minute_at = minute_at}
            );
        } else {
            store::count_failed_sign_in(tx, network, minute_at);
        }
        return {};
    });
}

Result<Entry> sign_in(PasswordDoor& door, const Credentials& credentials, Instant now) {
    auto given = credentials;
    given.email = mail::normalised_address(credentials.email);
    TRY(count(door.db, given, now));
    const auto account =
        door.db.read([&](db::Transaction& tx) { return account_of(tx, given.email); });
    const bool right = TRY(is_right(door.passwords, account, given.password));
    if (!right) {
        const auto person = account ? std::optional(account->person) : std::nullopt;
        TRY(note_failure(door.db, person, given.network, now));
        return refuse(
            Refusal::unauthenticated, "wrong_credentials", {}, "Address or password is wrong."
        );
    }
    const auto fresh_hash = TRY(rehashed(door.passwords, *account, given.password));
    const NewSession session{
        .person = account->person,
        .token = crypto::random_token(),
        .of_customer = account->is_customer,
    };
    const SignIn how{
        .person = account->person,
        .method = "password",
        .network = given.network,
        .device = given.device,
        .life = account->is_customer ? door.lives.customer : door.lives.agent,
    };
    return door.db.write([&](db::Transaction& tx) -> Result<Entry> {
        if (fresh_hash) store::save_password(tx, account->person, *fresh_hash, now);
        store::delete_attempts(tx, account_key(given.email, given.network));
        return entered(tx, how, session, now);
    });
}

Result<> require_password(PasswordDoor& door, const Reassurance& given, Instant now) {
    const auto encoded =
        door.db.read([&](db::Transaction& tx) { return store::find_password(tx, given.person); });
    if (!encoded) return refuse(Refusal::conflict, "no_password", {}, "Ask for a reset instead.");
    const auto mine = std::to_string(given.person.value);
    TRY(count(door.db, {.email = mine, .password = {}, .network = given.network}, now));
    const bool right = TRY(door.passwords.verify(given.password, *encoded));
    if (!right) {
        TRY(note_failure(door.db, given.person, given.network, now));
        return refuse(
            Refusal::forbidden, "wrong_password", given.pointer, "The current password is another."
        );
    }
    return door.db.write([&](db::Transaction& tx) -> Result<> {
        store::delete_attempts(tx, account_key(mine, given.network));
        return {};
    });
}

Result<std::string> hash_for_change(
    PasswordDoor& door, const Actor& actor, const ChangePassword& command, Instant now
) {
    if (const auto refusal = crypto::password_refusal(command.password))
        return std::unexpected(*refusal);
    const Reassurance current{
        .person = actor.person,
        .password = command.current,
        .network = command.network,
        .pointer = "/current",
    };
    TRY(require_password(door, current, now));
    return door.passwords.hash(command.password);
}

Result<Done> change_password(
    db::Transaction& tx,
    const Actor& actor,
    const ChangePassword& command,
    const std::string& encoded,
    Instant now
) {
    store::save_password(tx, actor.person, encoded, now);
    store::delete_unspent(tx, actor.person, Purpose::password_reset);
    store::delete_unspent(tx, actor.person, Purpose::second_step);
    end_sessions(tx, actor, {.person = actor.person, .spared = command.session}, now);
    journal::append(tx, actor, now, PasswordChanged{.person = actor.person, .how = "own"});
    return Done{.id = actor.person.value};
}

} // namespace heed::access
