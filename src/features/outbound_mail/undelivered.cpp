// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/undelivered.hpp"

#include "features/outbound_mail/letter.hpp"
#include "features/settings/settings.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

using conversations::Delivery;
using conversations::DeliveryChanged;

} // namespace

bool is_for_demos(db::Transaction& tx, const conversations::Entry& entry) {
    if (!settings::is_demo(tx)) return false;
    auto addresses = conversations::addresses_from(entry.to_addresses);
    std::ranges::copy(
        conversations::addresses_from(entry.cc_addresses), std::back_inserter(addresses)
    );
    return !addresses.empty() &&
           std::ranges::all_of(addresses, [](const mail::MailAddress& address) {
               return is_demo_address(address.address);
           });
}

Result<> hear_undelivered(db::Transaction& tx, const journal::Fact& fact) {
    const auto changed = fact.as<DeliveryChanged>();
    if (changed.delivery != Delivery::failed && changed.delivery != Delivery::bounced) return {};
    const auto entry = conversations::find_entry(tx, changed.entry);
    if (!entry || is_for_demos(tx, *entry)) return {};
    return conversations::return_undelivered(
        tx, Actor::system("undelivered"), changed.entry, fact.at
    );
}

} // namespace heed::outbound_mail
