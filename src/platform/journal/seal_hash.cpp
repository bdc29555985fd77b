// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/seal_hash.hpp"

#include <fmt/format.h>

namespace heed::journal {

namespace {

/// Fields one behind the other, so that no two facts read alike.
class Netstrings {
public:
    Netstrings& add(std::string_view bytes) {
        fmt::format_to(std::back_inserter(text_), "{}:{},", bytes.size(), bytes);
        return *this;
    }

    Netstrings& add(std::int64_t number) { return add(fmt::format_int(number).str()); }

    template <class T>
    Netstrings& add(const std::optional<T>& there) {
        if (there) return add(*there);
        text_ += "-,";
        return *this;
    }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

} // namespace

std::vector<Mark> marks_between(db::Transaction& tx, std::int64_t after, std::int64_t until) {
    return tx.rows<Mark>(
        "SELECT position, salt, digest FROM event WHERE position > ?1 AND position <= ?2 "
        "ORDER BY position",
        after,
        until
    );
}

void SealHash::add(const Fact& fact, std::string_view digest) {
    Netstrings fields;
    fields.add(fact.position)
        .add(fact.at.time_since_epoch().count())
        .add(fact.actor_kind)
        .add(fact.actor_id)
        .add(fact.actor_reason)
        .add(fact.kind)
        .add(fact.subject_type)
        .add(fact.subject_id)
        .add(fact.ticket_id.transform([](TicketId ticket) { return ticket.value; }))
        .add(digest)
        .add(fact.command_id)
        .add(static_cast<std::int64_t>(fact.ordinal))
        .add(fact.caused_by)
        .add(static_cast<std::int64_t>(fact.depth))
        .add(fact.origin);
    hash_.add(fields.text());
}

} // namespace heed::journal
