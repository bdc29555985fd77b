// SPDX-License-Identifier: AGPL-3.0-or-later
// What a browser sends of a passkey is read without a fault, and a key that is taken for one can be
// asked whether it signed.
#include "kernel/check.hpp"
#include "platform/crypto/passkey.hpp"

#include <cstdint>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    static_cast<void>(heed::crypto::read_authenticator_data(input));
    const auto data = heed::crypto::read_attestation(input);
    const auto key = data ? std::string_view(data->public_key) : input;
    if (heed::crypto::is_passkey_key(key))
        CHECK(!heed::crypto::is_signed_by(key, input, "no signature"));
    return 0;
}
