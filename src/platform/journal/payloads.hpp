// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"
#include "platform/journal/fact.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::journal {

/// What a text of a payload becomes: nothing leaves it as it is. `member` is the name it stands
/// under; of the values of a changed field it is that field's.
using ChangeText =
    std::function<std::optional<std::string>(std::string_view member, std::string_view text)>;

/// The payload with its texts changed; its shape, and so what readers decode, stays.
std::string with_texts(std::string_view json, const ChangeText& change);

/// Empties every text but those that say what happened: states, kinds, instants and the like. A
/// fact whose members are named by none of these keeps its numbers.
std::optional<std::string> without_content(std::string_view member, std::string_view text);

/// What a fact says since it was rewritten.
struct Rewritten {
    std::int64_t position = 0;
    std::string digest; // hexadecimal, without a salt: what is left is no secret
};
HEED_FIELDS(Rewritten, position, digest)

/// Payloads lost texts. It is sealed like any fact, so that a payload without its salt is believed
/// only where one of these names it.
struct PayloadsRewritten {
    static constexpr std::string_view kind = "payloads_rewritten";
    std::vector<Rewritten> facts;

    [[nodiscard]] static Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(PayloadsRewritten, facts)

/// By whom and when payloads are rewritten.
struct Rewriter {
    const Actor& actor;
    Instant now;
};

/// Rewrites the payloads of all facts of a ticket, or about a person. Digest and position stay, and
/// the salt goes with what was there before: nobody can try out what it said, and the seal over
/// digests holds. Returns how many changed.
int rewrite_payloads_of(
    db::Transaction& tx, const Rewriter& rewriter, TicketId ticket, const ChangeText& change
);
int rewrite_payloads_of_person(
    db::Transaction& tx, const Rewriter& rewriter, PersonId person, const ChangeText& change
);
int rewrite_payloads_of_block(
    db::Transaction& tx, const Rewriter& rewriter, std::int64_t block, const ChangeText& change
);

} // namespace heed::journal
