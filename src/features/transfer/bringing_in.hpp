// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/transfer/checking.hpp"
#include "features/transfer/wire.hpp"
#include "kernel/actor.hpp"

#include <string>
#include <vector>

namespace heed::transfer {

/// A request with the bytes of its files made ready, in order of its entries and their files.
struct ReadyTicket {
    wire::TicketLine line;
    std::vector<attachments::NewAttachment> files;
};

/// Brings single lines in, each inside a transaction of the caller. A line that came before is
/// passed over.
class BringingIn {
public:
    /// False when it came before.
    using Brought = Result<bool>;

    BringingIn(std::string source, const DeskNames& names, Instant now);

    Brought bring(db::Transaction& tx, const wire::OrganisationLine& line) const;
    Brought bring(db::Transaction& tx, const wire::PersonLine& line) const;
    Brought bring(db::Transaction& tx, const ReadyTicket& ticket) const;
    Brought bring(db::Transaction& tx, const wire::LinkLine& line) const;

private:
    struct Author;
    struct Writing;

    [[nodiscard]] std::string key(std::string_view kind, std::string_view id) const;
    [[nodiscard]] Actor agent(std::string_view address) const;
    Result<PersonId> person(db::Transaction& tx, const std::string& named, Instant at) const;
    Result<PersonId> known_or_new(db::Transaction& tx, const wire::PersonLine& line) const;
    Result<tickets::Ticket> open(db::Transaction& tx, const wire::TicketLine& line) const;
    Result<> write(db::Transaction& tx, const Writing& writing) const;
    Result<> receive(db::Transaction& tx, const Writing& writing) const;
    Result<> answer(db::Transaction& tx, const Writing& writing) const;
    Result<> note(db::Transaction& tx, const Writing& writing) const;
    Result<> call(db::Transaction& tx, const Writing& writing) const;
    Result<> write_all(db::Transaction& tx, const ReadyTicket& ticket, TicketId id) const;
    Result<> note_name(db::Transaction& tx, const wire::TicketLine& line, TicketId id) const;
    Result<> come_to_state(db::Transaction& tx, const wire::TicketLine& line, TicketId id) const;

    std::string source_;
    const DeskNames& names_;
    Instant now_;
};

} // namespace heed::transfer
