// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/privacy/erasure.hpp"
#include "kernel/text.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <vector>

namespace heed::privacy {

/// Why something is gone: it stands for everybody to read where it stood.
using Reason = Text<3, 300>;

struct RedactEntry {
    // As somebody selected them; without any, all that the entry says, and its files.
    std::optional<std::vector<Text<2, 2000>>> words;
    std::optional<bool> everywhere; // also in the ticket's other entries, which may quote it
    Reason reason;
    // As it was noted in another state of this desk, of which the marker tells then; no part of
    // what is asked.
    const Erasure* again = nullptr;
};
HEED_FIELDS(RedactEntry, words, everywhere, reason)

struct RedactFile {
    Reason reason;
    const Erasure* again = nullptr;
};
HEED_FIELDS(RedactFile, reason)

/// Takes words out of an entry and wherever else they live: its letter, the ticket's own texts, the
/// journal. What stood there cannot be brought back by anybody. Refuses `not_allowed` who may not
/// redact in that team, `words_not_found`, `too_many_words`, and `reason_repeats` for a reason that
/// says them again.
Result<Done> redact_entry(
    db::Transaction& tx, const Actor& actor, EntryId id, const RedactEntry& command, Instant now
);

/// A file becomes a short text that says why it is gone; the letter that brought it goes, too.
Result<Done> redact_file(
    db::Transaction& tx,
    const Actor& actor,
    attachments::AttachmentId id,
    const RedactFile& command,
    Instant now
);

} // namespace heed::privacy
