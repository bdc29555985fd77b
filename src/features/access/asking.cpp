// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/asking.hpp"

#include "features/access/attempts.hpp"
#include "features/access/letters.hpp"

namespace heed::access {

namespace {

std::optional<PersonId>
receiver(db::Transaction& tx, people::PersonKind kind, const std::string& address) {
    const auto id = people::find_by_address(tx, address);
    if (!id) return std::nullopt;
    const auto person = people::find_person(tx, *id);
    if (!person || !person->active || person->kind != kind) return std::nullopt;
    return id;
}

} // namespace

Result<> ask_for_link(db::Database& db, const Asked& asked, Instant now) {
    const auto address = TRY(people::checked_address(asked.address, "/email"));
    return db.write([&](db::Transaction& tx) -> Result<> {
        TRY(take_attempt(tx, attempt_key("asking", asked.network), asking_rule, now));
        const auto key = attempt_key(name_of(asked.purpose), address);
        const bool may_write = take_attempt(tx, key, letter_rule, now).has_value();
        const auto person = receiver(tx, asked.from, address);
        if (!person || !may_write) return {};
        const Letter letter{
            .purpose = asked.purpose,
            .person = *person,
            .address = address,
            .link = asked.link,
        };
        ask_letter(tx, Actor{}, letter, now);
        return {};
    });
}

} // namespace heed::access
