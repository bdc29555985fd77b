// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/attachments.hpp"

#include "features/attachments/events.hpp"
#include "features/attachments/store.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/fault.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace heed::attachments {

namespace {

using namespace std::chrono_literals;

ReadyBlob small(std::string bytes) {
    return {
        .sha256 = crypto::hex(crypto::sha256(bytes)),
        .size = static_cast<std::int64_t>(bytes.size()),
        .content = db::Bytes{std::move(bytes)},
    };
}

ReadyBlob stored(const files::Stored& file) {
    return {.sha256 = file.sha256, .size = static_cast<std::int64_t>(file.size), .content = {}};
}

std::unexpected<Error> not_found() {
    return refuse(
        Refusal::not_found, "not_found", "", "There is no such file, or it is not yours to see."
    );
}

bool is_own(const Actor& actor, const Attachment& attachment) {
    const auto uploader = uploader_of(actor);
    return (uploader.person && attachment.uploaded_by == uploader.person) ||
           (uploader.token && attachment.uploaded_by_token == uploader.token);
}

} // namespace

Uploader uploader_of(const Actor& actor) {
    if (actor.person.is_set()) return {.person = actor.person, .token = {}};
    if (actor.token != 0) return {.person = {}, .token = actor.token};
    return {};
}

ReadyBlob make_ready(files::BlobFiles& files, std::string_view bytes) {
    if (bytes.size() <= row_bytes_max) return small(std::string(bytes));
    return stored(files.put(bytes));
}

ReadyBlob make_ready_file(files::BlobFiles& files, const std::filesystem::path& source) {
    if (std::filesystem::file_size(source) > row_bytes_max) return stored(files.put_file(source));
    std::ifstream file(source, std::ios::binary);
    return small({std::istreambuf_iterator<char>(file), {}});
}

ReadyBlob make_ready_row(std::string bytes) {
    CHECK(bytes.size() <= row_bytes_max);
    return small(std::move(bytes));
}

void save_blob(db::Transaction& tx, const ReadyBlob& blob, Instant now) {
    store::insert_blob(tx, blob, now);
}

void hold_blob(db::Transaction& tx, std::string_view sha256, std::string_view holder) {
    store::hold_blob(tx, sha256, holder);
}

Result<std::string>
read_blob(db::Transaction& tx, files::BlobFiles& files, std::string_view sha256) {
    auto row = store::find_blob(tx, sha256);
    if (!row) return not_found();
    if (row->content) return std::move(row->content->value);
    const auto file = TRY(files.open(sha256));
    return file.read_all();
}

void attach(
    db::Transaction& tx, const std::vector<NewAttachment>& files, const Use& use, Instant now
) {
    for (const auto& file : files) {
        save_blob(tx, file.blob, now);
        store::insert(
            tx,
            {.id = {},
             .sha256 = file.blob.sha256,
             .ticket_id = use.ticket,
             .entry_id = use.entry,
             .uploaded_by = {},
             .uploaded_by_token = {},
             .filename = safe_filename(file.filename),
             .content_type = clean_type(file.content_type),
             .size = file.blob.size,
             .content_id = file.content_id,
             .inline_ = file.inline_,
             .internal = use.internal},
            now
        );
    }
}

AttachmentId
keep_upload(db::Transaction& tx, const Actor& actor, const NewAttachment& file, Instant now) {
    save_blob(tx, file.blob, now);
    const auto uploader = uploader_of(actor);
    const auto id = store::insert(
        tx,
        {.id = {},
         .sha256 = file.blob.sha256,
         .ticket_id = {},
         .entry_id = {},
         .uploaded_by = uploader.person,
         .uploaded_by_token = uploader.token,
         .filename = safe_filename(file.filename),
         .content_type = clean_type(file.content_type),
         .size = file.blob.size,
         .content_id = {},
         .inline_ = false,
         .internal = false},
        now
    );
    HEED_FAULT("upload_row_saved");
    journal::append(
        tx,
        actor,
        now,
        AttachmentUploaded{.attachment = id, .sha256 = file.blob.sha256, .size = file.blob.size}
    );
    return id;
}

Result<> use_uploads(
    db::Transaction& tx, const Actor& actor, const std::vector<AttachmentId>& ids, const Use& use
) {
    for (std::size_t at = 0; at < ids.size(); ++at) {
        if (store::use(tx, ids[at], uploader_of(actor), use)) continue;
        return refuse(
            Refusal::invalid,
            "unknown_attachment",
            "/attachments/" + std::to_string(at),
            "This upload is not yours, is in use already, or was removed after a day; upload it "
            "again."
        );
    }
    return {};
}

void make_public(db::Transaction& tx, EntryId entry) {
    store::set_public(tx, entry);
}

void give_back(db::Transaction& tx, EntryId entry, Instant now) {
    store::unuse(tx, entry, now);
}

void move_to_ticket(db::Transaction& tx, EntryId entry, TicketId ticket) {
    store::set_ticket(tx, entry, ticket);
}

std::vector<Attachment> attachments_of(db::Transaction& tx, EntryId entry) {
    return store::of_entry(tx, entry);
}

Result<Attachment> get_attachment(db::Transaction& tx, const Actor& actor, AttachmentId id) {
    auto attachment = store::find(tx, id);
    if (!attachment) return not_found();
    if (!attachment->ticket_id) {
        if (!is_own(actor, *attachment)) return not_found();
        return std::move(*attachment);
    }
    if (!tickets::get_ticket(tx, actor, *attachment->ticket_id)) return not_found();
    if (attachment->internal && !actor.is_staff()) return not_found();
    return std::move(*attachment);
}

std::vector<std::string> collect(db::Transaction& tx, Instant now) {
    store::remove_unused(tx, now - 24h);
    std::vector<std::string> files;
    for (auto& blob : store::unreferred_blobs(tx, now - 1h)) {
        store::remove_blob(tx, blob.sha256);
        if (blob.in_file) files.push_back(std::move(blob.sha256));
    }
    return files;
}

std::vector<std::string> files_referred_to(db::Transaction& tx, std::string_view after, int limit) {
    return store::blobs_in_files(tx, after, limit);
}

} // namespace heed::attachments
