// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/imap/imap_source.hpp"

#include <memory>
#include <stop_token>

namespace heed::imap {

/// Waits for letters at a server that tells of them by itself (IDLE). It fetches nothing: whoever
/// waits fetches then, as when the time for it has come.
class LetterWatch {
public:
    enum class Noticed {
        letters,    // there are some behind the cursor
        not_offered // the server does not tell by itself
    };

    virtual ~LetterWatch() = default;

    /// Returns when something is to be fetched, however long that takes; also at once, when it came
    /// between the last round and now. Refuses as a source does when the server cannot be heard any
    /// more; to be called again after a while.
    virtual Result<Noticed> wait(const Cursor& cursor) = 0;
};

/// Keeps its connection from one wait to the next.
std::unique_ptr<LetterWatch>
make_letter_watch(Account account, net::AddressCheck check, std::stop_token stop = {});

} // namespace heed::imap
