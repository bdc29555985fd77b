// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/soft_authenticator.hpp"

#include "kernel/check.hpp"
#include "platform/crypto/digest.hpp"

#include <array>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace heed::crypto {

namespace {

constexpr unsigned text_kind = 3;
constexpr unsigned bytes_kind = 2;
constexpr unsigned map_kind = 5;

char byte(unsigned value) {
    return static_cast<char>(value & 0xffU);
}

/// The head of an item of CBOR.
std::string head(unsigned kind, std::size_t value) {
    const auto first = kind << 5U;
    if (value < 24) return {byte(first | static_cast<unsigned>(value))};
    if (value < 256) return {byte(first | 24U), byte(static_cast<unsigned>(value))};
    return {
        byte(first | 25U),
        byte(static_cast<unsigned>(value >> 8U)),
        byte(static_cast<unsigned>(value)),
    };
}

std::string number(int value) {
    return value >= 0 ? head(0, static_cast<std::size_t>(value))
                      : head(1, static_cast<std::size_t>(-1 - value));
}

std::string bytes(std::string_view value) {
    return head(bytes_kind, value.size()) + std::string(value);
}

std::string text(std::string_view value) {
    return head(text_kind, value.size()) + std::string(value);
}

std::string octets(EVP_PKEY* key, const char* name) {
    std::array<unsigned char, 256> buffer{};
    std::size_t size = 0;
    CHECK(EVP_PKEY_get_octet_string_param(key, name, buffer.data(), buffer.size(), &size) == 1);
    return {reinterpret_cast<const char*>(buffer.data()), size};
}

std::string big_number(EVP_PKEY* key, const char* name) {
    BIGNUM* value = nullptr;
    CHECK(EVP_PKEY_get_bn_param(key, name, &value) == 1);
    std::string out(static_cast<std::size_t>(BN_num_bytes(value)), '\0');
    BN_bn2bin(value, reinterpret_cast<unsigned char*>(out.data()));
    BN_free(value);
    return out;
}

EVP_PKEY* generated(SoftAuthenticator::Algorithm algorithm) {
    switch (algorithm) {
        case SoftAuthenticator::Algorithm::es256: return EVP_EC_gen("P-256");
        case SoftAuthenticator::Algorithm::eddsa:
            return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        case SoftAuthenticator::Algorithm::rs256: return EVP_RSA_gen(2048);
    }
    return nullptr;
}

} // namespace

struct SoftAuthenticator::State {
    Algorithm algorithm;
    EVP_PKEY* key;
    std::string credential = random_bytes(16);

    explicit State(Algorithm of) : algorithm(of), key(generated(of)) { CHECK(key != nullptr); }

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    ~State() { EVP_PKEY_free(key); }
};

SoftAuthenticator::SoftAuthenticator(Algorithm algorithm)
    : state_(std::make_unique<State>(algorithm)) {}

SoftAuthenticator::~SoftAuthenticator() = default;
SoftAuthenticator::SoftAuthenticator(SoftAuthenticator&&) noexcept = default;
SoftAuthenticator& SoftAuthenticator::operator=(SoftAuthenticator&&) noexcept = default;

const std::string& SoftAuthenticator::credential() const {
    return state_->credential;
}

std::string SoftAuthenticator::public_key() const {
    auto* const key = state_->key;
    switch (state_->algorithm) {
        case Algorithm::es256: {
            const auto point = octets(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY);
            return head(map_kind, 5) + number(1) + number(2) + number(3) + number(-7) + number(-1) +
                   number(1) + number(-2) + bytes(point.substr(1, 32)) + number(-3) +
                   bytes(point.substr(33, 32));
        }
        case Algorithm::eddsa:
            return head(map_kind, 4) + number(1) + number(1) + number(3) + number(-8) + number(-1) +
                   number(6) + number(-2) + bytes(octets(key, OSSL_PKEY_PARAM_PUB_KEY));
        case Algorithm::rs256:
            return head(map_kind, 4) + number(1) + number(3) + number(3) + number(-257) +
                   number(-1) + bytes(big_number(key, OSSL_PKEY_PARAM_RSA_N)) + number(-2) +
                   bytes(big_number(key, OSSL_PKEY_PARAM_RSA_E));
    }
    return {};
}

std::string SoftAuthenticator::data(const Says& says) {
    const unsigned flags = (says.present ? 0x01U : 0U) | (says.verified ? 0x04U : 0U);
    auto out = sha256(says.site) + byte(flags);
    for (unsigned shift = 32; shift > 0; shift -= 8) out += byte(says.sign_count >> (shift - 8));
    return out;
}

std::string SoftAuthenticator::attestation(const Says& says) const {
    auto said = data(says);
    said[32] = byte(static_cast<unsigned char>(said[32]) | 0x40U);
    const auto size = credential().size();
    said += std::string(16, '\0');
    said += byte(static_cast<unsigned>(size >> 8U));
    said += byte(static_cast<unsigned>(size));
    said += credential() + public_key();
    return head(map_kind, 3) + text("fmt") + text("none") + text("attStmt") + head(map_kind, 0) +
           text("authData") + bytes(said);
}

std::string SoftAuthenticator::sign(std::string_view message) const {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const auto* const digest = state_->algorithm == Algorithm::eddsa ? nullptr : EVP_sha256();
    const auto* const data = reinterpret_cast<const unsigned char*>(message.data());
    std::size_t size = 0;
    CHECK(EVP_DigestSignInit(context, nullptr, digest, nullptr, state_->key) == 1);
    CHECK(EVP_DigestSign(context, nullptr, &size, data, message.size()) == 1);
    std::string signature(size, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(signature.data());
    CHECK(EVP_DigestSign(context, out, &size, data, message.size()) == 1);
    signature.resize(size);
    EVP_MD_CTX_free(context);
    return signature;
}

} // namespace heed::crypto
