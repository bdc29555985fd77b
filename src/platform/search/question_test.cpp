// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/question.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::full_text;
using Words = std::vector<std::string>;

namespace {

std::vector<Piece> pieces(std::string_view text) {
    const auto question = question_of(text);
    REQUIRE(question);
    return question->pieces;
}

std::string refusal(std::string_view text) {
    const auto question = question_of(text);
    REQUIRE_FALSE(question);
    CHECK_FALSE(question.error().detail.empty());
    CHECK(question.error().pointer == "/q");
    return question.error().code;
}

} // namespace

TEST_CASE("a question is read piece by piece") {
    const auto read = pieces(R"(Drucker "kein Papier" -Toner vpn)");
    REQUIRE(read.size() == 4);
    CHECK(read[0].words == Words{"drucker"});
    CHECK_FALSE(read[0].unfinished);
    CHECK(read[1].words == Words{"kein", "papier"});
    CHECK(read[1].exact);
    CHECK(read[2].excluded);
    CHECK(read[3].unfinished);
}

TEST_CASE("what is still being typed is understood") {
    CHECK(pieces("print")[0].unfinished);
    CHECK_FALSE(pieces("print ")[0].unfinished);
    CHECK_FALSE(pieces("print.")[0].unfinished);
    CHECK(pieces(R"("no pap)")[0].exact);
    CHECK(pieces(R"("no pap)")[0].unfinished);
    CHECK_FALSE(pieces(R"("no paper")")[0].unfinished);
    CHECK(pieces("vpn -")[0].words == Words{"vpn"});
    CHECK(pieces("„kein Papier“")[0].exact);
}

TEST_CASE("words with signs between them stand together, addresses whole") {
    CHECK(pieces("e-mail")[0].words == Words{"e", "mail"});
    CHECK(pieces("Ana.B@Acme.example")[0].address == "ana.b@acme.example");
    CHECK(pieces("-ana@acme vpn")[0].excluded);
    CHECK(pieces("a@b@c")[0].address.empty());
}

TEST_CASE("a number alone is a ticket's") {
    CHECK(question_of("#10482")->number == 10482);
    CHECK(question_of(" 10482 ")->number == 10482);
    CHECK_FALSE(question_of("10482 vpn")->number);
    CHECK_FALSE(question_of("99999999999999999999")->number);
}

TEST_CASE("what cannot be looked for is refused with a sentence") {
    CHECK(refusal("") == "nothing_to_find");
    CHECK(refusal(" \"\" !! - ") == "nothing_to_find");
    CHECK(refusal("-vpn -\"no paper\"") == "only_exclusions");
    CHECK(refusal(std::string(401, 'x')) == "too_long");
    std::string many;
    for (int at = 0; at < 25; ++at) many += "w ";
    CHECK(refusal(many) == "too_many_words");
}
