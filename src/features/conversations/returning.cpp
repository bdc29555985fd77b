// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/conversations/store.hpp"

namespace heed::conversations {

namespace {

/// Kept as the version that an entry made when its ticket was as it should be already.
constexpr std::int64_t changed_nothing = -1;
constexpr std::size_t date_letters = 10; // "2024-03-01"

bool is_lost(const Entry& entry) {
    return entry.kind == EntryKind::message_out &&
           (entry.delivery == Delivery::failed || entry.delivery == Delivery::bounced);
}

std::string recipients_of(const Entry& entry) {
    std::string names;
    for (const auto& address : addresses_from(entry.to_addresses))
        names += (names.empty() ? "" : ", ") + address.address;
    return names.empty() ? "those it was for" : names;
}

std::string why_it_returns(const Entry& entry) {
    return "The answer of " + to_rfc3339(entry.at).substr(0, date_letters) + " did not reach " +
           recipients_of(entry) + ".";
}

} // namespace

Result<> return_undelivered(db::Transaction& tx, const Actor& actor, EntryId id, Instant now) {
    const auto known = store::find(tx, id);
    if (!known || !is_lost(*known)) return {};
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, known->ticket_id));
    if (store::woke_version(tx, id).value_or(0) != 0) return {};
    const auto version = ticket.version;
    TRY(tickets::come_back(tx, actor, ticket, why_it_returns(*known), now));
    store::set_woke(tx, id, ticket.version == version ? changed_nothing : ticket.version);
    return {};
}

} // namespace heed::conversations
