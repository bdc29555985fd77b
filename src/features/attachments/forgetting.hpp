// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachment.hpp"
#include "features/attachments/blobs.hpp"

namespace heed::attachments {

/// Stands where bytes stood that had to go.
struct Marker {
    std::string name; // of the file, where it is one
    ReadyBlob blob;
};

/// A file becomes the marker; its bytes go with their last use.
void replace_file(db::Transaction& tx, const Attachment& file, const Marker& marker, Instant now);

/// The files of an entry that goes for good.
void remove_files(db::Transaction& tx, EntryId entry, Instant now);

/// What somebody uploaded and never used.
void remove_uploads_of(db::Transaction& tx, PersonId person, Instant now);

/// What `holder` keeps, as a letter its original, becomes the marker. Nothing may refer to the old
/// bytes any more but what keeps them, too.
void hold_instead(
    db::Transaction& tx,
    std::string_view sha256,
    std::string_view holder,
    const ReadyBlob& marker,
    Instant now
);

/// Lets go of what `holder` keeps.
void release_blob(
    db::Transaction& tx, std::string_view sha256, std::string_view holder, Instant now
);

/// Takes the files of forgotten bytes out of their place, at most 100, to be deleted ten minutes
/// later: whoever is storing the same bytes just now keeps them. Returns how many.
int set_aside_forgotten(db::Transaction& tx, files::BlobFiles& files, Instant now);

} // namespace heed::attachments
