// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace heed::crypto {

/// Keeps secrets unreadable in the database and its backups: AES-256-GCM under a key from a file.
/// A sealed text names its key: `s1.KEYID.BASE64URL(nonce, text, tag)`.
///
/// `context` says where a secret lives, as "table/row id/column". It is not stored, but a sealed
/// text opens only under the same one, so rows cannot be swapped. Thread-safe.
class Sealer {
public:
    /// Writes a key file with one fresh key, readable by its owner only. Refuses with `exists`.
    static Result<> create_key_file(const std::filesystem::path& file);

    /// Puts a fresh key in front: it seals from now on, the older ones still open. The file is
    /// replaced as a whole.
    static Result<> add_key(const std::filesystem::path& file);

    /// Refuses as `no_key_file`, `key_file_open_to_others` or `bad_key_file`, saying what to do.
    static Result<Sealer> load(const std::filesystem::path& file);

    [[nodiscard]] std::string seal(std::string_view secret, std::string_view context) const;

    /// Refuses as `unknown_key`, or `not_sealed` for what was altered or stands elsewhere.
    [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view context) const;

    /// 32 raw bytes that tell equal texts apart from others and nothing else: without the key file
    /// no text can be tried against them, be it as easy to guess as a password. Another key in
    /// front gives other bytes.
    [[nodiscard]] std::string blind_digest(std::string_view text, std::string_view context) const;

    /// False when `sealed` names an older key: seal it again.
    [[nodiscard]] bool uses_newest_key(std::string_view sealed) const;

private:
    struct Key {
        std::string id;
        std::string secret;
    };

    explicit Sealer(std::vector<Key> keys) : keys_(std::move(keys)) {}

    static Result<std::vector<Key>> read_keys(const std::filesystem::path& file);
    static Key fresh_key();
    static std::string file_text(const std::vector<Key>& keys);

    std::vector<Key> keys_; // newest first
};

} // namespace heed::crypto
