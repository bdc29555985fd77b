// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/digest.hpp"

#include "kernel/check.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

namespace heed::crypto {

namespace {

constexpr std::size_t digest_size = 32;

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    CHECK(state_->context != nullptr);
    // Fetched once: looking the algorithm up costs more than a short digest.
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    CHECK(EVP_DigestInit_ex(state_->context, algorithm, nullptr) == 1);
}

Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
    std::string digest(digest_size, '\0');
    CHECK(EVP_DigestFinal_ex(state_->context, bytes_of(digest), nullptr) == 1);
    return digest;
}

std::string sha256(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes);
    return digest.finish();
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    std::string digest(digest_size, '\0');
    unsigned int size = 0;
    const auto* const done = HMAC(
        EVP_sha256(),
        key.data(),
        static_cast<int>(key.size()),
        bytes_of(bytes),
        bytes.size(),
        bytes_of(digest),
        &size
    );
    CHECK(done != nullptr && size == digest_size);
    return digest;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    CHECK(RAND_bytes(bytes_of(bytes), static_cast<int>(count)) == 1);
    return bytes;
}

} // namespace heed::crypto
