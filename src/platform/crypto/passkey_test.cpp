// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/cbor.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/passkey.hpp"
#include "platform/crypto/soft_authenticator.hpp"

#include <doctest/doctest.h>

using namespace heed::crypto;
using Algorithm = SoftAuthenticator::Algorithm;

TEST_CASE("what an authenticator of each kind signs is its own, and nothing else is") {
    for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256}) {
        CAPTURE(static_cast<int>(algorithm));
        const SoftAuthenticator device(algorithm);
        const SoftAuthenticator other(algorithm);
        const auto data = read_attestation(device.attestation({.sign_count = 7}));
        REQUIRE(data.has_value());
        CHECK(data->credential == device.credential());
        CHECK(data->public_key == device.public_key());
        CHECK(data->site_digest == sha256("desk.example"));
        CHECK(data->sign_count == 7);
        CHECK(data->user_present);
        CHECK(data->user_verified);
        CHECK(is_passkey_key(data->public_key));

        const auto signature = device.sign("message");
        CHECK(is_signed_by(data->public_key, "message", signature));
        CHECK_FALSE(is_signed_by(data->public_key, "another", signature));
        CHECK_FALSE(is_signed_by(other.public_key(), "message", signature));
        CHECK_FALSE(is_signed_by(data->public_key, "message", ""));
        CHECK_FALSE(is_signed_by("", "message", signature));
    }
}

TEST_CASE("flags are told as they are") {
    const auto said = read_authenticator_data(
        SoftAuthenticator::data({.present = false, .verified = false, .sign_count = 0})
    );
    REQUIRE(said.has_value());
    CHECK_FALSE(said->user_present);
    CHECK_FALSE(said->user_verified);
    CHECK(said->credential.empty());
}

TEST_CASE("whatever is cut off, longer or altered is refused or harmless") {
    const SoftAuthenticator device;
    const auto whole = device.attestation({});
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(read_attestation(whole.substr(0, size)));
    CHECK_FALSE(read_attestation(whole + "x"));
    CHECK_FALSE(read_authenticator_data(SoftAuthenticator::data({}) + "x"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const unsigned flipped : {0x01U, 0x40U, 0xffU}) {
            auto altered = whole;
            altered[at] = static_cast<char>(static_cast<unsigned char>(altered[at]) ^ flipped);
            const auto data = read_attestation(altered);
            if (data) static_cast<void>(is_passkey_key(data->public_key));
        }
    }
}

TEST_CASE("a key with a point beside the curve is none") {
    auto key = SoftAuthenticator().public_key();
    key.back() = static_cast<char>(key.back() ^ 1);
    CHECK_FALSE(is_passkey_key(key));
    CHECK_FALSE(is_passkey_key(SoftAuthenticator().public_key() + "x"));
}

TEST_CASE("CBOR is read to its end and no further") {
    CborReader numbers(std::string_view("\x00\x17\x18\x18\x19\x01\x00\x20\x38\x63", 10));
    CHECK(numbers.integer() == 0);
    CHECK(numbers.integer() == 23);
    CHECK(numbers.integer() == 24);
    CHECK(numbers.integer() == 256);
    CHECK(numbers.integer() == -1);
    CHECK(numbers.integer() == -100);
    CHECK_FALSE(numbers.integer());

    for (const std::string_view bad :
         {std::string_view("\x1f", 1),                                 // no definite length
          std::string_view("\x5b\xff\xff\xff\xff\xff\xff\xff\xff", 9), // longer than there is
          std::string_view("\xbb\xff\xff\xff\xff\xff\xff\xff\xff", 9),
          std::string_view("\x9b\xff\xff\xff\xff\xff\xff\xff\xff", 9),
          std::string_view("\x19\x01", 2),
          std::string_view("\xc0\x00", 2), // a tag
          std::string_view("\x81\x81\x81\x81\x81\x81\x81\x81\x81\x00", 10)}) {
        CborReader reader(bad);
        CHECK_FALSE(reader.skip());
    }
    CborReader deep(std::string_view("\x81\x81\x81\x81\x81\x81\x81\x00", 8));
    CHECK(deep.skip());
    CHECK(deep.rest().empty());
    CborReader lie(std::string_view("\xa5\x00", 2));
    CHECK_FALSE(lie.map());
}
