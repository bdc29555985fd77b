// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/words/language.hpp"
#include "platform/words/running.hpp"
#include "platform/words/words.hpp"

#include <doctest/doctest.h>

using namespace heed;
using Words = std::vector<std::string>;

TEST_CASE("folding removes case, accents and extra blanks") {
    CHECK(words::folded("  José   Ångström ") == "jose angstrom");
    CHECK(words::folded("STRASSE") == words::folded("straße"));
    CHECK(words::folded("Ἀθῆναι") == "αθηναι");
    CHECK(words::folded("Ｈｅｅｄ") == "heed");
    CHECK(words::folded("").empty());
}

TEST_CASE("words are letters and digits, each once, in order") {
    CHECK(
        words::words_of("VPN is down: vpn-2 (O'Neil)") ==
        Words{"vpn", "is", "down", "2", "o", "neil"}
    );
    CHECK(words::words_of("東京 支店") == Words{"東京", "支店"});
    CHECK(words::words_of("a b c d", 2) == Words{"a", "b"});
    CHECK(words::words_of(std::string(200, 'x')) == Words{std::string(64, 'x')});
}

TEST_CASE("a query keeps addresses whole") {
    CHECK(words::prefixes_of("Ana  ana.b@Acme") == Words{"ana", "ana.b@acme"});
    CHECK(words::prefixes_of("o'neil") == Words{"o", "neil"});
    CHECK(words::prefixes_of(" . ").empty());
    CHECK(words::prefixes_of("1 2 3 4 5 6 7 8 9 10").size() == 8);
}

TEST_CASE("a prefix's range ends after everything that begins with it") {
    const auto end = words::prefix_end("an");
    CHECK(std::string("ana") < end);
    CHECK(std::string("an\xF4\x8F\xBF\xBE") < end);
    CHECK(std::string("ao") > end);
}

TEST_CASE("language tags") {
    for (const char* good : {"en", "de", "pt-BR", "zh-Hant-TW", "gsw"})
        CHECK(words::is_language_tag(good));
    for (const char* bad : {"", "e", "english", "en_GB", "en-", "-en", "en--GB", "12", "en-a/b"})
        CHECK_FALSE(words::is_language_tag(bad));
}

namespace {

Words running(std::string_view text) {
    Words found;
    words::each_word(text, [&](const words::RunningWord& word) {
        found.push_back(
            std::string(word.text) + "=" +
            std::string(text.substr(word.begin, word.end - word.begin))
        );
    });
    return found;
}

} // namespace

TEST_CASE("running words keep their order, their repeats and their places") {
    CHECK(running("Vpn, VPN-2") == Words{"vpn=Vpn", "vpn=VPN", "2=2"});
    CHECK(
        running("Grüße aus José's Büro") ==
        Words{"grusse=Grüße", "aus=aus", "jose=José", "s=s", "buro=Büro"}
    );
    CHECK(running("e\u0301te\u0301") == Words{"ete=e\u0301te\u0301"});
    CHECK(running("東京tower") == Words{"東=東", "京=京", "tower=tower"});
    CHECK(running("").empty());
    CHECK(running("\xff\xfe ok") == Words{"ok=ok"});
}
