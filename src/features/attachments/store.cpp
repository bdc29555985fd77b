// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/store.hpp"

namespace heed::attachments::store {

void insert_blob(db::Transaction& tx, const ReadyBlob& blob, Instant now) {
    // The time is renewed, so that the collector leaves alone what is being used again.
    tx.run(
        "INSERT INTO blob (sha256, size, content, created_at) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at",
        blob.sha256,
        blob.size,
        blob.content,
        now
    );
}

std::optional<BlobRow> find_blob(db::Transaction& tx, std::string_view sha256) {
    return tx.row<BlobRow>("SELECT size, content FROM blob WHERE sha256 = ?1", sha256);
}

AttachmentId insert(db::Transaction& tx, const Attachment& attachment, Instant now) {
    return tx.value<AttachmentId>(
        "INSERT INTO attachment (sha256, ticket_id, entry_id, uploaded_by, uploaded_by_token, "
        "filename, content_type, size, content_id, inline, internal, created_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id",
        attachment.sha256,
        attachment.ticket_id,
        attachment.entry_id,
        attachment.uploaded_by,
        attachment.uploaded_by_token,
        attachment.filename,
        attachment.content_type,
        attachment.size,
        attachment.content_id,
        attachment.inline_,
        attachment.internal,
        now
    );
}

std::optional<Attachment> find(db::Transaction& tx, AttachmentId id) {
    return tx.row<Attachment>(
        "SELECT id, sha256, ticket_id, entry_id, uploaded_by, uploaded_by_token, filename, "
        "content_type, size, content_id, inline AS inline_, internal FROM attachment WHERE id = ?1",
        id
    );
}

std::vector<Attachment> of_entry(db::Transaction& tx, EntryId entry) {
    return tx.rows<Attachment>(
        "SELECT id, sha256, ticket_id, entry_id, uploaded_by, uploaded_by_token, filename, "
        "content_type, size, content_id, inline AS inline_, internal FROM attachment WHERE "
        "entry_id = ?1 ORDER BY id",
        entry
    );
}

bool use(db::Transaction& tx, AttachmentId id, const Uploader& uploader, const Use& use) {
    return tx.run(
               "UPDATE attachment SET ticket_id = ?4, entry_id = ?5, internal = ?6 "
               "WHERE id = ?1 AND (uploaded_by = ?2 OR uploaded_by_token = ?3) "
               "AND entry_id IS NULL",
               id,
               uploader.person,
               uploader.token,
               use.ticket,
               use.entry,
               use.internal
           ) == 1;
}

void unuse(db::Transaction& tx, EntryId entry, Instant now) {
    // As if it had been uploaded now: the day of what nobody uses begins again.
    tx.run(
        "UPDATE attachment SET ticket_id = NULL, entry_id = NULL, internal = FALSE, "
        "created_at = ?2 WHERE entry_id = ?1",
        entry,
        now
    );
}

void set_public(db::Transaction& tx, EntryId entry) {
    tx.run("UPDATE attachment SET internal = FALSE WHERE entry_id = ?1", entry);
}

void set_ticket(db::Transaction& tx, EntryId entry, TicketId ticket) {
    tx.run("UPDATE attachment SET ticket_id = ?2 WHERE entry_id = ?1", entry, ticket);
}

int remove_unused(db::Transaction& tx, Instant before) {
    return static_cast<int>(tx.run(
        "DELETE FROM attachment WHERE id IN (SELECT id FROM attachment WHERE entry_id IS NULL "
        "AND created_at < ?1 ORDER BY created_at LIMIT 100)",
        before
    ));
}

/// Looks each blob up by index: as NOT EXISTS, PostgreSQL may read all of `attachment` instead.
std::vector<Unreferred> unreferred_blobs(db::Transaction& tx, Instant before) {
    return tx.rows<Unreferred>(
        "SELECT sha256, content IS NULL AS in_file FROM blob b WHERE created_at < ?1 "
        "AND (SELECT 1 FROM attachment a WHERE a.sha256 = b.sha256 LIMIT 1) IS NULL "
        "AND (SELECT 1 FROM blob_hold h WHERE h.sha256 = b.sha256 LIMIT 1) IS NULL "
        "ORDER BY created_at LIMIT 100",
        before
    );
}

void hold_blob(db::Transaction& tx, std::string_view sha256, std::string_view holder) {
    tx.run(
        "INSERT INTO blob_hold (sha256, holder) VALUES (?1, ?2) "
        "ON CONFLICT (sha256, holder) DO NOTHING",
        sha256,
        holder
    );
}

void remove_blob(db::Transaction& tx, const std::string& sha256) {
    tx.run("DELETE FROM blob WHERE sha256 = ?1", sha256);
}

bool is_referred_to(db::Transaction& tx, std::string_view sha256) {
    const auto used =
        tx.row<AttachmentId>("SELECT id FROM attachment WHERE sha256 = ?1 LIMIT 1", sha256);
    if (used) return true;
    const auto held =
        tx.row<std::string>("SELECT holder FROM blob_hold WHERE sha256 = ?1 LIMIT 1", sha256);
    return held.has_value();
}

void replace(db::Transaction& tx, AttachmentId id, const Marker& marker) {
    tx.run(
        "UPDATE attachment SET sha256 = ?2, filename = ?3, content_type = 'text/plain', size = ?4, "
        "content_id = NULL, inline = FALSE WHERE id = ?1",
        id,
        marker.blob.sha256,
        safe_filename(marker.name),
        marker.blob.size
    );
}

void remove(db::Transaction& tx, AttachmentId id) {
    tx.run("DELETE FROM attachment WHERE id = ?1", id);
}

std::vector<Attachment> uploads_of(db::Transaction& tx, PersonId person) {
    // What nobody has used is looked through by its age: it is kept for a day.
    return tx.rows<Attachment>(
        "SELECT id, sha256, ticket_id, entry_id, uploaded_by, uploaded_by_token, filename, "
        "content_type, size, content_id, inline AS inline_, internal FROM attachment WHERE "
        "entry_id IS NULL AND uploaded_by = ?1 ORDER BY created_at LIMIT 1000",
        person
    );
}

void release_blob(db::Transaction& tx, std::string_view sha256, std::string_view holder) {
    tx.run("DELETE FROM blob_hold WHERE sha256 = ?1 AND holder = ?2", sha256, holder);
}

void note_forgotten(db::Transaction& tx, std::string_view sha256, Instant now) {
    tx.run(
        "INSERT INTO forgotten_file (sha256, at) VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING",
        sha256,
        now
    );
}

std::vector<std::string> forgotten(db::Transaction& tx) {
    return tx.rows<std::string>("SELECT sha256 FROM forgotten_file ORDER BY sha256 LIMIT 100");
}

void end_forgotten(db::Transaction& tx, std::string_view sha256) {
    tx.run("DELETE FROM forgotten_file WHERE sha256 = ?1", sha256);
}

std::vector<std::string> blobs_in_files(db::Transaction& tx, std::string_view after, int limit) {
    return tx.rows<std::string>(
        "SELECT sha256 FROM blob WHERE sha256 > ?1 AND content IS NULL ORDER BY sha256 LIMIT ?2",
        after,
        limit
    );
}

} // namespace heed::attachments::store
