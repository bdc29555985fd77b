// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/seal.hpp"

#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/journal/seal_hash.hpp"

#include <fmt/format.h>

namespace heed::journal {

namespace {

constexpr int seals_a_step = 16;
constexpr std::size_t facts_a_seal = 256;

/// The seal of `facts`, which follow the last one without a gap that could still fill.
Seal sealed(db::Transaction& tx, const Seal& last, const std::vector<Fact>& facts) {
    const auto until = facts.back().position;
    const auto marks = marks_between(tx, last.position, until);
    CHECK(marks.size() == facts.size());
    SealHash hash(last);
    for (std::size_t at = 0; at < facts.size(); ++at) hash.add(facts[at], marks[at].digest.value);
    return {
        .position = until,
        .after = last.position,
        .facts = static_cast<std::int64_t>(facts.size()),
        .hash = {hash.finish()},
    };
}

} // namespace

Seal last_seal(db::Transaction& tx) {
    const auto last = tx.row<Seal>(
        "SELECT position, after, facts, hash, sealed_at FROM seal ORDER BY position DESC LIMIT 1"
    );
    return last.value_or(Seal{});
}

std::string head_text(const Seal& seal) {
    return fmt::format("{}:{}", seal.position, crypto::hex(seal.hash.value));
}

std::int64_t unsealed_facts(db::Transaction& tx) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM event WHERE position > ?1", last_seal(tx).position
    );
}

bool Sealer::step(Instant now) {
    if (!journal_) {
        last_ = database_.read(last_seal);
        journal_.emplace(database_, last_.position);
    }
    std::vector<Seal> seals;
    auto last = last_;
    while (seals.size() < seals_a_step) {
        const auto facts = journal_->next(facts_a_seal);
        if (facts.empty()) break;
        last = database_.read([&](db::Transaction& tx) { return sealed(tx, last, facts); });
        last.sealed_at = now;
        seals.push_back(last);
    }
    if (seals.empty()) return false;
    if (!add(seals)) {
        journal_.reset();
        return true;
    }
    last_ = last;
    return seals.size() == seals_a_step;
}

/// False when another node was first, or the database has no room for it now: to be begun anew.
bool Sealer::add(const std::vector<Seal>& seals) {
    const auto added = database_.write(
        [&](db::Transaction& tx) -> Result<bool> {
            for (const auto& seal : seals) {
                const auto rows = tx.run(
                    "INSERT INTO seal (position, after, facts, hash, sealed_at) "
                    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                    seal.position,
                    seal.after,
                    seal.facts,
                    seal.hash,
                    seal.sealed_at
                );
                if (rows == 0) return refuse(Refusal::conflict, "sealed_meanwhile");
            }
            return true;
        },
        {.lane = db::Lane::background}
    );
    return added.has_value();
}

} // namespace heed::journal
