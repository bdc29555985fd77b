// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/wire.hpp"

namespace heed::attachments {

void write_json(std::string& out, const AttachmentWire& wire) {
    out += "{\"id\":";
    heed::write_json(out, wire.id);
    out += ",\"filename\":";
    heed::write_json(out, wire.filename);
    out += ",\"content_type\":";
    heed::write_json(out, wire.content_type);
    out += ",\"size\":";
    heed::write_json(out, wire.size);
    out += ",\"content_id\":";
    heed::write_json(out, wire.content_id);
    out += ",\"inline\":";
    heed::write_json(out, wire.is_inline);
    out += ",\"url\":";
    heed::write_json(out, wire.url);
    out += '}';
}

SchemaText schema_of(Schemas& schemas, std::type_identity<AttachmentWire>) {
    const auto named = schemas.begin("Attachment", "heed::attachments::AttachmentWire");
    if (!named.is_new) return schemas.reference(named);
    const auto text = heed::schema_of(schemas, std::type_identity<std::string>{});
    Schemas::Struct described;
    described.field("id", heed::schema_of(schemas, std::type_identity<AttachmentId>{}), true);
    described.field("filename", text, true);
    described.field("content_type", text, true);
    described.field("size", heed::schema_of(schemas, std::type_identity<std::int64_t>{}), true);
    described.field("content_id", text.or_null(), true);
    described.field("inline", heed::schema_of(schemas, std::type_identity<bool>{}), true);
    described.field("url", text, true);
    schemas.finish(named, described);
    return schemas.reference(named);
}

AttachmentWire wire_of(const Attachment& attachment) {
    return {
        .id = attachment.id,
        .filename = attachment.filename,
        .content_type = attachment.content_type,
        .size = attachment.size,
        .content_id = attachment.content_id,
        .is_inline = attachment.inline_,
        .url = "/api/v1/attachments/" + std::to_string(attachment.id.value),
    };
}

} // namespace heed::attachments
