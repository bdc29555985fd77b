// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/dkim/canonical.hpp"
#include "platform/dkim/dkim.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::dkim;

namespace {

constexpr Instant noon{std::chrono::seconds{1'700'000'000}};

const std::string letter = "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"
                           "From: Joe SixPack <joe@football.example.com>\r\n"
                           "To: Suzie Q <suzie@shopping.example.net>\r\n"
                           "Subject: Is dinner\r\n ready?\r\n"
                           "Message-ID: <20030712040037.46341@football.example.com>\r\n"
                           "X-Heed-Loop: abc\r\n"
                           "\r\n"
                           "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";

/// The private key of RFC 8463, appendix A.2, in the wrapping of PKCS #8.
Signer of_the_standard() {
    const auto bytes =
        crypto::from_base64url("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g");
    REQUIRE(bytes);
    return {
        .domain = "football.example.com",
        .selector = "brisbane",
        .kind = crypto::KeyKind::ed25519,
        .private_key = *bytes
    };
}

std::string signature(const std::string& of, const Signer& signer = of_the_standard()) {
    const auto field = signature_field(of, signer, noon);
    REQUIRE(field);
    return *field;
}

std::string_view signed_part(std::string_view field) {
    return field.substr(field.rfind("b="));
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

} // namespace

TEST_CASE("dkim: heads and bodies are made alike as the standard's example is") {
    const auto parts = parts_of("A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n");
    REQUIRE(parts.head.size() == 2);
    CHECK(relaxed_field(parts.head[0]) == "a:X\r\n");
    CHECK(relaxed_field(parts.head[1]) == "b:Y Z\r\n");
    CHECK(relaxed_body(parts.body) == " C\r\nD E\r\n");
    CHECK(relaxed_body("\r\n \t\r\n").empty());
    CHECK(relaxed_body("no end") == "no end\r\n");
    CHECK(relaxed_body("a\r\n\r\nb\r\n") == "a\r\n\r\nb\r\n");
}

TEST_CASE("dkim: the digest of a body is that of the standard's example") {
    const auto digest = crypto::base64(crypto::sha256(relaxed_body(parts_of(letter).body)));
    CHECK(digest == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
}

TEST_CASE("dkim: the whole field, whose signature another program has found good") {
    // By dkimpy 1.1.4, with the public key of RFC 8463. What it signs is fixed, so this is, too.
    CHECK(
        signature(letter) ==
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; t=1700000000;\r\n"
        "\td=football.example.com; s=brisbane;\r\n"
        "\th=From:From:Sender:Reply-To:To:To:Cc:Subject:Subject:Date:Date:\r\n"
        "\tMessage-ID:Message-ID:In-Reply-To:References:MIME-Version:Content-Type:\r\n"
        "\tContent-Transfer-Encoding:Auto-Submitted;\r\n"
        "\tbh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
        "\tb=KVgGPiZmWasJo1bks9mksRsD8Z+cP/36b5q4KercXQHIyNEQCjQ5b13sCwmXgfsXJjEa2uty\r\n"
        "\tX69z9EKShZ0rAw==\r\n"
    );
}

TEST_CASE("dkim: what the way does to blanks and folds breaks nothing, all else does") {
    const auto good = signature(letter);
    const auto same = [&](std::string_view what, std::string_view by) {
        return signature(replaced(letter, what, by)) == good;
    };
    CHECK(same("dinner\r\n ready", "dinner ready"));
    CHECK(same("game.  Are", "game. Are"));
    CHECK(same("Joe.\r\n", "Joe. \r\n\r\n\r\n"));
    CHECK(same("To: Suzie", "TO:  Suzie"));
    CHECK(same("X-Heed-Loop: abc", "Received: by us"));
    CHECK_FALSE(same("dinner", "supper"));
    CHECK_FALSE(same("hungry", "angry"));
    CHECK_FALSE(same("suzie@", "susan@"));
}

TEST_CASE("dkim: nobody can add a second sender or subject, nor a copy that was not there") {
    const auto good = signature(letter);
    CHECK(good.contains("h=From:From:Sender:Reply-To:To:To:Cc:Subject:Subject:"));
    const auto with_one_more = [&](const std::string& field) {
        return signed_part(signature(field + letter)) != signed_part(good);
    };
    CHECK(with_one_more("From: Eve <eve@evil.example>\r\n"));
    CHECK(with_one_more("Subject: Your bill\r\n"));
    CHECK(with_one_more("Cc: eve@evil.example\r\n"));
    CHECK(with_one_more("Reply-To: eve@evil.example\r\n"));
}

TEST_CASE("dkim: lines are short enough for every server") {
    const auto pair = crypto::make_key_pair(crypto::KeyKind::rsa);
    auto field = signature(
        letter,
        {.domain = "example.org",
         .selector = "heed-1",
         .kind = crypto::KeyKind::rsa,
         .private_key = pair.private_key}
    );
    CHECK(field.contains("a=rsa-sha256"));
    while (!field.empty()) {
        const auto end = field.find("\r\n");
        REQUIRE(end != std::string::npos);
        CHECK(end <= 78);
        field.erase(0, end + 2);
    }
}

TEST_CASE("dkim: the record is what the standard has for its key") {
    // RFC 8463, appendix A.2.
    const auto key = crypto::from_base64url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    REQUIRE(key);
    CHECK(
        record_of(crypto::KeyKind::ed25519, *key) ==
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    );
    CHECK(record_name("example.org", "heed-1") == "heed-1._domainkey.example.org");
    const auto rsa = crypto::make_key_pair(crypto::KeyKind::rsa);
    CHECK(record_of(crypto::KeyKind::rsa, rsa.public_key).starts_with("v=DKIM1; k=rsa; p=MIIB"));
}

TEST_CASE("dkim: a key that is none signs nothing") {
    auto signer = of_the_standard();
    signer.kind = crypto::KeyKind::rsa;
    CHECK_FALSE(signature_field(letter, signer, noon));
    signer.private_key = "secret";
    CHECK_FALSE(signature_field(letter, signer, noon));
}
