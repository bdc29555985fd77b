// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/fact.hpp"

#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"

#include <fmt/format.h>

namespace heed::journal {

namespace {

std::string_view kind_name(Actor::Kind kind) {
    switch (kind) {
        case Actor::Kind::anonymous: return "anonymous";
        case Actor::Kind::customer: return "customer";
        case Actor::Kind::agent: return "agent";
        case Actor::Kind::token: return "token";
        case Actor::Kind::system: return "system";
    }
    return "anonymous";
}

template <class T>
std::optional<T> unless(bool condition, T value) {
    return condition ? std::nullopt : std::optional<T>(std::move(value));
}

Fact made(db::Transaction& tx, const Actor& actor, Instant at, const Subject& subject) {
    auto& command = tx.command();
    if (command.id.empty()) command.id = crypto::hex(crypto::random_bytes(16));
    Fact fact;
    fact.at = at;
    fact.actor_kind = kind_name(actor.kind);
    fact.actor_id = unless(!actor.person.is_set(), actor.person.value);
    fact.actor_reason = unless(actor.reason.empty(), actor.reason);
    fact.subject_type = subject.type;
    fact.subject_id = subject.id;
    fact.ticket_id = subject.ticket;
    fact.command_id = command.id;
    fact.ordinal = command.next_ordinal++;
    fact.caused_by = command.caused_by;
    fact.depth = command.depth;
    fact.origin = command.origin;
    return fact;
}

} // namespace

std::string digest_of(std::string_view salt, const Fact& fact) {
    return crypto::sha256(fmt::format(
        "{}{}\n{}\n{}", salt, fact.kind, fact.at.time_since_epoch().count(), fact.data.text
    ));
}

// NOLINTNEXTLINE(readability-function-size): what a fact is made of, named where it is called
std::int64_t append_json(
    db::Transaction& tx,
    const Actor& actor,
    Instant at,
    std::string_view kind,
    const Subject& subject,
    std::string data
) {
    CHECK(tx.writes());
    Fact fact = made(tx, actor, at, subject);
    fact.kind = kind;
    fact.data.text = std::move(data);
    const std::string salt = crypto::random_bytes(16);
    fact.position = tx.value<std::int64_t>(
        "INSERT INTO event (at, actor_kind, actor_id, actor_reason, kind, subject_type, "
        "subject_id, "
        "ticket_id, data, command_id, ordinal, caused_by, depth, origin, salt, digest) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) RETURNING "
        "position",
        fact.at,
        fact.actor_kind,
        fact.actor_id,
        fact.actor_reason,
        fact.kind,
        fact.subject_type,
        fact.subject_id,
        fact.ticket_id,
        fact.data,
        fact.command_id,
        fact.ordinal,
        fact.caused_by,
        fact.depth,
        fact.origin,
        db::Bytes{salt},
        db::Bytes{digest_of(salt, fact)}
    );
    const auto position = fact.position;
    tx.command().appended.emplace_back(std::move(fact));
    return position;
}

std::int64_t head(db::Transaction& tx) {
    return tx.value<std::int64_t>("SELECT coalesce(max(position), 0) FROM event");
}

std::int64_t complete_to(db::Transaction& tx) {
    return tx.value<std::int64_t>("SELECT coalesce(max(position), 0) FROM reactor");
}

std::string desk_mark(db::Transaction& tx) {
    constexpr std::size_t bytes = 4;
    const auto digest = tx.row<db::Bytes>("SELECT digest FROM event ORDER BY position LIMIT 1");
    return digest ? crypto::hex(digest->value.substr(0, bytes)) : "";
}

std::optional<Instant> first_at_behind(db::Transaction& tx, std::int64_t position) {
    return tx.row<Instant>(
        "SELECT at FROM event WHERE position > ?1 ORDER BY position LIMIT 1", position
    );
}

void Fact::bad_payload(const Error& error) const {
    throw Fault(fmt::format(
        "fact {} ({}) cannot be read: {} at {}", position, kind, error.code, error.pointer
    ));
}

} // namespace heed::journal
