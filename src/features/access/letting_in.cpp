// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/letting_in.hpp"

#include "features/people/people.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::access {

std::optional<PersonId> find_to_let_in(db::Transaction& tx, std::string_view address) {
    const auto id = people::find_by_address(tx, address);
    // Also looked for where there is none, so that the time it takes does not tell.
    const auto person = people::find_person(tx, id.value_or(PersonId{0}));
    if (!id || !person) return std::nullopt;
    const bool by_any = person->kind == people::PersonKind::customer;
    // Both, since an old row may stand in another spelling.
    const auto primary = mail::normalised_address(person->email.value_or(""));
    return by_any || primary == mail::normalised_address(address) ? id : std::nullopt;
}

} // namespace heed::access
