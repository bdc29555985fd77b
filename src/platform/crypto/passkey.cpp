// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/passkey.hpp"

#include "kernel/check.hpp"
#include "platform/crypto/cbor.hpp"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace heed::crypto {

namespace {

constexpr std::size_t data_max = 4096;
constexpr std::size_t digest_size = 32;
constexpr std::size_t coordinate_size = 32;
constexpr std::size_t modulus_min = 256; // 2,048 bits
constexpr std::size_t modulus_max = 512;
constexpr std::size_t exponent_max = 4;
constexpr std::size_t model_size = 16; // of the authenticator's model, which nobody asks for
constexpr std::size_t credential_max = 1023;

template <class T, void (*release)(T*)>
struct Release {
    void operator()(T* value) const { release(value); }
};

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX, EVP_MD_CTX_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Release<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Release<OSSL_PARAM, OSSL_PARAM_free>>;
using Number = std::unique_ptr<BIGNUM, Release<BIGNUM, BN_free>>;

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

enum class Algorithm { es256, eddsa, rs256 };

/// The numbers of a COSE key, by their labels (RFC 9053). What -1 to -3 mean hangs on its type.
struct CoseKey {
    std::int64_t type = 0;
    std::int64_t algorithm = 0;
    std::int64_t curve = 0;
    std::string_view first = {};  // x, or the exponent
    std::string_view second = {}; // y
    std::string_view modulus = {};
};

constexpr std::int64_t label_type = 1;
constexpr std::int64_t label_algorithm = 3;
constexpr std::int64_t label_curve = -1;
constexpr std::int64_t label_first = -2;
constexpr std::int64_t label_second = -3;

bool take_member(CborReader& reader, CoseKey& key) {
    const auto label = reader.integer();
    if (!label) return false;
    const auto number = [&](std::int64_t& into) {
        const auto value = reader.integer();
        if (value) into = *value;
        return value.has_value();
    };
    const auto bytes = [&](std::string_view& into) {
        const auto value = reader.bytes();
        if (value) into = *value;
        return value.has_value();
    };
    if (*label == label_type) return number(key.type);
    if (*label == label_algorithm) return number(key.algorithm);
    // Of an RSA key it is the modulus that stands here.
    if (*label == label_curve) return bytes(key.modulus) || number(key.curve);
    if (*label == label_first) return bytes(key.first);
    if (*label == label_second) return bytes(key.second);
    return reader.skip();
}

/// One key, and what comes after it in `reader`.
std::optional<CoseKey> read_key(CborReader& reader) {
    const auto members = reader.map();
    if (!members) return std::nullopt;
    CoseKey key;
    for (std::size_t at = 0; at < *members; ++at)
        if (!take_member(reader, key)) return std::nullopt;
    return key;
}

std::optional<Algorithm> algorithm_of(const CoseKey& key) {
    constexpr std::int64_t okp = 1;
    constexpr std::int64_t ec2 = 2;
    constexpr std::int64_t rsa = 3;
    constexpr std::int64_t p256 = 1;
    constexpr std::int64_t ed25519 = 6;
    if (key.type == ec2 && key.algorithm == passkey_algorithms[0] && key.curve == p256)
        return Algorithm::es256;
    if (key.type == okp && key.algorithm == passkey_algorithms[1] && key.curve == ed25519)
        return Algorithm::eddsa;
    if (key.type == rsa && key.algorithm == passkey_algorithms[2]) return Algorithm::rs256;
    return std::nullopt;
}

Key key_from(const char* type, OSSL_PARAM_BLD* builder) {
    const Params params(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    CHECK(params && context);
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return Key(key);
}

/// A point that is not on the curve makes no key.
Key es256_key(const CoseKey& key) {
    if (key.first.size() != coordinate_size || key.second.size() != coordinate_size) return nullptr;
    const auto point = '\x04' + std::string(key.first) + std::string(key.second);
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    CHECK(builder != nullptr);
    constexpr std::string_view group = "prime256v1";
    OSSL_PARAM_BLD_push_utf8_string(
        builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size()
    );
    OSSL_PARAM_BLD_push_octet_string(
        builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()
    );
    return key_from("EC", builder.get());
}

Key eddsa_key(const CoseKey& key) {
    if (key.first.size() != coordinate_size) return nullptr;
    return Key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key.first), key.first.size())
    );
}

Key rs256_key(const CoseKey& key) {
    const auto size = key.modulus.size();
    if (size < modulus_min || size > modulus_max) return nullptr;
    if (key.first.empty() || key.first.size() > exponent_max) return nullptr;
    const Number modulus(BN_bin2bn(raw(key.modulus), static_cast<int>(size), nullptr));
    const Number exponent(BN_bin2bn(raw(key.first), static_cast<int>(key.first.size()), nullptr));
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    CHECK(modulus && exponent && builder);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    return key_from("RSA", builder.get());
}

