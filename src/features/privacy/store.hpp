// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/privacy/erasure.hpp"
#include "features/privacy/request.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <vector>

namespace heed::privacy::store {

PrivacySettings settings(db::Transaction& tx);
PrivacySettings settings_for_update(db::Transaction& tx);
void save_settings(db::Transaction& tx, const PrivacySettings& settings);

/// The id, or nothing when the same is asked for already.
std::optional<RequestId> insert(db::Transaction& tx, const PrivacyRequest& request);
std::optional<PrivacyRequest> find(db::Transaction& tx, RequestId id);
std::optional<PrivacyRequest> find_for_update(db::Transaction& tx, RequestId id);
void save(db::Transaction& tx, const PrivacyRequest& request);
/// What is asked for or being carried out of the same kind about the same.
std::optional<PrivacyRequest> find_open_for_update(db::Transaction& tx, const PrivacyRequest& like);
/// Newest first.
std::vector<PrivacyRequest> newest(db::Transaction& tx, int limit);
/// The oldest that is being carried out.
std::optional<PrivacyRequest> first_running(db::Transaction& tx);
/// The oldest that nobody confirmed in time.
std::optional<PrivacyRequest> first_expired(db::Transaction& tx, Instant now);
/// Whether an erasure of this person was carried out.
bool was_erased(db::Transaction& tx, PersonId person);

std::optional<LegalHold> find_hold(db::Transaction& tx, TicketId ticket);
/// False when the ticket is held already.
bool insert_hold(db::Transaction& tx, const LegalHold& hold);
bool remove_hold(db::Transaction& tx, TicketId ticket);

/// Gives it the next id.
void note(db::Transaction& tx, const Erasure& erasure);
/// Keeps the id it has.
void note_again(db::Transaction& tx, const Erasure& erasure);
bool is_noted(db::Transaction& tx, ErasureId id);
std::vector<Erasure> erasures_after(db::Transaction& tx, ErasureId id, int limit);

} // namespace heed::privacy::store
