// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/files/blob_files.hpp"

#include "kernel/fault.hpp"
#include "platform/crypto/encoding.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace heed::files {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t chunk_size = std::size_t{256} * 1024;

bool is_digest(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

/// Renames when `from` is there. Another thread may have moved it first.
bool rename_if_there(Disk& disk, const fs::path& from, const fs::path& to) {
    if (!fs::exists(from)) return false;
    try {
        disk.rename(from, to);
    } catch (const StorageFault&) {
        if (fs::exists(from)) throw;
        return false;
    }
    return true;
}

std::optional<Instant> changed_at(const fs::path& file) {
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return Instant{std::chrono::seconds(status.st_mtim.tv_sec)} +
           std::chrono::milliseconds(status.st_mtim.tv_nsec / 1'000'000);
}

void set_changed_at(const fs::path& file, Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    const timespec time{
        .tv_sec = seconds.time_since_epoch().count(),
        .tv_nsec = std::chrono::nanoseconds(at - seconds).count(),
    };
    const std::array times{time, time};
    if (::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) != 0 && errno != ENOENT)
        throw_storage_fault("dating", file);
}

std::vector<std::string> names_changed_before(const fs::path& folder, Instant before) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto changed = changed_at(entry.path());
        if (changed && *changed < before) names.push_back(entry.path().filename().string());
    }
    return names;
}

} // namespace

BlobReader::BlobReader(int descriptor) : descriptor_(descriptor) {}

BlobReader::~BlobReader() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