struct Verifier {
    Key key = nullptr;
    const EVP_MD* digest = nullptr;
};

Verifier verifier_of(std::string_view public_key) {
    CborReader reader(public_key);
    const auto key = read_key(reader);
    if (!key || !reader.rest().empty()) return {};
    const auto algorithm = algorithm_of(*key);
    if (!algorithm) return {};
    switch (*algorithm) {
        case Algorithm::es256: return {.key = es256_key(*key), .digest = EVP_sha256()};
        case Algorithm::eddsa: return {.key = eddsa_key(*key), .digest = nullptr};
        case Algorithm::rs256: return {.key = rs256_key(*key), .digest = EVP_sha256()};
    }
    return {};
}

std::optional<std::string_view> take(std::string_view& bytes, std::size_t size) {
    if (bytes.size() < size) return std::nullopt;
    const auto taken = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return taken;
}

std::uint32_t number_in(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes) number = (number << 8U) | static_cast<unsigned char>(byte);
    return number;
}

/// Credential and key of a registration; false for what is none.
bool take_credential(std::string_view& bytes, AuthenticatorSays& data) {
    const auto model = take(bytes, model_size);
    const auto length = take(bytes, 2);
    if (!model || !length) return false;
    const auto size = number_in(*length);
    const auto credential = take(bytes, size);
    if (!credential || size == 0 || size > credential_max) return false;
    CborReader reader(bytes);
    if (!read_key(reader)) return false;
    data.credential = *credential;
    data.public_key = bytes.substr(0, bytes.size() - reader.rest().size());
    bytes = reader.rest();
    return true;
}

} // namespace

std::optional<AuthenticatorSays> read_authenticator_data(std::string_view bytes) {
    constexpr unsigned present = 0x01;
    constexpr unsigned verified = 0x04;
    constexpr unsigned backed_up = 0x10;
    constexpr unsigned with_credential = 0x40;
    constexpr unsigned with_extensions = 0x80;
    if (bytes.size() > data_max) return std::nullopt;
    const auto site = take(bytes, digest_size);
    const auto flags_byte = take(bytes, 1);
    const auto count = take(bytes, 4);
    if (!site || !flags_byte || !count) return std::nullopt;
    const auto flags = number_in(*flags_byte);
    AuthenticatorSays data{
        .site_digest = std::string(*site),
        .user_present = (flags & present) != 0,
        .user_verified = (flags & verified) != 0,
        .backed_up = (flags & backed_up) != 0,
        .sign_count = number_in(*count),
    };
    if ((flags & with_credential) != 0 && !take_credential(bytes, data)) return std::nullopt;
    if ((flags & with_extensions) != 0) {
        CborReader reader(bytes);
        if (!reader.skip()) return std::nullopt;
        bytes = reader.rest();
    }
    if (!bytes.empty()) return std::nullopt;
    return data;
}

std::optional<AuthenticatorSays> read_attestation(std::string_view bytes) {
    constexpr std::size_t attestation_max = 16 * 1024; // with certificates, which nobody asks for
    if (bytes.size() > attestation_max) return std::nullopt;
    CborReader reader(bytes);
    const auto members = reader.map();
    if (!members) return std::nullopt;
    std::optional<std::string_view> data;
    for (std::size_t at = 0; at < *members; ++at) {
        const auto name = reader.text();
        if (!name) return std::nullopt;
        if (*name == "authData") {
            data = reader.bytes();
            if (!data) return std::nullopt;
        } else if (!reader.skip()) {
            return std::nullopt;
        }
    }
    if (!data || !reader.rest().empty()) return std::nullopt;
    return read_authenticator_data(*data);
}

bool is_passkey_key(std::string_view public_key) {
    return verifier_of(public_key).key != nullptr;
}

bool is_signed_by(std::string_view public_key, std::string_view bytes, std::string_view signature) {
    const auto verifier = verifier_of(public_key);
    if (!verifier.key) return false;
    const DigestContext context(EVP_MD_CTX_new());
    CHECK(context != nullptr);
    const auto ready =
        EVP_DigestVerifyInit(context.get(), nullptr, verifier.digest, nullptr, verifier.key.get());
    if (ready != 1) return false;
    return EVP_DigestVerify(
               context.get(), raw(signature), signature.size(), raw(bytes), bytes.size()
           ) == 1;
}

} // namespace heed::crypto
