// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/letting_in.hpp"

#include "features/people/people.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::access {

std::optional<PersonId> find_to_let_in(db::Transaction& tx, std::string_view address) {
    const auto id = people::find_by_address(tx, address);
    if (!id) return std::nullopt;
    const auto person = people::find_person(tx, *id);
    if (!person) return std::nullopt;
    const bool by_any = person->kind == people::PersonKind::customer;
    if (by_any || person->email == mail::normalised_address(address)) return id;
    return std::nullopt;
}

} // namespace heed::access
