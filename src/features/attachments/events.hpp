// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachment.hpp"
#include "platform/journal/fact.hpp"

namespace heed::attachments {

struct AttachmentUploaded {
    static constexpr std::string_view kind = "attachment_uploaded";
    AttachmentId attachment;
    std::string sha256;
    std::int64_t size = 0;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "attachment", .id = attachment.value};
    }
};
HEED_FIELDS(AttachmentUploaded, attachment, sha256, size)

} // namespace heed::attachments
