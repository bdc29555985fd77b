// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/check.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace heed::bucket {

/// Where the bucket is and who asks.
struct Account {
    std::string endpoint; // https://s3.example.com, without a path
    std::string region;
    std::string bucket;
    std::string key_id;
    std::string secret;
    std::string ca_file = {}; // empty: the certificates that this machine trusts
};

struct Patience {
    using Milliseconds = std::chrono::milliseconds;

    int tries = 4;                     // of each request that failed through no fault of its own
    Milliseconds pause{250};           // before the second; each further one is twice as long
    Milliseconds connecting{5'000};    // for one connection
    Milliseconds transferring{60'000}; // for one request
};

/// A request that was refused or got no answer, with what to do about it.
class BucketFault : public StorageFault {
public:
    BucketFault(std::string code, const std::string& sentence, std::string cure)
        : StorageFault(sentence), code_(std::move(code)), cure_(std::move(cure)) {}

    [[nodiscard]] const std::string& code() const { return code_; }

    [[nodiscard]] const std::string& cure() const { return cure_; }

private:
    std::string code_;
    std::string cure_;
};

/// Objects of one bucket behind an S3 interface, each request signed (AWS Signature Version 4).
/// Everything throws BucketFault. Thread-safe.
class Bucket {
public:
    struct Fetched {
        std::uint64_t size = 0;
        std::string sha256 = {}; // hexadecimal, of the bytes that came
    };

    using VisitObject = std::function<void(std::string_view key, std::uint64_t size)>;

    explicit Bucket(Account account, Patience patience = {});
    ~Bucket();
    Bucket(const Bucket&) = delete;
    Bucket& operator=(const Bucket&) = delete;

    [[nodiscard]] std::optional<std::uint64_t> size_of(std::string_view key) const;

    /// The digest is signed with the request, so that the bucket refuses bytes that changed on the
    /// way. When it returns, the bucket has promised to keep them.
    void put(std::string_view key, const std::filesystem::path& file, std::string_view sha256);

    /// Writes the bytes to an empty file. Nothing when there is no such object.
    std::optional<Fetched> fetch(std::string_view key, int descriptor) const;

    /// Within the bucket. False when there is no such object.
    bool copy(std::string_view from, std::string_view to);

    /// Also when there is no such object.
    void remove(std::string_view key);

    /// Every object whose key begins so.
    void list(std::string_view prefix, const VisitObject& visit) const;

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::bucket
