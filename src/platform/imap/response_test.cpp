// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/response.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace heed::imap {

namespace {

// Gives `bytes` in pieces of at most `piece`, then the end of the connection.
ResponseReader::Source source_of(std::string bytes, std::size_t piece = 7) {
    return [bytes = std::move(bytes), piece, at = std::size_t(0)](std::span<char> room
           ) mutable -> Result<std::size_t> {
        const auto count = std::min({piece, room.size(), bytes.size() - at});
        if (count == 0) return refuse(Refusal::unavailable, "connection_lost");
        std::ranges::copy_n(bytes.data() + at, static_cast<std::ptrdiff_t>(count), room.data());
        at += count;
        return count;
    };
}

std::string read_code(const std::string& bytes, const ReadLimits& limits = {}) {
    ResponseReader reader;
    const auto response = reader.next(limits, source_of(bytes));
    return response ? "ok" : response.error().code;
}

Result<std::optional<Fetched>> fetched(const std::string& bytes) {
    ResponseReader reader;
    auto response = reader.next({}, source_of(bytes));
    REQUIRE(response);
    return fetched_from(std::move(*response));
}

} // namespace

TEST_CASE("responses are the same however the bytes arrive") {
    const std::string bytes =
        "* 1 FETCH (UID 7 BODY[] {5}\r\nhello X \"{3}\")\r\n* OK see {4}\r\n+ go\r\n";
    for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
        ResponseReader reader;
        const auto source = source_of(bytes, piece);
        const auto letter = reader.next({}, source);
        REQUIRE(letter);
        CHECK(letter->text == std::string("* 1 FETCH (UID 7 BODY[] \0 X \"{3}\")", 34));
        CHECK(letter->literals == std::vector<std::string>{"hello"});
        // Free text that looks like a literal is none.
        CHECK(reader.next({}, source)->text == "* OK see {4}");
        CHECK(reader.next({}, source)->text == "+ go");
        CHECK_FALSE(reader.has_unread());
    }
}

