// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/asking.hpp"

#include "features/access/attempts.hpp"
#include "features/access/letters.hpp"
#include "features/access/letting_in.hpp"

namespace heed::access {

namespace {

constexpr PersonId nobody{0};

std::optional<PersonId>
receiver(db::Transaction& tx, people::PersonKind kind, const std::string& address) {
    const auto id = find_to_let_in(tx, address);
    const auto person = people::find_person(tx, id.value_or(nobody));
    if (!person || !person->active || person->kind != kind) return std::nullopt;
    return id;
}

} // namespace

Result<Done> ask_for_link(db::Transaction& tx, const Asked& asked, Instant now) {
    TRY(take_attempt(tx, attempt_key("asking", asked.network), asking_rule, now));
    const auto key = attempt_key(name_of(asked.purpose), asked.address);
    const bool may_write = take_attempt(tx, key, letter_rule, now).has_value();
    const auto found = receiver(tx, asked.from, asked.address);
    // From here on alike for all, step by step: the answer waits for the same work.
    const auto person = may_write ? found : std::nullopt;
    const Letter letter{
        .purpose = asked.purpose,
        .person = person.value_or(nobody),
        .address = person ? asked.address : std::string(),
        .link = asked.link,
    };
    people::learn_language(tx, Actor{}, {.person = letter.person, .language = asked.language}, now);
    if (person)
        ask_letter(tx, Actor{}, letter, now);
    else
        withhold_letter(tx, letter, asked.network, now);
    return Done{};
}

} // namespace heed::access
