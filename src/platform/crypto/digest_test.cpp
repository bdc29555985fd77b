// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/token.hpp"

#include <doctest/doctest.h>
#include <set>

namespace heed::crypto {

TEST_CASE("digest: FIPS 180-4 and RFC 4231 vectors") {
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(
        hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    Sha256 pieces;
    pieces.add("a");
    pieces.add("bc");
    CHECK(pieces.finish() == sha256("abc"));
}

TEST_CASE("digest: constant-time equality") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("same", "same"));
    CHECK_FALSE(equal_in_constant_time("same", "sama"));
    CHECK_FALSE(equal_in_constant_time("same", "same "));
}

TEST_CASE("encoding: RFC 4648 vectors, both ways") {
    CHECK(hex("foobar") == "666f6f626172");
    CHECK(base64url("foobar") == "Zm9vYmFy");
    CHECK(base64url("fooba") == "Zm9vYmE");
    CHECK(base64url("foob") == "Zm9vYg");
    CHECK(base64url("\xfb\xff") == "-_8");
    CHECK(base32("foobar") == "mzxw6ytboi");
    CHECK(base32("f") == "my");
    for (std::size_t size = 0; size < 70; ++size) {
        const auto bytes = random_bytes(size);
        CHECK(from_base64url(base64url(bytes)) == bytes);
    }
}

TEST_CASE("encoding: one spelling only") {
    CHECK_FALSE(from_base64url("Zg==").has_value());
    CHECK_FALSE(from_base64url("Zh").has_value()); // stray bits
    CHECK_FALSE(from_base64url("Z").has_value());
    CHECK_FALSE(from_base64url("Zm 9").has_value());
}

TEST_CASE("token: 256 bits, never twice") {
    std::set<std::string> tokens;
    for (int token = 0; token < 1000; ++token) tokens.insert(random_token());
    CHECK(tokens.size() == 1000);
    CHECK(tokens.begin()->size() == 43);
    CHECK(from_base64url(*tokens.begin())->size() == 32);
}

TEST_CASE("token: an API token carries its checksum") {
    const auto token = new_api_token();
    CHECK(token.size() == 64);
    CHECK(token.starts_with("heed_"));
    CHECK(is_api_token(token));
    CHECK(new_api_token() != token);
    for (const std::size_t at : {std::size_t{0}, std::size_t{5}, std::size_t{63}}) {
        auto wrong = token;
        wrong[at] = wrong[at] == 'a' ? 'b' : 'a';
        CHECK_FALSE(is_api_token(wrong));
    }
    CHECK_FALSE(is_api_token(""));
    CHECK_FALSE(is_api_token(token + "a"));
    CHECK(token_digest("abc") == hex(sha256("abc")));
}

} // namespace heed::crypto
