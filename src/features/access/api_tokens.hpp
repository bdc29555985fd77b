// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "kernel/text.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::access {

using TokenId = Id<struct TokenTag>;

/// A key for programs. `scopes` are permission names, or `*` for all that its owner may.
struct CreateToken {
    std::string token = {}; // `crypto::new_api_token()`, made before; only its digest is kept
    Text<1, 100> name;
    std::vector<Text<1, 50>> scopes;
    std::optional<Instant> expires_at;
};
HEED_FIELDS(CreateToken, name, scopes, expires_at)

/// For the system actor the token acts for the desk itself, with exactly its scopes.
Result<Done>
create_token(db::Transaction& tx, const Actor& actor, const CreateToken& command, Instant now);
/// One's own, or anybody's with `token:manage`.
Result<Done> revoke_token(db::Transaction& tx, const Actor& actor, TokenId id, Instant now);

} // namespace heed::access
