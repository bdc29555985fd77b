// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/crypto/digest.hpp"
#include "platform/journal/seal.hpp"

#include <string_view>
#include <vector>

namespace heed::journal {

/// What the journal keeps beside a fact. No salt: the payload was erased.
struct Mark {
    std::int64_t position = 0;
    db::Bytes salt;
    db::Bytes digest;
};
HEED_FIELDS(Mark, position, salt, digest)

/// Of the facts after `after` up to `until`, in order.
std::vector<Mark> marks_between(db::Transaction& tx, std::int64_t after, std::int64_t until);

/// The hash of the seal that follows `last`, over facts in order; see Seal.
class SealHash {
public:
    explicit SealHash(const Seal& last) { hash_.add(last.hash.value); }

    void add(const Fact& fact, std::string_view digest);

    /// 32 raw bytes.
    std::string finish() { return hash_.finish(); }

private:
    crypto::Sha256 hash_;
};

} // namespace heed::journal
