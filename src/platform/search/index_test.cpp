// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/index.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace heed;
using namespace heed::full_text;
using namespace std::chrono_literals;
using Keys = std::vector<std::string>;

namespace {

struct Folder {
    Folder() {
        static std::atomic<int> number = 0;
        path = std::filesystem::temp_directory_path() /
               ("heed_index_" + std::to_string(::getpid()) + "_" + std::to_string(++number));
        std::filesystem::remove_all(path);
    }

    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path path;
};

constexpr Instant noon{std::chrono::milliseconds{1'800'000'000'000}};

/// An index of short English texts.
struct Shelf {
    Folder folder = {};
    Index index{folder.path, Index::Care::quick};
    Stems stems{"en"};

    Shelf() { REQUIRE(index.begin_writing()); }

    void put(std::string key, std::string text, Instant at = noon, std::string mark = "Kall") {
        const Document document{
            .key = std::move(key), .marks = {std::move(mark)}, .words = "A", .stems = "B", .at = at
        };
        const Passage passage{.text = std::move(text)};
        index.put({&document, 1}, {&passage, 1}, stems);
    }

    Keys found(Query words, Query filter = Query::term("Kall")) {
        const auto keys = index.find(
            {.words = std::move(words), .filter = std::move(filter), .now = noon, .limit = 10}
        );
        REQUIRE(keys);
        return *keys;
    }
};

} // namespace

TEST_CASE("words, their forms, beginnings and phrases are found") {
    Shelf shelf;
    shelf.put("1", "The printers in the office are jammed");
    shelf.put("2", "An office printer");
    shelf.index.commit("here");
    CHECK(shelf.found(Query::term("Aprinters")) == Keys{"1"});
    CHECK(shelf.found(Query::term("B" + shelf.stems.of("printer"))).size() == 2);
    CHECK(shelf.found(Query::beginning("Ajam")) == Keys{"1"});
    CHECK(shelf.found(Query::phrase({"Aoffice", "Aprinter"})) == Keys{"2"});
    CHECK(shelf.found(Query::phrase({"Athe", "Aoffice", "Aare"})) == Keys{"1"});
    CHECK(shelf.found(Query::all({Query::term("Aoffice"), Query::term("Ajammed")})) == Keys{"1"});
    CHECK(
        shelf.found(Query::without({Query::term("Aoffice"), Query::term("Ajammed")})) == Keys{"2"}
    );
    CHECK(shelf.found(Query{}).empty());
}

TEST_CASE("only what passes the filter is found and counted") {
    Shelf shelf;
    shelf.put("1", "alpha", noon, "Tone");
    shelf.put("2", "alpha", noon, "Ttwo");
    shelf.index.commit("here");
    CHECK(shelf.found(Query::term("Aalpha"), Query::term("Tone")) == Keys{"1"});
    CHECK(shelf.found(Query::term("Aalpha"), Query::term("Tthree")).empty());
    const Wanted wanted{.words = Query::term("Aalpha"), .filter = Query::term("Ttwo"), .now = noon};
    CHECK(shelf.index.count(wanted, 10) == 1);
}

TEST_CASE("of what fits equally the newer is found first") {
    Shelf shelf;
    shelf.put("old", "alpha beta", noon - 24h * 400);
    shelf.put("new", "alpha beta", noon - 1h);
    shelf.put("older", "alpha beta", noon - 24h * 900);
    shelf.index.commit("here");
    CHECK(shelf.found(Query::term("Aalpha")) == Keys{"new", "old", "older"});
}

TEST_CASE("what is put again or removed is gone with the next commit, and the note with it") {
    Shelf shelf;
    shelf.put("1", "secret words");
    shelf.index.commit("one");
    CHECK(shelf.found(Query::term("Asecret")) == Keys{"1"});
    shelf.put("1", "other words");
    CHECK(shelf.found(Query::term("Asecret")) == Keys{"1"});
    CHECK(shelf.index.note() == "one");
    shelf.index.commit("two");
    CHECK(shelf.found(Query::term("Asecret")).empty());
    CHECK(shelf.index.note() == "two");
    CHECK(shelf.index.words_beginning(Keys{"1"}, "Asec", 5).empty());
    shelf.index.remove("1");
    shelf.index.commit("three");
    CHECK(shelf.found(Query::term("Awords")).empty());
}

