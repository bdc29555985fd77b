// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/journal/positions.hpp"

#include <optional>
#include <string>

namespace heed::journal {

/// One link of the chain that shows whether somebody edited or cut the journal.
///
/// `hash` is SHA-256 over the hash of the seal before it (32 zero bytes for the first) and, in
/// order of position, over every fact after `after` up to `position`: each of its fields as a
/// netstring
/// (`length:bytes,`, numbers in decimal, an absent one as `-,`) in the order of `Fact`, its digest
/// in place of its data. The digest is SHA-256 over salt, kind, instant and data (fact.cpp); a fact
/// whose payload was erased keeps its digest, and so its place in the chain.
struct Seal {
    std::int64_t position = 0; // 0 where nothing is sealed yet
    std::int64_t after = 0;
    std::int64_t facts = 0;
    db::Bytes hash = {std::string(32, '\0')};
    Instant sealed_at = {};
};
HEED_FIELDS(Seal, position, after, facts, hash, sealed_at)

/// The newest, or one of position 0.
Seal last_seal(db::Transaction& tx);

/// `POSITION:HASH`, as it is logged, shown and asked for.
std::string head_text(const Seal& seal);

/// Facts that no seal covers yet.
std::int64_t unsealed_facts(db::Transaction& tx);

/// Adds links to the chain, behind the rule for gaps. One per node: of two that seal the same facts
/// one is the first, and the other goes on behind it.
class Sealer {
public:
    explicit Sealer(db::Database& database) : database_(database) {}

    /// At most 16 seals of at most 256 facts each; true when there is more to seal now.
    bool step(Instant now);

private:
    bool add(const std::vector<Seal>& seals);

    db::Database& database_;
    std::optional<JournalReader> journal_;
    Seal last_;
};

/// What a walk along the chain found.
struct SealReport {
    std::int64_t facts = 0;            // looked at
    std::int64_t erased = 0;           // of these, without payload
    std::int64_t unsealed = 0;         // after the last seal: up to a second's worth is normal
    std::string head;                  // as `head_text`
    std::vector<std::string> problems; // the first ones, a sentence each; empty when all is true
};
HEED_FIELDS(SealReport, facts, erased, unsealed, head, problems)

/// Compares every fact with its digest and every seal with its facts. `noted` is a head from the
/// log, a backup or an auditor's own notes: it must still be a link of the chain, which shows a
/// journal that was sealed anew as a whole. Refuses `bad_head` when it is no `POSITION:HASH`.
Result<SealReport> check_seals(db::Database& database, std::optional<std::string_view> noted = {});

} // namespace heed::journal
