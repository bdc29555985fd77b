// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/crypto/guessable_passwords.hpp"
#include "platform/crypto/password.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <thread>
#include <vector>

namespace heed::crypto {

namespace {

std::string code_of(std::string_view password) {
    const auto refusal = password_refusal(password);
    return refusal ? refusal->code : "";
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t time = 0; time < times; ++time) all += text;
    return all;
}

} // namespace

TEST_CASE("password: length is counted in composed characters") {
    CHECK(code_of("b8#kQz1") == "too_short");
    CHECK(code_of("b8#kQz1w") == "");
    CHECK(code_of("äöüßéñçø") == "");
    CHECK(code_of(repeated("e\xcc\x81", 7)) == "too_short"); // seven é, decomposed
    const auto phrase = repeated("ä9kd-Lw2", 32);            // 256 characters, 288 bytes
    CHECK(code_of(phrase) == "");
    CHECK(code_of(phrase + "x") == "too_long");
    CHECK(code_of(std::string(5000, 'x')) == "too_long");
    CHECK(password_refusal("short", "/new")->pointer == "/new");
    CHECK(password_refusal("short")->kind == Refusal::invalid);
}

TEST_CASE("password: what is guessed first is refused") {
    for (const auto* const common :
         {"password",     "Password1",     "P@ssw0rd",     "p4ssw0rd!",  "passwordpassword",
          "Summer2024!",  "123password",   "iloveyou",     "12345678",   "123456789",
          "1234567890",   "87654321",      "qwertyuiop",   "qwertzuiop", "qwer1234",
          "1q2w3e4r",     "1qaz2wsx",      "aaaaaaaa",     "abcabcabc",  "12121212",
          "abcdefgh",     "asdfghjkl",     "letmein!!",    "Welcome123", "football1",
          "trustno1",     "ADMINISTRATOR", "$ecretsecret", "01011990",   "  password  ",
          "dragon123456", "zxcvbnm,",      "schatzi1",     "Passwort99", "hellokitty",
          "1234qwer",     "Jennifer2000",  "ch4ngeme",     "monkey!!",   "31122025"})
        CHECK_MESSAGE(code_of(common) == "too_common", common);
}

TEST_CASE("password: honest ones pass") {
    for (const auto* const fine :
         {"correct horse battery staple",
          "Vogelhaus im Regen",
          "tr4ktor-himbeere",
          "b8#kQz1wT",
          "mypasswordisverylongindeed",
          "password492748193847",
          "dragonfly under ice",
          "пароль-не-простой",
          "483920174659"})
        CHECK_MESSAGE(code_of(fine) == "", fine);
}

TEST_CASE("password: hash, verify, needs_rehash") {
    Passwords passwords(PasswordCost::floor());
    const auto encoded = passwords.hash("caf\xc3\xa9 au lait");
    REQUIRE(encoded.has_value());
    CHECK(encoded->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(passwords.verify("caf\xc3\xa9 au lait", *encoded).value());
    CHECK(passwords.verify("cafe\xcc\x81 au lait", *encoded).value()); // decomposed é
    CHECK_FALSE(passwords.verify("cafe au lait", *encoded).value());
    CHECK_FALSE(passwords.verify("caf\xc3\xa9 au lait", "no hash").value());
    CHECK_FALSE(passwords.verify(std::string(100'000, 'x'), *encoded).value());
    CHECK(passwords.hash("caf\xc3\xa9 au lait").value() != *encoded);
    CHECK(passwords.dummy_verify("anything").has_value());

    CHECK_FALSE(passwords.needs_rehash(*encoded));
    const Passwords dearer(PasswordCost{.memory_kib = 20 * 1024, .passes = 2, .lanes = 1});
    CHECK(dearer.needs_rehash(*encoded));
    CHECK(dearer.needs_rehash("no hash"));
}

TEST_CASE("password: a cost below the floor is a bug") {
    CHECK_THROWS_AS(Passwords(PasswordCost{.memory_kib = 1024, .passes = 2, .lanes = 1}), Fault);
    CHECK(PasswordCost{.memory_kib = 64 * 1024, .passes = 1, .lanes = 1}.is_below_floor());
    CHECK_FALSE(PasswordCost{}.is_below_floor());
}

TEST_CASE("password: beyond the queue callers hear busy") {
    Passwords passwords(PasswordCost::floor(), {.at_once = 1, .waiting_max = 1});
    std::atomic<int> done = 0;
    std::atomic<int> busy = 0;
    {
        std::vector<std::jthread> callers;
        callers.reserve(12);
        for (int caller = 0; caller < 12; ++caller)
            callers.emplace_back([&] {
                const auto outcome = passwords.dummy_verify("x");
                if (outcome) {
                    ++done;
                } else {
                    CHECK(outcome.error().kind == Refusal::unavailable);
                    CHECK(outcome.error().code == "busy");
                    ++busy;
                }
            });
    }
    CHECK(done >= 2);
    CHECK(busy >= 1);
    CHECK(done + busy == 12);
    CHECK(passwords.dummy_verify("x").has_value());
}

} // namespace heed::crypto
