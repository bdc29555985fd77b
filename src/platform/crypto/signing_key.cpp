// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/signing_key.hpp"

#include "kernel/check.hpp"

#include <memory>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace heed::crypto {

namespace {

constexpr std::size_t rsa_bits = 2048;
constexpr std::size_t ed25519_size = 32;

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

struct FreePkcs8 {
    void operator()(PKCS8_PRIV_KEY_INFO* info) const { PKCS8_PRIV_KEY_INFO_free(info); }
};

using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;
using Pkcs8 = std::unique_ptr<PKCS8_PRIV_KEY_INFO, FreePkcs8>;

Key fresh_key(KeyKind kind) {
    Key key(
        kind == KeyKind::rsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", rsa_bits)
                             : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
    );
    CHECK(key != nullptr);
    return key;
}

/// What `write`, one of OpenSSL's, says of a value in DER.
template <class Value, class Write>
std::string der_of(Value* value, Write write) {
    std::string bytes(static_cast<std::size_t>(write(value, nullptr)), '\0');
    auto* end = reinterpret_cast<unsigned char*>(bytes.data());
    CHECK(write(value, &end) > 0);
    return bytes;
}

std::string private_bytes(const Key& key) {
    const Pkcs8 info(EVP_PKEY2PKCS8(key.get()));
    CHECK(info != nullptr);
    return der_of(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
}

std::string public_bytes(KeyKind kind, const Key& key) {
    if (kind == KeyKind::rsa) return der_of(key.get(), i2d_PUBKEY);
    std::string bytes(ed25519_size, '\0');
    std::size_t size = bytes.size();
    auto* const into = reinterpret_cast<unsigned char*>(bytes.data());
    CHECK(EVP_PKEY_get_raw_public_key(key.get(), into, &size) == 1);
    return bytes;
}

Key key_from(std::string_view bytes) {
    const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
    return Key(d2i_AutoPrivateKey(nullptr, &begin, static_cast<long>(bytes.size())));
}

} // namespace

KeyPair make_key_pair(KeyKind kind) {
    const auto key = fresh_key(kind);
    return {.private_key = private_bytes(key), .public_key = public_bytes(kind, key)};
}

std::optional<std::string>
signature_of(KeyKind kind, std::string_view private_key, std::string_view message) {
    const auto key = key_from(private_key);
    const auto type = kind == KeyKind::rsa ? EVP_PKEY_RSA : EVP_PKEY_ED25519;
    if (!key || EVP_PKEY_get_base_id(key.get()) != type) return std::nullopt;
    const Digest context(EVP_MD_CTX_new());
    const EVP_MD* const hash = kind == KeyKind::rsa ? EVP_sha256() : nullptr;
    CHECK(context != nullptr);
    CHECK(EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, key.get()) == 1);
    const auto* const from = reinterpret_cast<const unsigned char*>(message.data());
    std::size_t size = 0;
    CHECK(EVP_DigestSign(context.get(), nullptr, &size, from, message.size()) == 1);
    std::string signature(size, '\0');
    auto* const into = reinterpret_cast<unsigned char*>(signature.data());
    CHECK(EVP_DigestSign(context.get(), into, &size, from, message.size()) == 1);
    signature.resize(size);
    return signature;
}

} // namespace heed::crypto
