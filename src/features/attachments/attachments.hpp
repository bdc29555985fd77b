// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachment.hpp" // IWYU pragma: export
#include "features/attachments/blobs.hpp"      // IWYU pragma: export
#include "features/attachments/forgetting.hpp" // IWYU pragma: export
#include "features/attachments/wire.hpp"       // IWYU pragma: export
#include "kernel/actor.hpp"

#include <span>
#include <vector>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::attachments {

/// A file of an entry that is being written by the desk itself, e.g. of a letter.
struct NewAttachment {
    ReadyBlob blob;
    std::string filename;
    std::string content_type;
    std::optional<std::string> content_id = {};
    bool inline_ = false;
};

/// Where attachments belong once their entry exists.
struct Use {
    TicketId ticket;
    EntryId entry;
    bool internal = false; // only agents see them
};

/// Whose an upload is until it is used: a person's, or a token's that belongs to nobody.
struct Uploader {
    std::optional<PersonId> person = {};
    std::optional<std::int64_t> token = {};
};

Uploader uploader_of(const Actor& actor);

/// Attaches new files; for letters and the portal.
void attach(
    db::Transaction& tx, const std::vector<NewAttachment>& files, const Use& use, Instant now
);

/// A file that the actor will use in an entry, in the same transaction or within a day.
AttachmentId
keep_upload(db::Transaction& tx, const Actor& actor, const NewAttachment& file, Instant now);

/// Ties uploads to their entry. Refuses `unknown_attachment` with a pointer into `/attachments`
/// for what is not the actor's own unused upload.
Result<> use_uploads(
    db::Transaction& tx, const Actor& actor, const std::vector<AttachmentId>& ids, const Use& use
);

/// The entry has reached the customer, and so have its files.
void make_public(db::Transaction& tx, EntryId entry);

/// The entry goes, its files stay for a day from now as uploads of whoever made them.
void give_back(db::Transaction& tx, EntryId entry, Instant now);

/// An entry's files go with it to another ticket.
void move_to_ticket(db::Transaction& tx, EntryId entry, TicketId ticket);

std::vector<Attachment> attachments_of(db::Transaction& tx, EntryId entry);

/// What the actor may not see is not found.
Result<Attachment> get_attachment(db::Transaction& tx, const Actor& actor, AttachmentId id);

/// Removes uploads nobody used for a day and blobs nothing refers to for an hour: at most 100 rows.
/// Files of removed blobs are set aside by the caller once the removal is durable.
std::vector<std::string> collect(db::Transaction& tx, Instant now);

/// Blobs kept as files that some row refers to, after `after` in order of hash; for checks.
std::vector<std::string> files_referred_to(db::Transaction& tx, std::string_view after, int limit);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::attachments
