// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace heed::full_text {

/// What is looked for, as a tree of values. Terms stand there whole, with the prefix that says what
/// kind they are of.
struct Query {
    enum class Kind {
        nothing, // found nowhere
        everything,
        term,      // this very term
        beginning, // a term that begins so
        phrase,    // these terms one behind the other
        all,       // every part
        any,       // one part at least
        without    // the first part and none of the others
    };

    Kind kind = Kind::nothing;
    std::vector<std::string> terms = {};
    std::vector<Query> parts = {};

    static Query everything() { return {.kind = Kind::everything, .terms = {}, .parts = {}}; }

    static Query term(std::string text) {
        return {.kind = Kind::term, .terms = {std::move(text)}, .parts = {}};
    }

    static Query beginning(std::string text) {
        return {.kind = Kind::beginning, .terms = {std::move(text)}, .parts = {}};
    }

    static Query phrase(std::vector<std::string> terms) {
        return {.kind = Kind::phrase, .terms = std::move(terms), .parts = {}};
    }

    static Query all(std::vector<Query> parts) {
        return {.kind = Kind::all, .terms = {}, .parts = std::move(parts)};
    }

    static Query any(std::vector<Query> parts) {
        return {.kind = Kind::any, .terms = {}, .parts = std::move(parts)};
    }

    static Query without(std::vector<Query> parts) {
        return {.kind = Kind::without, .terms = {}, .parts = std::move(parts)};
    }
};

} // namespace heed::full_text
