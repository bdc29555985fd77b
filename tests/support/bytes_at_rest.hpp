// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/support/world.hpp"

#include <string>
#include <vector>

namespace heed::tests {

/// All bytes that a desk keeps: the database file after its log was copied into it, or a dump of
/// the PostgreSQL schema with its blobs, and every file beside it. For canaries: what was erased
/// must not be found in it, plain or as base64 of any alignment.
class BytesAtRest {
public:
    explicit BytesAtRest(World& world);

    [[nodiscard]] bool contain(const std::string& word) const;

    /// Those of `words` that are found.
    [[nodiscard]] std::vector<std::string> found(const std::vector<std::string>& words) const;

private:
    std::vector<std::string> parts_;
};

} // namespace heed::tests
