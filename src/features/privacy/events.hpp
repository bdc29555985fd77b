// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "kernel/enums.hpp"
#include "platform/journal/fact.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heed::privacy {

enum class What { words, entry, attachment };

} // namespace heed::privacy

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::privacy::What> = {
    "words", "entry", "attachment"
};

namespace heed::privacy {

/// Something was taken out of a conversation for good. It does not say what stood there; readers
/// that keep words of their own read the ticket anew.
struct EntryRedacted {
    static constexpr std::string_view kind = "entry_redacted";
    TicketId ticket;
    EntryId entry; // where it was seen
    What what = What::words;
    std::vector<EntryId> entries = {}; // all that had it
    std::optional<attachments::AttachmentId> attachment = {};
    std::string reason;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(EntryRedacted, ticket, entry, what, entries, attachment, reason)

} // namespace heed::privacy
