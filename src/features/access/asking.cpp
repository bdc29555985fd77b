// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/asking.hpp"

#include "features/access/attempts.hpp"
#include "features/access/letters.hpp"
#include "features/access/letting_in.hpp"

namespace heed::access {

namespace {

std::optional<PersonId>
receiver(db::Transaction& tx, people::PersonKind kind, const std::string& address) {
    const auto id = find_to_let_in(tx, address);
    if (!id) return std::nullopt;
    const auto person = people::find_person(tx, *id);
    if (!person || !person->active || person->kind != kind) return std::nullopt;
    return id;
}

} // namespace

Result<Done> ask_for_link(db::Transaction& tx, const Asked& asked, Instant now) {
    TRY(take_attempt(tx, attempt_key("asking", asked.network), asking_rule, now));
    const auto key = attempt_key(name_of(asked.purpose), asked.address);
    const bool may_write = take_attempt(tx, key, letter_rule, now).has_value();
    const auto person = receiver(tx, asked.from, asked.address);
    if (!person || !may_write) return Done{};
    const Letter letter{
        .purpose = asked.purpose,
        .person = *person,
        .address = asked.address,
        .link = asked.link,
    };
    people::learn_language(tx, Actor{}, {.person = *person, .language = asked.language}, now);
    ask_letter(tx, Actor{}, letter, now);
    return Done{};
}

} // namespace heed::access
