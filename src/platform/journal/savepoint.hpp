// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

namespace heed::journal {

/// Part of a transaction that can be taken back alone. Undone at the end of the scope unless kept.
class Savepoint {
public:
    explicit Savepoint(db::Transaction& tx);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();

    void keep();
    void undo();

private:
    void run(std::string_view sql) const;

    db::Transaction& tx_;
    std::size_t appended_; // facts before it began
    bool open_ = true;
};

} // namespace heed::journal
