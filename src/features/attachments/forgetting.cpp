// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/forgetting.hpp"

#include "features/attachments/store.hpp"

namespace heed::attachments {

namespace {

using namespace std::chrono_literals;

/// The collector deletes a day after a file was set aside; this leaves ten minutes of it.
constexpr auto set_aside_before = 24h - 10min;

void forget_unless_used(db::Transaction& tx, std::string_view sha256, Instant now) {
    if (store::is_referred_to(tx, sha256)) return;
    const auto blob = store::find_blob(tx, sha256);
    if (!blob) return;
    store::remove_blob(tx, std::string(sha256));
    if (!blob->content) store::note_forgotten(tx, sha256, now);
}

} // namespace

void replace_file(db::Transaction& tx, const Attachment& file, const Marker& marker, Instant now) {
    save_blob(tx, marker.blob, now);
    store::replace(tx, file.id, marker);
    forget_unless_used(tx, file.sha256, now);
}

void remove_files(db::Transaction& tx, EntryId entry, Instant now) {
    for (const auto& file : store::of_entry(tx, entry)) {
        store::remove(tx, file.id);
        forget_unless_used(tx, file.sha256, now);
    }
}

void remove_uploads_of(db::Transaction& tx, PersonId person, Instant now) {
    for (const auto& file : store::uploads_of(tx, person)) {
        store::remove(tx, file.id);
        forget_unless_used(tx, file.sha256, now);
    }
}

void hold_instead(
    db::Transaction& tx,
    std::string_view sha256,
    std::string_view holder,
    const ReadyBlob& marker,
    Instant now
) {
    save_blob(tx, marker, now);
    store::hold_blob(tx, marker.sha256, holder);
    if (sha256 != marker.sha256) release_blob(tx, sha256, holder, now);
}

void release_blob(
    db::Transaction& tx, std::string_view sha256, std::string_view holder, Instant now
) {
    store::release_blob(tx, sha256, holder);
    forget_unless_used(tx, sha256, now);
}

int set_aside_forgotten(db::Transaction& tx, files::BlobFiles& files, Instant now) {
    const auto forgotten = store::forgotten(tx);
    for (const auto& sha256 : forgotten) {
        if (!store::find_blob(tx, sha256)) files.set_aside(sha256, now - set_aside_before);
        store::end_forgotten(tx, sha256);
    }
    return static_cast<int>(forgotten.size());
}

} // namespace heed::attachments
