// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/ticket.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace heed::app {

/// The same numbers on every machine for one seed (SplitMix64, Steele, Lea and Flood 2014).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();
    /// 0 … count - 1, evenly; `count` is at least 1.
    std::size_t below(std::size_t count);
    /// 0 ≤ x < 1.
    double share();
    /// Standard normal.
    double normal();

    bool chance(double probability) { return share() < probability; }

    template <class T>
    const T& one_of(std::span<const T> items) {
        return items[below(items.size())];
    }

private:
    std::uint64_t state_;
};

/// What a customer writes in.
enum class Tongue : std::uint8_t { english, german, french, spanish };

using Phrases = std::span<const std::string_view>;

/// A matter that customers write about. {thing} is filled in.
struct DemoMatter {
    std::string_view subject;
    std::string_view opening;
    std::string_view answer;
    std::string_view resolution;
    tickets::Kind kind;
    std::string_view tag;
    std::string_view category; // a name in `demo_categories`
    std::string_view cause;    // one that every desk begins with
};

/// What is said in one language; most sentences are joined from several of these.
struct Phrasebook {
    std::span<const DemoMatter> matters;
    Phrases things;
    Phrases greetings; // a customer's first line
    Phrases details;   // after a matter's opening
    Phrases wishes;    // what the customer hopes for
    Phrases partings;
    Phrases questions; // a customer's later messages
    Phrases asides;    // a second sentence there
    Phrases returns;   // it is back after the request was closed
    Phrases answers;   // an agent's later messages
    Phrases steps;     // a second sentence there
    Phrases thanks;
    std::string_view hello;   // an agent's first words
    std::string_view regards; // and last ones
    std::string_view wrote;   // above a quotation: {who} and {date} are filled in
};

const Phrasebook& phrasebook(Tongue tongue);

/// A customer's company: where it is decides zone, language and names.
struct DemoCompany {
    std::string_view name;
    std::string_view language; // a tag as people have it
    std::string_view zone;
    Tongue tongue;
};

/// A branch of the tree of categories; without a parent it is a limb.
struct DemoCategory {
    std::string_view name;
    std::string_view parent;
};

std::span<const DemoCompany> demo_companies();
std::span<const DemoCategory> demo_categories();
Phrases demo_given_names(Tongue tongue);
Phrases demo_family_names(Tongue tongue);
Phrases demo_notes();
Phrases demo_calls();
Phrases demo_tags();             // besides that of the matter
Phrases demo_junk_subjects();    // of letters nobody asked for
Phrases demo_junk();             // what they say
Phrases demo_priority_reasons(); // why the matrix does not fit

/// What is filled into a phrase.
struct Filling {
    std::string_view thing;
    std::size_t number = 0; // of a machine, a contract
    std::size_t few = 0;    // how often, how many
};

/// `text` with {thing}, {number} and {few} replaced, and a capital at its start.
std::string filled(std::string_view text, const Filling& filling);

} // namespace heed::app
