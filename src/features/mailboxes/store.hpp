// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/lease.hpp"
#include "features/mailboxes/mailbox.hpp"
#include "features/mailboxes/signing_key.hpp"
#include "kernel/json.hpp"
#include "platform/db/transaction.hpp"

namespace heed::mailboxes::store {

MailboxId insert(db::Transaction& tx, const Mailbox& mailbox, Instant now);
void save(db::Transaction& tx, const Mailbox& mailbox);
std::optional<Mailbox> find(db::Transaction& tx, MailboxId id);
std::optional<Mailbox> find_for_update(db::Transaction& tx, MailboxId id);
std::vector<Mailbox> all(db::Transaction& tx);
/// Notes that its provider is asked now; false when somebody else has noted so meanwhile.
bool claim_refresh(db::Transaction& tx, MailboxId id, std::optional<Instant> tried_at, Instant now);

std::vector<std::string> addresses_of(db::Transaction& tx, MailboxId id);
std::vector<std::string> all_addresses(db::Transaction& tx);
std::optional<MailboxId> owner_of(db::Transaction& tx, std::string_view address);
/// The first of them that another mailbox has, if one has; one that stands twice is kept once.
[[nodiscard]] std::optional<std::size_t>
set_addresses(db::Transaction& tx, MailboxId id, const std::vector<std::string>& addresses);

std::optional<MailboxState> find_state(db::Transaction& tx, MailboxId id);
void save_state(db::Transaction& tx, MailboxId id, const MailboxState& state);
std::optional<RawJson> find_cursor(db::Transaction& tx, MailboxId id);
void save_cursor(db::Transaction& tx, MailboxId id, const RawJson& cursor);

/// The number of the lease now held; nothing while another holder's lasts.
std::optional<std::int64_t>
take_lease(db::Transaction& tx, const Lease& lease, Instant now, Instant until);
/// False when its number is no longer in force.
bool extend_lease(db::Transaction& tx, const Lease& lease, Instant until);

SigningKeyId insert_signing_key(db::Transaction& tx, const SigningKey& key);
void save_signing_key(db::Transaction& tx, const SigningKey& key);
bool remove_signing_key(db::Transaction& tx, SigningKeyId id);
std::optional<SigningKey> find_signing_key(db::Transaction& tx, SigningKeyId id);
std::optional<SigningKey> find_signing_key_for_update(db::Transaction& tx, SigningKeyId id);
/// Oldest first.
std::vector<SigningKey> signing_keys_of(db::Transaction& tx, std::string_view domain);

std::optional<std::string> find_value(db::Transaction& tx, std::string_view name);
void keep_value(db::Transaction& tx, std::string_view name, std::string_view value);

} // namespace heed::mailboxes::store
