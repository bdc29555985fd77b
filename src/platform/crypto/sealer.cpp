// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/sealer.hpp"

#include "kernel/check.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/gcm.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace heed::crypto {

namespace {

constexpr std::string_view seal_version = "s1.";
constexpr std::string_view key_word = "heed-key";

/// Writes a file that never existed, for its owner only, down to the disk.
Result<> write_private(const std::filesystem::path& file, std::string_view text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0 && errno == EEXIST)
        return refuse(
            Refusal::conflict, "exists", {}, fmt::format("{} exists already", file.string())
        );
    if (descriptor < 0)
        throw StorageFault(fmt::format("{}: {}", file.string(), std::strerror(errno)));
    const auto written = ::write(descriptor, text.data(), text.size());
    const bool whole = written == static_cast<ssize_t>(text.size());
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!whole || !synced) throw StorageFault(fmt::format("{}: cannot be written", file.string()));
    return {};
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

std::unexpected<Error>
bad_file(const std::filesystem::path& file, std::string_view code, std::string_view why) {
    return refuse(
        Refusal::unavailable, code, {}, fmt::format("key file {}: {}", file.string(), why)
    );
}

} // namespace

Sealer::Key Sealer::fresh_key() {
    return {.id = hex(random_bytes(4)), .secret = random_bytes(gcm_key_size)};
}

std::string Sealer::file_text(const std::vector<Key>& keys) {
    std::string text;
    for (const auto& key : keys)
        text += fmt::format("{} {} {}\n", key_word, key.id, base64url(key.secret));
    return text;
}

Result<> Sealer::create_key_file(const std::filesystem::path& file) {
    return write_private(file, file_text({fresh_key()}));
}

Result<> Sealer::add_key(const std::filesystem::path& file) {
    auto keys = TRY(read_keys(file));
    keys.insert(keys.begin(), fresh_key());
    const auto fresh = std::filesystem::path(file.string() + ".new");
    std::filesystem::remove(fresh);
    TRY(write_private(fresh, file_text(keys)));
    std::filesystem::rename(fresh, file);
    return {};
}

Result<Sealer> Sealer::load(const std::filesystem::path& file) {
    auto keys = TRY(read_keys(file));
    return Sealer(std::move(keys));
}

Result<std::vector<Sealer::Key>> Sealer::read_keys(const std::filesystem::path& file) {
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0)
        return bad_file(file, "no_key_file", "cannot be read; restore it from your backup");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return bad_file(file, "key_file_open_to_others", "others may read it; run chmod 600 on it");
    std::vector<Key> keys;
    for (const auto& line : lines_of(file)) {
        std::istringstream words(line);
        std::string word;
        std::string id;
        std::string secret;
        words >> word >> id >> secret;
        const auto bytes = from_base64url(secret);
        if (word != key_word || id.empty() || !bytes || bytes->size() != gcm_key_size)
            return bad_file(file, "bad_key_file", "a line is no key; restore it from your backup");
        keys.push_back({id, *bytes});
    }
    if (keys.empty())
        return bad_file(file, "bad_key_file", "is empty; restore it from your backup");
    return keys;
}

std::string Sealer::seal(std::string_view secret, std::string_view context) const {
    const auto& key = keys_.front();
    return fmt::format(
        "{}{}.{}", seal_version, key.id, base64url(gcm_encrypted(key.secret, secret, context))
    );
}

namespace {

struct SealedParts {
    std::string_view key_id;
    std::string_view body;
};

std::optional<SealedParts> parts_of(std::string_view sealed) {
    if (!sealed.starts_with(seal_version)) return std::nullopt;
    sealed.remove_prefix(seal_version.size());
    const auto dot = sealed.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    return SealedParts{.key_id = sealed.substr(0, dot), .body = sealed.substr(dot + 1)};
}

std::unexpected<Error> not_sealed() {
    return refuse(
        Refusal::invalid, "not_sealed", {}, "this secret was altered or belongs somewhere else"
    );
}

} // namespace

Result<std::string> Sealer::open(std::string_view sealed, std::string_view context) const {
    const auto parts = parts_of(sealed);
    if (!parts) return not_sealed();
    const auto key = std::ranges::find(keys_, parts->key_id, &Key::id);
    if (key == keys_.end())
        return refuse(
            Refusal::unavailable,
            "unknown_key",
            {},
            fmt::format("sealed with key {}, which is not in the key file", parts->key_id)
        );
    const auto bytes = from_base64url(parts->body);
    if (!bytes) return not_sealed();
    auto secret = gcm_decrypted(key->secret, *bytes, context);
    if (!secret) return not_sealed();
    return std::move(*secret);
}

std::string Sealer::blind_digest(std::string_view text, std::string_view context) const {
    // A key of its own for each use, none of them the one that seals.
    const auto own = hmac_sha256(keys_.front().secret, fmt::format("digest/{}", context));
    return hmac_sha256(own, text);
}

bool Sealer::uses_newest_key(std::string_view sealed) const {
    const auto parts = parts_of(sealed);
    return parts && parts->key_id == keys_.front().id;
}

} // namespace heed::crypto
