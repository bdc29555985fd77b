// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/bucket/bucket_place.hpp"

#include "kernel/fault.hpp"
#include "kernel/number.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/files/blob_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace heed::bucket {

namespace fs = std::filesystem;

namespace {

/// A file of this process alone, deleted already: it lasts as long as it is open.
class NamelessFile {
public:
    explicit NamelessFile(const fs::path& file)
        : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) files::throw_storage_fault("creating", file);
        ::unlink(file.c_str());
    }

    ~NamelessFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    NamelessFile(const NamelessFile&) = delete;
    NamelessFile& operator=(const NamelessFile&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// The caller closes it.
    int give_away() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

bool is_whole(const files::BlobReader& reader, std::string_view sha256) {
    constexpr std::size_t piece_bytes = std::size_t{256} * 1024;
    crypto::Sha256 digest;
    for (std::uint64_t at = 0;;) {
        const auto piece = reader.read(at, piece_bytes);
        if (piece.empty()) return crypto::hex(digest.finish()) == sha256;
        digest.add(piece);
        at += piece.size();
    }
}

std::int64_t milliseconds(Instant at) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

std::string_view last_part(std::string_view key) {
    return key.substr(key.rfind('/') + 1);
}

/// `ABCD…/MILLISECONDS` of what is aside.
std::string_view digest_of_aside(std::string_view key) {
    return last_part(key.substr(0, key.rfind('/')));
}

} // namespace

BucketPlace::BucketPlace(Account account, Patience patience, Settings settings, files::Disk& disk)
    : settings_(std::move(settings)),
      bucket_(std::move(account), patience),
      before_(settings_.folder, disk) {
    disk.make_folder(settings_.folder / files::unfinished_folder);
}

std::string BucketPlace::place_of(std::string_view sha256) const {
    CHECK(files::is_digest(sha256));
    return fmt::format("{}/{}/{}", settings_.prefix, sha256.substr(0, 2), sha256);
}

/// Ends in a slash, and what follows says since when.
std::string BucketPlace::aside_of(std::string_view sha256) const {
    CHECK(files::is_digest(sha256));
    return fmt::format("{}/aside/{}/", settings_.prefix, sha256);
}

std::vector<std::string> BucketPlace::keys_below(const std::string& prefix) const {
    std::vector<std::string> keys;
    bucket_.list(prefix, [&](std::string_view key, std::uint64_t) { keys.emplace_back(key); });
    return keys;
}

fs::path BucketPlace::temporary() const {
    return settings_.folder / files::unfinished_folder / crypto::hex(crypto::random_bytes(16));
}

/// Always sent, also when it lies there: asking takes as long as sending most files, and what was
/// there an answer ago may be aside by now.
bool BucketPlace::keep(const fs::path& temporary, std::string_view sha256) {
    HEED_FAULT("bucket_asked");
    bucket_.put(place_of(sha256), temporary, sha256);
    HEED_FAULT("bucket_kept");
    fs::remove(temporary);
    return false;
}

/// A file of the folder goes to the bucket. It does not stay in the folder, where nobody would
/// find it who has to delete it.
bool BucketPlace::bring_over(std::string_view sha256) {
    const auto opened = before_.open(sha256);
    if (!opened) return false;
    const files::BlobReader reader(*opened);
    if (!is_whole(reader, sha256)) return false;
    bucket_.put(place_of(sha256), fmt::format("/proc/self/fd/{}", *opened), sha256);
    HEED_FAULT("bucket_brought_over");
    before_.set_aside(sha256, Instant{});
    before_.remove(sha256);
    return true;
}

Result<int> BucketPlace::open(std::string_view sha256) {
    // Twice: it may be aside, or in the folder of before.
    for (int attempt = 0; attempt < 2; ++attempt) {
        NamelessFile file(temporary());
        const auto fetched = bucket_.fetch(place_of(sha256), file.descriptor());
        if (fetched && fetched->sha256 == sha256) return file.give_away();
        if (fetched)
            return refuse(
                Refusal::unavailable,
                "damaged",
                {},
                fmt::format("The bucket gave other bytes than were stored as {}.", sha256)
            );
        if (!bring_back(sha256) && !bring_over(sha256)) break;
    }
    return files::no_such_file();
}

bool BucketPlace::ensure_there(std::string_view sha256) {
    return bucket_.size_of(place_of(sha256)) || bring_back(sha256) || bring_over(sha256);
}

bool BucketPlace::set_aside(std::string_view sha256, Instant at) {
    before_.set_aside(sha256, at);
    const auto aside = aside_of(sha256) + std::to_string(milliseconds(at));
    if (!bucket_.copy(place_of(sha256), aside)) return false;
    bucket_.remove(place_of(sha256));
    return true;
}

bool BucketPlace::bring_back(std::string_view sha256) {
    bool is_back = false;
    for (const auto& aside : keys_below(aside_of(sha256))) {
        if (!is_back) is_back = bucket_.copy(aside, place_of(sha256));
        if (is_back) bucket_.remove(aside);
    }
    return is_back;
}

bool BucketPlace::remove(std::string_view sha256) {
    const bool was_in_folder = before_.remove(sha256);
    const auto keys = keys_below(aside_of(sha256));
    for (const auto& aside : keys) bucket_.remove(aside);
    return was_in_folder || !keys.empty();
}

std::vector<std::string> BucketPlace::aside_before(Instant before) const {
    auto names = before_.aside_before(before);
    for (const auto& key : keys_below(settings_.prefix + "/aside/")) {
        const auto since = number_from<std::int64_t>(last_part(key));
        const auto sha256 = digest_of_aside(key);
        if (since && files::is_digest(sha256) && *since < milliseconds(before))
            names.emplace_back(sha256);
    }
    return names;
}

void BucketPlace::for_each(const files::VisitFile& visit) const {
    bucket_.list(settings_.prefix + "/", [&](std::string_view key, std::uint64_t size) {
        const auto name = last_part(key);
        if (files::is_digest(name) && key == place_of(name)) visit(name, size);
    });
}

void BucketPlace::try_out() {
    const auto bytes = crypto::random_bytes(1'024);
    const auto sha256 = crypto::hex(crypto::sha256(bytes));
    const auto key = fmt::format("{}/trial/{}", settings_.prefix, sha256);
    const NamelessFile source(temporary());
    const NamelessFile target(temporary());
    files::Disk().write(source.descriptor(), bytes);
    bucket_.put(key, fmt::format("/proc/self/fd/{}", source.descriptor()), sha256);
    const auto size = bucket_.size_of(key);
    const auto fetched = bucket_.fetch(key, target.descriptor());
    bucket_.remove(key);
    if (size != bytes.size() || !fetched || fetched->sha256 != sha256)
        throw BucketFault(
            "other_bytes",
            "The bucket gave other bytes than it had been given.",
            "See that nothing between Heed and the bucket changes what passes."
        );
}

} // namespace heed::bucket
