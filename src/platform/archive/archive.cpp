// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/archive/archive.hpp"

#include "kernel/check.hpp"
#include "platform/archive/header.hpp"
#include "platform/crypto/encoding.hpp"

#include <algorithm>
#include <fstream>
#include <memory>
#include <unistd.h>

namespace heed::archive {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 1'048'576;
constexpr std::size_t manifest_max = 65'536;
constexpr std::string_view digest_name = "SHA256";

/// All that follows what the digest is of.
std::string ending(std::string_view digest) {
    const auto text = crypto::hex(digest);
    return header_block(digest_name, text.size()) + text + padding_after(text.size()) +
           std::string(2 * block_bytes, '\0');
}

std::uint64_t ending_bytes() {
    return 4 * block_bytes;
}

std::string read_piece(std::istream& stream, std::uint64_t wanted) {
    std::string piece(std::min<std::uint64_t>(wanted, piece_bytes), '\0');
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(stream.gcount()));
    return piece;
}

/// What begins like no backup at all, such as a database or a folder in a tar of its own.
Error wrong_file(const fs::path& file, bool begins_like_one) {
    if (begins_like_one)
        return refuse(
                   Refusal::invalid,
                   "damaged_backup",
                   {},
                   "The backup " + file.string() +
                       " is damaged or not complete, and nothing was taken from it. Fetch it again "
                       "from where it is kept, or use the backup before it."
        )
            .error();
    return refuse(
               Refusal::invalid,
               "not_a_backup",
               {},
               file.string() + " is no backup of Heed. Name a file that `heed backup` wrote."
    )
        .error();
}

std::string manifest_of(std::istream& stream) {
    const auto header = entry_in(read_piece(stream, block_bytes));
    if (!header || header->name != manifest_name || header->size > manifest_max) return {};
    return read_piece(stream, header->size);
}

} // namespace

Source source_of(const fs::path& file) {
    auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
    if (!stream->is_open()) files::throw_storage_fault("reading", file);
    return [stream, file] {
        auto piece = read_piece(*stream, piece_bytes);
        if (stream->bad()) files::throw_storage_fault("reading", file);
        return piece;
    };
}

Writer::Writer(const fs::path& file, files::Disk& disk)
    : disk_(disk), descriptor_(disk.create(file)) {}

Writer::~Writer() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void Writer::write(std::string_view bytes) {
    digest_.add(bytes);
    disk_.write(descriptor_, bytes);
}

void Writer::add(std::string_view name, std::string_view bytes) {
    write(header_block(name, bytes.size()));
    write(bytes);
    write(padding_after(bytes.size()));
}

void Writer::add(std::string_view name, std::uint64_t size, const Source& source) {
    write(header_block(name, size));
    std::uint64_t left = size;
    for (auto piece = source(); !piece.empty(); piece = source()) {
        if (piece.size() > left) throw Fault(std::string(name) + " grew while it was copied");
        left -= piece.size();
        write(piece);
    }
    if (left > 0) throw Fault(std::string(name) + " is shorter than it said");
    write(padding_after(size));
}

void Writer::add_file(std::string_view name, const fs::path& file) {
    add(name, fs::file_size(file), source_of(file));
}

void Writer::finish() {
    disk_.write(descriptor_, ending(digest_.finish()));
    disk_.sync(descriptor_);
}

Result<std::string> verify(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::is_regular_file(file, failed) ? fs::file_size(file, failed) : 0;
    std::ifstream stream(file, std::ios::binary);
    if (failed || !fs::is_regular_file(file) || !stream.is_open())
        return refuse(
            Refusal::not_found,
            "no_such_backup",
            {},
            "There is no file " + file.string() + " that can be read. Name a backup with --from."
        );
    auto manifest = manifest_of(stream);
    const bool begins_like_one = !manifest.empty();
    if (size < ending_bytes()) return std::unexpected(wrong_file(file, begins_like_one));
    stream.clear();
    stream.seekg(0);
    crypto::Sha256 digest;
    for (auto left = size - ending_bytes(); left > 0;) {
        const auto piece = read_piece(stream, left);
        if (piece.empty()) return std::unexpected(wrong_file(file, begins_like_one));
        digest.add(piece);
        left -= piece.size();
    }
    if (read_piece(stream, ending_bytes()) != ending(digest.finish()) || !begins_like_one)
        return std::unexpected(wrong_file(file, begins_like_one));
    return manifest;
}

void read(const fs::path& file, const Visitor& visitor) {
    std::ifstream stream(file, std::ios::binary);
    while (true) {
        const auto entry = entry_in(read_piece(stream, block_bytes));
        if (!entry) throw Fault("the backup " + file.string() + " changed while it was read");
        if (entry->name == digest_name) return;
        const bool wanted = entry->name != manifest_name;
        const auto sink = wanted ? visitor.begin(entry->name, entry->size) : Sink();
        for (auto left = entry->size; left > 0;) {
            const auto piece = read_piece(stream, left);
            if (piece.empty()) throw Fault("the backup " + file.string() + " became shorter");
            if (sink) sink(piece);
            left -= piece.size();
        }
        if (wanted) visitor.done(entry->name);
        stream.ignore(static_cast<std::streamsize>(padding_after(entry->size).size()));
    }
}

} // namespace heed::archive
