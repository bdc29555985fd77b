// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/commands.hpp"
#include "features/mailboxes/signing_key.hpp"

namespace heed::mailboxes {

/// More than anybody needs: each makes letters longer.
inline constexpr std::size_t signing_keys_max = 10;

/// Stores a fresh one; it signs nothing yet. Refuses `too_many_keys`.
Result<Done> keep_signing_key(db::Transaction& tx, const Writing& writing, const SigningKey& fresh);

enum class Record { found, not_looked_for };

/// From now on every letter of its domain is signed by it.
Result<Done>
start_signing(db::Transaction& tx, const Writing& writing, SigningKeyId id, Record record);
Result<Done> stop_signing(db::Transaction& tx, const Writing& writing, SigningKeyId id);
/// For good, with its private half.
Result<Done> remove_signing_key(db::Transaction& tx, const Writing& writing, SigningKeyId id);

} // namespace heed::mailboxes
