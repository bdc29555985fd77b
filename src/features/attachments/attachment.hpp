// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::attachments {

using AttachmentId = Id<struct AttachmentTag>;

struct Attachment {
    AttachmentId id;
    std::string sha256;
    std::optional<TicketId> ticket_id;
    std::optional<EntryId> entry_id;
    std::optional<PersonId> uploaded_by;
    std::optional<std::int64_t> uploaded_by_token; // of a token that belongs to nobody
    std::string filename;
    std::string content_type;
    std::int64_t size = 0;
    std::optional<std::string> content_id;
    bool inline_ = false;
    bool internal = false; // of a note: never shown to customers
};
HEED_FIELDS(
    Attachment,
    id,
    sha256,
    ticket_id,
    entry_id,
    uploaded_by,
    uploaded_by_token,
    filename,
    content_type,
    size,
    content_id,
    inline_,
    internal
)

/// A name that no file system, header or screen trips over: no path, control characters or
/// direction overrides, at most 200 bytes, never empty.
std::string safe_filename(std::string_view name);

/// Types shown as what they are; all others are octet-stream, so that nothing runs in a browser.
std::string_view served_type(std::string_view content_type);

/// RFC 6266 value with both the plain and the RFC 8187 form of the name.
std::string content_disposition(std::string_view filename, bool as_inline);

/// `type/subtype` in lower case without parameters, or octet-stream when it is none.
std::string clean_type(std::string_view content_type);

} // namespace heed::attachments
