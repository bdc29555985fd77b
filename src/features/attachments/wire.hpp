// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachment.hpp"
#include "kernel/json.hpp"
#include "platform/json/schema.hpp"

namespace heed::attachments {

struct AttachmentWire {
    AttachmentId id;
    std::string filename;
    std::string content_type;
    std::int64_t size = 0;
    std::optional<std::string> content_id;
    bool is_inline = false;
    std::string url;
};

/// `inline` is a word of C++, so the member that carries it has another name.
void write_json(std::string& out, const AttachmentWire& wire);

SchemaText schema_of(Schemas& schemas, std::type_identity<AttachmentWire>);

AttachmentWire wire_of(const Attachment& attachment);

} // namespace heed::attachments
