// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachment.hpp"
#include "features/attachments/attachments.hpp"
#include "platform/db/transaction.hpp"

namespace heed::attachments::store {

void insert_blob(db::Transaction& tx, const ReadyBlob& blob, Instant now);

struct BlobRow {
    std::int64_t size = 0;
    std::optional<db::Bytes> content;
};
HEED_FIELDS(BlobRow, size, content)
std::optional<BlobRow> find_blob(db::Transaction& tx, std::string_view sha256);

AttachmentId insert(db::Transaction& tx, const Attachment& attachment, Instant now);
std::optional<Attachment> find(db::Transaction& tx, AttachmentId id);
std::vector<Attachment> of_entry(db::Transaction& tx, EntryId entry);
/// False when it is not an unused upload of theirs.
bool use(db::Transaction& tx, AttachmentId id, const Uploader& uploader, const Use& use);

void unuse(db::Transaction& tx, EntryId entry, Instant now);
void set_public(db::Transaction& tx, EntryId entry);
void set_ticket(db::Transaction& tx, EntryId entry, TicketId ticket);

int remove_unused(db::Transaction& tx, Instant before);

struct Unreferred {
    std::string sha256;
    bool in_file = false;
};
HEED_FIELDS(Unreferred, sha256, in_file)
std::vector<Unreferred> unreferred_blobs(db::Transaction& tx, Instant before);
void hold_blob(db::Transaction& tx, std::string_view sha256, std::string_view holder);
void remove_blob(db::Transaction& tx, const std::string& sha256);
// Forgetting (forgetting.hpp).

bool is_referred_to(db::Transaction& tx, std::string_view sha256);
void replace(db::Transaction& tx, AttachmentId id, const Marker& marker);
void remove(db::Transaction& tx, AttachmentId id);
std::vector<Attachment> uploads_of(db::Transaction& tx, PersonId person);
void release_blob(db::Transaction& tx, std::string_view sha256, std::string_view holder);
void note_forgotten(db::Transaction& tx, std::string_view sha256, Instant now);
std::vector<std::string> forgotten(db::Transaction& tx);
void end_forgotten(db::Transaction& tx, std::string_view sha256);

std::vector<std::string> blobs_in_files(db::Transaction& tx, std::string_view after, int limit);

} // namespace heed::attachments::store
