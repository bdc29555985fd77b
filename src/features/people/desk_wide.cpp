// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/desk_wide.hpp"

#include "kernel/require.hpp"

namespace heed::people {

Result<> require_desk_wide(const Actor& actor, std::string_view pointer) {
    TRY(require_somewhere(actor, Permission::person_write));
    if (actor.may(Permission::person_write)) return {};
    return refuse(
        Refusal::forbidden,
        "desk_wide_only",
        pointer,
        "Addresses and organisations decide whose requests a customer reads in the portal. Ask "
        "somebody who may change customers in the whole desk, not in one team."
    );
}

} // namespace heed::people
