// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/reply_address.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::mail;

namespace {

constexpr std::string_view key = "0123456789abcdef0123456789abcdef";
constexpr std::string_view other_key = "fedcba9876543210fedcba9876543210";

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
    });
    return text;
}

} // namespace

TEST_CASE("a reply address names its ticket") {
    const auto address = reply_address("support@example.org", 4711, key);
    CHECK(address.starts_with("support+r-4711-"));
    CHECK(address.ends_with("@example.org"));
    CHECK(address.size() <= 64 + 12);
    CHECK(ticket_of_address(address, key) == 4711);
    CHECK(ticket_of_address(upper(address), key) == 4711);
    CHECK(ticket_of_address(address, other_key) == std::nullopt);
    CHECK(ticket_of_address("support@example.org", key) == std::nullopt);
    CHECK(
        ticket_of_address("support+r-4711-aaaaaaaaaaaaaaaaaaaa@example.org", key) == std::nullopt
    );
}

TEST_CASE("no token can be changed") {
    const auto token = sign_token(TokenKind::request, 4711, key);
    CHECK(token == ascii_lower(token));
    CHECK(token.size() == 4 + 1 + 20);
    for (std::size_t at = 0; at < token.size(); ++at) {
        auto changed = token;
        changed[at] = changed[at] == 'a' ? 'b' : 'a';
        CHECK(verify_token(TokenKind::request, changed, key) == std::nullopt);
        changed = token;
        changed[at] = changed[at] == '1' ? '2' : '1';
        if (changed != token) CHECK(verify_token(TokenKind::request, changed, key) == std::nullopt);
    }
    for (const auto* odd :
         {"", "-", "4711", "4711-", "-4711-", "04711-x", "+1-x", "99999999999999999999-x"})
        CHECK(verify_token(TokenKind::request, odd, key) == std::nullopt);
    CHECK(verify_token(TokenKind::request, token + "a", key) == std::nullopt);
}

TEST_CASE("a Message-ID names its entry, and is no reply address") {
    const auto id = make_message_id(99, "desk.example.org", key);
    CHECK(id.starts_with("e-99-"));
    CHECK(id.ends_with("@desk.example.org"));
    CHECK(entry_of_message_id(id, key) == 99);
    CHECK(entry_of_message_id(make_acknowledgement_id(99, "desk.example", key), key) == 99);
    CHECK(entry_of_message_id("<" + upper(id) + ">", key) == 99);
    CHECK(entry_of_message_id(id, other_key) == std::nullopt);
    CHECK(entry_of_message_id("CAB1234@mail.example", key) == std::nullopt);
    const auto request = sign_token(TokenKind::request, 99, key);
    CHECK(entry_of_message_id("e-" + request + "@desk.example.org", key) == std::nullopt);
    CHECK(verify_token(TokenKind::entry, request, key) == std::nullopt);
}