TEST_CASE("a response that ends early or goes too far is refused") {
    CHECK(read_code("* 1 FETCH (BODY[] {5}\r\nhel") == "connection_lost");
    CHECK(read_code("* 1 FETCH") == "connection_lost");
    CHECK(read_code(std::string("* OK \0\r\n", 8)) == "protocol_error");
    CHECK(
        read_code("* OK " + std::string(100, 'x') + "\r\n", {.text_bytes_max = 100}) ==
        "protocol_error"
    );
    CHECK(read_code("* OK " + std::string(94, 'x') + "\r\n", {.text_bytes_max = 100}) == "ok");
    CHECK(read_code(std::string(70'000, 'x')) == "protocol_error");
    const ReadLimits hundred = {.literal_bytes_max = 100};
    CHECK(read_code("* 1 FETCH (BODY[] {101}\r\n", hundred) == "protocol_error");
    CHECK(read_code("* 1 FETCH (BODY[] {1000000000}\r\n", hundred) == "protocol_error");
    CHECK(
        read_code("* 1 FETCH (A {60}\r\n" + std::string(60, 'a') + " B {60}\r\n", hundred) ==
        "protocol_error"
    );
    CHECK(
        read_code(
            "* 1 FETCH (A {60}\r\n" + std::string(60, 'a') + " B {40}\r\n" + std::string(40, 'b') +
                ")\r\n",
            hundred
        ) == "ok"
    );
    // Not a number a literal could have: it stays text.
    CHECK(read_code("* 1 FETCH (BODY[] {99999999999999999999}\r\n") == "ok");
    CHECK(read_code("* 1 FETCH (BODY[] {-1}\r\n") == "ok");
}

TEST_CASE("status responses") {
    const auto status = status_from("ok [UIDVALIDITY 3857529045] UIDs valid");
    REQUIRE(status);
    CHECK(status->word == Status::Word::ok);
    CHECK(code_number(*status, "UIDVALIDITY") == 3857529045U);
    CHECK_FALSE(code_number(*status, "UIDNEXT"));
    CHECK(status->text == "UIDs valid");
    CHECK(status_from("OK")->word == Status::Word::ok);
    CHECK(status_from("NO [open bracket")->text == "[open bracket");
    CHECK_FALSE(status_from("OKAY then"));
    CHECK_FALSE(status_from(""));
    CHECK_FALSE(code_number({.code = "UIDVALIDITY 99999999999"}, "UIDVALIDITY"));
}

TEST_CASE("numbers and searches") {
    CHECK(number_before("* 23 EXISTS", "EXISTS") == 23U);
    CHECK_FALSE(number_before("* 23 RECENT", "EXISTS"));
    CHECK_FALSE(number_before("* EXISTS", "EXISTS"));
    CHECK(search_result("* SEARCH") == std::vector<std::uint32_t>{});
    CHECK(search_result("* search 3 5  9 (MODSEQ 7)") == std::vector<std::uint32_t>{3, 5, 9});
    CHECK_FALSE(search_result("* 3 EXISTS"));
}

TEST_CASE("what a FETCH holds") {
    const auto plain =
        fetched("* 2 FETCH (FLAGS (\\Seen) UID 9 RFC822.SIZE 44 BODY[] {3}\r\nabc)\r\n");
    REQUIRE((plain && *plain));
    CHECK((*plain)->uid == 9U);
    CHECK((*plain)->size_bytes == 44U);
    CHECK((*plain)->body == "abc");
    CHECK((*fetched("* 2 FETCH (BODY[] \"a \\\"b\\\\\" UID 9)\r\n"))->body == "a \"b\\");
    CHECK((*fetched("* 2 fetch (body[header] {0}\r\n uid 9)\r\n"))->body == "");
    CHECK_FALSE((*fetched("* 2 FETCH (UID 9 BODY[] NIL)\r\n"))->body);
    CHECK(
        (*fetched("* 2 FETCH (BODY[HEADER.FIELDS (DATE FROM)]<0> {1}\r\nx UID 9)\r\n"))->body == "x"
    );
    // Two bodies: the first counts.
    CHECK((*fetched("* 2 FETCH (BODY[] {1}\r\na BODY[] {1}\r\nb UID 9)\r\n"))->body == "a");
    CHECK_FALSE((*fetched("* 2 FETCH (UID 9 RFC822.SIZE NIL)\r\n"))->size_bytes);
    const auto dated =
        fetched("* 2 FETCH (UID 9 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 4)\r\n");
    CHECK((*dated)->delivered_at == instant_from_rfc3339("1996-07-17T09:44:25Z"));
    CHECK((*dated)->size_bytes == 4U);
    CHECK_FALSE(*fetched("* 2 EXISTS\r\n"));
    CHECK_FALSE(*fetched("* FLAGS (\\Seen)\r\n"));
}

TEST_CASE("when a letter was taken in, or nothing where a server says something odd") {
    CHECK(
        moment_from(" 1-mar-2024 23:30:00 +0100") == instant_from_rfc3339("2024-03-01T22:30:00Z")
    );
    for (const auto* text :
         {"",
          "01-Mar-2024",
          "31-Feb-2024 00:00:00 +0000",
          "01-Foo-2024 00:00:00 +0000",
          "01-Mar-2024 25:00:00 +0000",
          "01-Mar-2024 00:00:00 00000",
          "2024-03-01T00:00:00+00:00x"})
        CHECK_FALSE(moment_from(text));
    for (const auto* said : {"NIL", "{3}\r\nabc", "\"yesterday\"", "(1 2)"}) {
        const auto odd =
            fetched("* 2 FETCH (INTERNALDATE " + std::string(said) + " RFC822.SIZE 4)\r\n");
        REQUIRE((odd && *odd));
        CHECK_FALSE((*odd)->delivered_at);
        CHECK((*odd)->size_bytes == 4U);
    }
}

TEST_CASE("a FETCH that cannot be read is refused") {
    for (const std::string text :
         {"* 2 FETCH",
          "* 2 FETCH ",
          "* 2 FETCH (",
          "* 2 FETCH (UID",
          "* 2 FETCH (UID 9",
          "* 2 FETCH UID 9",
          "* 2 FETCH (BODY[] \"open",
          "* 2 FETCH (BODY[",
          "* 2 FETCH (UID 9) more",
          "* 2 FETCH ()) ",
          "* 2 FETCH (X (()",
          "* 2 FETCH (X )))"}) {
        CAPTURE(text);
        CHECK_FALSE(fetched(text + "\r\n"));
    }
}

TEST_CASE("a response has so many literals and no more, be they as small as they like") {
    std::string text = "* 1 FETCH (UID 3";
    for (int literal = 0; literal < 100; ++literal) text += " X {0}\r\n";
    CHECK((*fetched(text + ")\r\n"))->uid == 3U);
    CHECK(read_code(text + " X {0}\r\n)\r\n") == "protocol_error");
}

TEST_CASE("nesting costs nothing") {
    const std::string deep =
        "* 1 FETCH (BODY " + std::string(30'000, '(') + std::string(30'000, ')') + " UID 3)\r\n";
    CHECK((*fetched(deep))->uid == 3U);
    CHECK_FALSE(fetched("* 1 FETCH (BODY " + std::string(60'000, '(') + "\r\n"));
}

} // namespace heed::imap
