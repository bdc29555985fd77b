// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/security.hpp"

#include "features/access/factor_policy.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"

namespace heed::access {

wire::SecurityView security_of(db::Transaction& tx, PersonId agent) {
    wire::SecurityView view;
    view.password_changed_at = store::password_changed_at(tx, agent);
    if (const auto app = store::find_authenticator(tx, agent, true))
        view.authenticator_since = app->created_at;
    view.recovery_codes_left = store::recovery_codes_left(tx, agent);
    view.factor_needed_from = factor_needed_from(tx, agent);
    return view;
}

} // namespace heed::access