TEST_CASE("words that begin so are those of the documents that are named") {
    Shelf shelf;
    shelf.put("1", "print printer");
    shelf.put("2", "printer prose");
    shelf.put("3", "prison");
    shelf.index.commit("here");
    CHECK(
        shelf.index.words_beginning(Keys{"1", "2"}, "Apr", 5) == Keys{"printer", "print", "prose"}
    );
    CHECK(shelf.index.words_beginning(Keys{"4"}, "Apr", 5).empty());
}

TEST_CASE("one writes at a time, and what is left is found again") {
    const Folder folder;
    {
        Index first(folder.path, Index::Care::quick);
        REQUIRE(first.begin_writing());
        Index second(folder.path, Index::Care::quick);
        CHECK_FALSE(second.begin_writing());
        first.commit("kept");
    }
    Index third(folder.path, Index::Care::quick);
    CHECK(third.note() == "kept");
    CHECK(third.begin_writing());
    third.ask_for_rebuild();
    CHECK(third.take_rebuild_asked());
    CHECK_FALSE(third.take_rebuild_asked());
    third.start_anew();
    third.commit("anew");
    CHECK(third.note() == "anew");
}

TEST_CASE("without an index nothing is found, and a damaged one says so") {
    Shelf shelf;
    const Index nowhere(shelf.folder.path / "nowhere");
    CHECK_FALSE(nowhere.note());
    CHECK(nowhere.find({.words = Query::term("Ax"), .filter = Query::term("Kall")})->empty());

    for (int at = 0; at < 200; ++at) shelf.put(std::to_string(at), "alpha " + std::to_string(at));
    shelf.index.commit("here");
    shelf.index.end_writing();
    Index other(shelf.folder.path, Index::Care::quick);
    const auto table = shelf.folder.path / "1" / "postlist.glass";
    const auto bytes = std::filesystem::file_size(table);
    std::ofstream(table, std::ios::binary) << std::string(bytes, 'x');
    CHECK(other.find({.words = Query::term("Aalpha"), .filter = Query::term("Kall")})->empty());
    CHECK(other.is_damaged());
    REQUIRE(other.begin_writing());
    other.start_anew();
    CHECK_FALSE(other.is_damaged());
}

TEST_CASE("a search that takes too long is refused") {
    Shelf shelf;
    for (int at = 0; at < 1000; ++at) shelf.put(std::to_string(at), "alpha beta");
    shelf.index.commit("here");
    const auto refused = shelf.index.find(
        {.words = Query::phrase({"Aalpha", "Abeta"}),
         .filter = Query::term("Kall"),
         .now = noon,
         .patience = -1ms}
    );
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "search_too_long");
}

TEST_CASE("each language has its own forms") {
    CHECK(Stems("de").of("druckern") == Stems("de").of("drucker"));
    CHECK(Stems("fr").of("imprimantes") == Stems("fr").of("imprimante"));
    CHECK(Stems("es").of("impresoras") == Stems("es").of("impresora"));
    CHECK(Stems("pt").of("impressoras") == Stems("pt").of("impressora"));
    CHECK(Stems("xx").of("printers") == "printers");
}

TEST_CASE("shedding leaves what is in it, and no byte of what was removed") {
    Shelf shelf;
    for (int at = 0; at < 50; ++at) shelf.put("k" + std::to_string(at), "common words stay");
    shelf.put("gone", "qxwvanished");
    shelf.index.commit("one");
    const auto in_bytes = [&](const std::string& word) {
        for (const auto& file : std::filesystem::recursive_directory_iterator(shelf.folder.path)) {
            if (!file.is_regular_file()) continue;
            std::ifstream in(file.path(), std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(in), {});
            if (bytes.contains(word)) return true;
        }
        return false;
    };
    REQUIRE(in_bytes("wvanished"));
    shelf.index.remove("gone");
    shelf.index.commit("two");
    shelf.index.shed();
    CHECK_FALSE(in_bytes("wvanished"));
    CHECK(shelf.index.note() == "two");
    CHECK(shelf.found(Query::term("Acommon")).size() == 10);
    shelf.put("after", "later words");
    shelf.index.commit("three");
    CHECK(shelf.found(Query::term("Alater")) == Keys{"after"});
}
