// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/files/blob_files.hpp"

#include "kernel/fault.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/files/folder_place.hpp"

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

BlobFiles::BlobFiles(Settings settings, Disk& disk, std::unique_ptr<Place> place)
    : settings_(std::move(settings)),
      disk_(disk),
      place_(place ? std::move(place) : std::make_unique<FolderPlace>(settings_.folder, disk)),
      temporary_(settings_.folder / unfinished_folder) {
    for (const auto& folder : {settings_.folder, temporary_}) disk_.make_folder(folder);
    disk_.sync_folder(settings_.folder);
}

BlobFiles::~BlobFiles() = default;

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
    const bool was_there = files_->place_->keep(temporary_, sha256);
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
    const int descriptor = TRY(place_->open(sha256));
    return BlobReader(descriptor);
}

bool BlobFiles::ensure_there(std::string_view sha256) {
    return place_->ensure_there(sha256);
}

bool BlobFiles::set_aside(std::string_view sha256, Instant at) {
    return place_->set_aside(sha256, at);
}

bool BlobFiles::bring_back(std::string_view sha256) {
    return place_->bring_back(sha256);
}

bool BlobFiles::remove(std::string_view sha256) {
    return place_->remove(sha256);
}

std::vector<std::string> BlobFiles::aside_before(Instant before) const {
    return place_->aside_before(before);
}

void BlobFiles::for_each(const VisitFile& visit) const {
    place_->for_each(visit);
}

std::size_t BlobFiles::remove_unfinished(Instant before) {
    const auto names = names_changed_before(temporary_, before);
    for (const auto& name : names) fs::remove(temporary_ / name);
    return names.size();
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
