// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::audit {

struct FactActor {
    std::string kind;
    std::optional<std::int64_t> id;
    std::optional<std::string> name;   // of a person as they are called now; of a token
    std::optional<std::string> reason; // of the desk itself: which job or reader
};
HEED_FIELDS(FactActor, kind, id, name, reason)

struct FactItem {
    std::int64_t position = 0;
    Instant at = {};
    FactActor actor;
    std::string kind;
    std::string subject_type;
    std::int64_t subject_id = 0;
    std::optional<TicketId> number; // of the ticket it belongs to
    RawJson data;
    std::optional<std::int64_t> caused_by;
    std::string origin;
};
HEED_FIELDS(
    FactItem, position, at, actor, kind, subject_type, subject_id, number, data, caused_by, origin
)

struct FactList {
    std::vector<FactItem> items;
    std::optional<std::string> next;
    std::optional<Instant> looked_back_to; // with `next`: how far this page came
};
HEED_FIELDS(FactList, items, next, looked_back_to)

struct SealWire {
    std::string head; // position and hash of the newest seal
    std::optional<Instant> sealed_at;
    std::int64_t unsealed = 0; // facts after it
};
HEED_FIELDS(SealWire, head, sealed_at, unsealed)

} // namespace heed::audit
