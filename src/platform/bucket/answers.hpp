// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/bucket/request.hpp"

#include <optional>
#include <vector>

namespace heed::bucket {

/// The text of the first element of that name, its entities resolved; nothing when there is none.
std::optional<std::string> element(std::string_view xml, std::string_view name);

struct Listing {
    struct Object {
        std::string key;
        std::uint64_t size;
    };

    std::vector<Object> objects;
    std::string next; // the token of the next page; empty at the end
};

/// An answer to ListObjectsV2. Nothing for anything else.
std::optional<Listing> listing_from(std::string_view xml);

/// Whether the same request may go well in a moment.
bool is_passing(const Answer& answer);

/// What an answer that is no success means, and what to do about it.
BucketFault fault_of(const Answer& answer, const Account& account);

} // namespace heed::bucket
