// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "platform/db/transaction.hpp"
#include "platform/json/decode.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::journal {

/// What a fact is about; with its ticket where there is one. Reactors keep order per subject.
struct Subject {
    std::string_view type; // "ticket", "person", …: the name of the table
    std::int64_t id = 0;
    std::optional<TicketId> ticket = {};
};

inline Subject ticket_subject(TicketId ticket) {
    return {.type = "ticket", .id = ticket.value, .ticket = ticket};
}

/// One line of the journal, as reactors hear it.
struct Fact {
    std::int64_t position = 0;
    Instant at = {};
    std::string actor_kind;
    std::optional<std::int64_t> actor_id; // a person; none for the system and strangers
    std::optional<std::string> actor_reason;
    std::string kind;
    std::string subject_type;
    std::int64_t subject_id = 0;
    std::optional<TicketId> ticket_id;
    RawJson data;
    std::string command_id;
    int ordinal = 0;
    std::optional<std::int64_t> caused_by;
    int depth = 0;
    std::string origin;

    /// The payload as the struct that was appended. Throws Fault when it does not fit: kinds are
    /// versioned by name, so that is damage, not an old fact.
    template <class Payload>
    [[nodiscard]] Payload as() const {
        auto payload = decode_fact<Payload>(data.text);
        if (!payload) bad_payload(payload.error());
        return std::move(*payload);
    }

    template <class Payload>
    [[nodiscard]] bool is() const {
        return kind == Payload::kind;
    }

private:
    [[noreturn]] void bad_payload(const Error& error) const;
};
HEED_FIELDS(
    Fact,
    position,
    at,
    actor_kind,
    actor_id,
    actor_reason,
    kind,
    subject_type,
    subject_id,
    ticket_id,
    data,
    command_id,
    ordinal,
    caused_by,
    depth,
    origin
)

std::int64_t append_json(
    db::Transaction& tx,
    const Actor& actor,
    Instant at,
    std::string_view kind,
    const Subject& subject,
    std::string data
);

/// Writes one fact in the transaction of the change it tells of, and gives its position back.
/// `Payload` names its kind (`static constexpr std::string_view kind = "ticket_opened"`) and its
/// subject (`Subject subject() const`); it carries what readers need, old and new value.
template <class Payload>
std::int64_t append(db::Transaction& tx, const Actor& actor, Instant at, const Payload& payload) {
    return append_json(tx, actor, at, Payload::kind, payload.subject(), to_json(payload));
}

/// What stands for a fact's payload in the sealed journal: SHA-256 over salt, kind, instant and
/// data. Erasure may remove data and salt; the digest stays.
std::string digest_of(std::string_view salt, const Fact& fact);

/// Highest position this snapshot sees; 0 for an empty journal.
std::int64_t head(db::Transaction& tx);

/// A position at or before the head up to which the journal is complete: whoever reads anything
/// from now on sees what all facts up to here tell. It is the furthest a reactor has read, as
/// those stop at gaps; so it may lag behind a little, and is 0 where nothing was read yet.
std::int64_t complete_to(db::Transaction& tx);

/// Eight letters by which a desk is known through backups, restores and moves: from its first fact.
/// Empty before that.
std::string desk_mark(db::Transaction& tx);

/// When the first fact behind this position happened; nothing when there is none in sight.
std::optional<Instant> first_at_behind(db::Transaction& tx, std::int64_t position);

} // namespace heed::journal
