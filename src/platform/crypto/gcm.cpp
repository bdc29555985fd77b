// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/gcm.hpp"

#include "kernel/check.hpp"
#include "platform/crypto/digest.hpp"

#include <memory>
#include <openssl/evp.h>

namespace heed::crypto {

namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

int length_of(std::string_view text) {
    return static_cast<int>(text.size());
}

} // namespace

std::string gcm_encrypted(std::string_view key, std::string_view text, std::string_view context) {
    CHECK(key.size() == gcm_key_size);
    const auto nonce = random_bytes(nonce_size);
    const CipherContext cipher(EVP_CIPHER_CTX_new());
    auto* const state = cipher.get();
    CHECK(state != nullptr);
    int size = 0;
    CHECK(
        EVP_EncryptInit_ex(state, EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) == 1
    );
    CHECK(EVP_EncryptUpdate(state, nullptr, &size, bytes_of(context), length_of(context)) == 1);
    std::string hidden(text.size(), '\0');
    CHECK(EVP_EncryptUpdate(state, bytes_of(hidden), &size, bytes_of(text), length_of(text)) == 1);
    CHECK(EVP_EncryptFinal_ex(state, bytes_of(hidden) + size, &size) == 1);
    std::string tag(tag_size, '\0');
    CHECK(EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()) == 1);
    return nonce + hidden + tag;
}

std::optional<std::string>
gcm_decrypted(std::string_view key, std::string_view sealed, std::string_view context) {
    CHECK(key.size() == gcm_key_size);
    if (sealed.size() < nonce_size + tag_size) return std::nullopt;
    const auto nonce = sealed.substr(0, nonce_size);
    const auto hidden = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
    std::string tag(sealed.substr(sealed.size() - tag_size));

    const CipherContext cipher(EVP_CIPHER_CTX_new());
    auto* const state = cipher.get();
    CHECK(state != nullptr);
    int size = 0;
    CHECK(
        EVP_DecryptInit_ex(state, EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) == 1
    );
    CHECK(EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1);
    CHECK(EVP_DecryptUpdate(state, nullptr, &size, bytes_of(context), length_of(context)) == 1);
    std::string text(hidden.size(), '\0');
    CHECK(
        EVP_DecryptUpdate(state, bytes_of(text), &size, bytes_of(hidden), length_of(hidden)) == 1
    );
    if (EVP_DecryptFinal_ex(state, bytes_of(text) + size, &size) != 1) return std::nullopt;
    return text;
}

} // namespace heed::crypto