BlobReader::BlobReader(BlobReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

BlobReader& BlobReader::operator=(BlobReader&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

std::uint64_t BlobReader::size() const {
    struct stat status = {};
    if (::fstat(descriptor_, &status) != 0) throw_storage_fault("reading", "an attachment");
    return static_cast<std::uint64_t>(status.st_size);
}

std::string BlobReader::read(std::uint64_t offset, std::size_t bytes_max) const {
    std::string bytes(bytes_max, '\0');
    std::size_t filled = 0;
    while (filled < bytes_max) {
        const auto count = ::pread(
            descriptor_,
            bytes.data() + filled,
            bytes_max - filled,
            static_cast<off_t>(offset + filled)
        );
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw_storage_fault("reading", "an attachment");
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

std::string BlobReader::read_all() const {
    return read(0, size());
}

BlobFiles::BlobFiles(Settings settings, Disk& disk)
    : settings_(std::move(settings)),
      disk_(disk),
      temporary_(settings_.folder / "unfinished"),
      aside_(settings_.folder / "aside") {
    for (const auto& folder : {settings_.folder, temporary_, aside_}) disk_.make_folder(folder);
    disk_.sync_folder(settings_.folder);
}

fs::path BlobFiles::place_of(std::string_view sha256) const {
    CHECK(is_digest(sha256));
    return settings_.folder / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

fs::path BlobFiles::aside_of(std::string_view sha256) const {
    CHECK(is_digest(sha256));
    return aside_ / sha256;
}

/// A new folder's name must be on the disk before a file in it counts as stored.
void BlobFiles::make_folders_of(std::string_view sha256) {
    const auto inner = place_of(sha256).parent_path();
    const auto outer = inner.parent_path();
    for (const auto& folder : {outer, inner}) {
        if (fs::exists(folder)) continue;
        disk_.make_folder(folder);
        HEED_FAULT("blob_folder_made");
        disk_.sync_folder(folder.parent_path());
    }
}

/// Gives a synced file its name. True when the same bytes were there already; then the folder is
/// synced all the same, for the one who stored them may not have come so far.
bool BlobFiles::keep(const fs::path& temporary, std::string_view sha256) {
    const auto place = place_of(sha256);
    make_folders_of(sha256);
    HEED_FAULT("blob_folders_made");
    const bool was_there = fs::exists(place) || rename_if_there(disk_, aside_of(sha256), place);
    if (was_there)
        fs::remove(temporary);
    else
        disk_.rename(temporary, place);
    HEED_FAULT("blob_renamed");
    disk_.sync_folder(place.parent_path());
    HEED_FAULT("blob_kept");
    return was_there;
}

BlobFiles::Upload::Upload(BlobFiles& files, fs::path temporary)
    : files_(&files),
      temporary_(std::move(temporary)),
      descriptor_(files.disk_.create(temporary_)) {}

BlobFiles::Upload::Upload(Upload&& other) noexcept
    : files_(other.files_),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)),
      digest_(std::move(other.digest_)),
      size_(other.size_) {}

BlobFiles::Upload::~Upload() {
    if (descriptor_ >= 0) ::close(descriptor_);
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

void BlobFiles::Upload::add(std::string_view bytes) {
    files_->disk_.write(descriptor_, bytes);
    digest_.add(bytes);
    size_ += bytes.size();
}

Stored BlobFiles::Upload::finish() {
    CHECK(descriptor_ >= 0);
    HEED_FAULT("blob_written");
    files_->disk_.sync(descriptor_);
    HEED_FAULT("blob_synced");
    ::close(std::exchange(descriptor_, -1));
    auto sha256 = crypto::hex(digest_.finish());
    const bool was_there = files_->keep(temporary_, sha256);
    temporary_.clear();
    return {.sha256 = std::move(sha256), .size = size_, .was_there = was_there};
}

BlobFiles::Upload BlobFiles::begin() {
    if (disk_.free_bytes(settings_.folder) < settings_.keep_free_bytes)
        throw StorageFault(fmt::format("{}: too little space left", settings_.folder.string()));
    HEED_FAULT("blob_begun");
    return {*this, temporary_ / crypto::hex(crypto::random_bytes(16))};
}

Stored BlobFiles::put(std::string_view bytes) {
    auto upload = begin();
    upload.add(bytes);
    return upload.finish();
}

Stored BlobFiles::put_file(const fs::path& source) {
    const int descriptor = ::open(source.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_storage_fault("reading", source);
    const BlobReader reader(descriptor);
    auto upload = begin();
    for (std::uint64_t offset = 0;;) {
        const auto bytes = reader.read(offset, chunk_size);
        if (bytes.empty()) return upload.finish();
        upload.add(bytes);
        offset += bytes.size();
    }
}

Result<BlobReader> BlobFiles::open(std::string_view sha256) {
    // Twice: the collector may move the file between the look and the open.
    for (int attempt = 0; attempt < 2; ++attempt) {
        const int descriptor = ::open(place_of(sha256).c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor >= 0) return BlobReader(descriptor);
        if (errno != ENOENT) throw_storage_fault("opening", place_of(sha256));
        bring_back(sha256);
    }
    return refuse(Refusal::not_found, "not_found", {}, "This attachment is not in the files.");
}

bool BlobFiles::set_aside(std::string_view sha256, Instant at) {
    // Dated before it moves, so that a crash between the two never makes it look old.
    set_changed_at(place_of(sha256), at);
    if (!rename_if_there(disk_, place_of(sha256), aside_of(sha256))) return false;
    disk_.sync_folder(aside_);
    return true;
}

bool BlobFiles::bring_back(std::string_view sha256) {
    if (!fs::exists(aside_of(sha256))) return false;
    make_folders_of(sha256);
    if (!rename_if_there(disk_, aside_of(sha256), place_of(sha256))) return false;
    disk_.sync_folder(place_of(sha256).parent_path());
    return true;
}

bool BlobFiles::remove(std::string_view sha256) {
    return fs::remove(aside_of(sha256));
}

std::vector<std::string> BlobFiles::aside_before(Instant before) const {
    return names_changed_before(aside_, before);
}

std::size_t BlobFiles::remove_unfinished(Instant before) {
    const auto names = names_changed_before(temporary_, before);
    for (const auto& name : names) fs::remove(temporary_ / name);
    return names.size();
}

void BlobFiles::for_each(
    const std::function<void(std::string_view sha256, std::uint64_t size)>& visit
) const {
    for (const auto& entry : fs::recursive_directory_iterator(settings_.folder)) {
        const auto name = entry.path().filename().string();
        if (entry.is_regular_file() && is_digest(name) && entry.path() == place_of(name))
            visit(name, entry.file_size());
    }
}

bool BlobFiles::is_intact(std::string_view sha256) {
    const auto reader = open(sha256);
    if (!reader) return false;
    crypto::Sha256 digest;
    for (std::uint64_t offset = 0;;) {
        const auto bytes = reader->read(offset, chunk_size);
        if (bytes.empty()) return crypto::hex(digest.finish()) == sha256;
        digest.add(bytes);
        offset += bytes.size();
    }
}

} // namespace heed::files
