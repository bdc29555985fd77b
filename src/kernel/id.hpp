// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace heed {

/// A row's 64-bit number, below 2^53 so that JavaScript reads it exactly. Distinct per `Tag`.
template <class Tag>
struct Id {
    std::int64_t value = 0;

    auto operator<=>(const Id&) const = default;

    /// Zero is never given to a row; a default Id means "not saved yet".
    [[nodiscard]] bool is_set() const { return value != 0; }
};

using PersonId = Id<struct PersonTag>;
using OrganisationId = Id<struct OrganisationTag>;
using TeamId = Id<struct TeamTag>;
using TicketId = Id<struct TicketTag>;
using EntryId = Id<struct EntryTag>;

/// The public number of a ticket; addresses it in the API and in front of customers.
using TicketNumber = Id<struct TicketNumberTag>;

} // namespace heed

template <class Tag>
struct std::hash<heed::Id<Tag>> {
    std::size_t operator()(heed::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
