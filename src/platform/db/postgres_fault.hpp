// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/check.hpp"

#include <string>

namespace heed::db {

/// What PostgreSQL says went wrong, with its SQLSTATE; an empty one when the connection is gone.
class PostgresFault : public Fault {
public:
    PostgresFault(std::string state, const std::string& text)
        : Fault(text), state_(std::move(state)) {}

    [[nodiscard]] const std::string& state() const { return state_; }

    /// Full, failing or out of reach: refuse with 503.
    [[nodiscard]] bool is_storage() const;

    /// Deadlock or serialization failure: the same work may succeed when run again.
    [[nodiscard]] bool is_conflict() const;

    /// A unique index has the row already: somebody else's, or the command's own mistake.
    [[nodiscard]] bool is_taken() const { return state_ == "23505"; }

    /// The session is over, or the server is no longer the one that may write. Whether a COMMIT
    /// that met this was carried out is not known.
    [[nodiscard]] bool is_lost_connection() const;

    /// A statement ran past its time limit.
    [[nodiscard]] bool is_timeout() const { return state_ == "57014"; }

private:
    std::string state_;
};

} // namespace heed::db
