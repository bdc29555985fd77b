// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/savepoint.hpp"

namespace heed::journal {

Savepoint::Savepoint(db::Transaction& tx) : tx_(tx), appended_(tx.command().appended.size()) {
    run("SAVEPOINT reactor");
}

Savepoint::~Savepoint() {
    if (!open_) return;
    try {
        undo();
    } catch (const Fault&) {
        // The engine has ended the whole transaction; whoever runs it finds out at the next step.
        open_ = false;
    }
}

void Savepoint::keep() {
    run("RELEASE SAVEPOINT reactor");
    open_ = false;
}

void Savepoint::undo() {
    open_ = false;
    run("ROLLBACK TO SAVEPOINT reactor");
    run("RELEASE SAVEPOINT reactor");
    tx_.command().appended.resize(appended_);
}

void Savepoint::run(std::string_view sql) const {
    auto& statement = tx_.connection().prepare(sql);
    const db::StatementUse use(statement);
    while (statement.step()) {
    }
}

} // namespace heed::journal
