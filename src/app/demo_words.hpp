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

/// A matter that customers write about.
struct DemoMatter {
    std::string_view subject; // {thing} is filled in
    std::string_view opening;
    std::string_view answer;
    std::string_view resolution;
    tickets::Kind kind;
    std::string_view tag;
};

std::span<const DemoMatter> demo_matters(bool german);
std::span<const std::string_view> demo_things(bool german);
std::span<const std::string_view> demo_given_names();
std::span<const std::string_view> demo_family_names();
std::span<const std::string_view> demo_companies();
std::span<const std::string_view> demo_questions(bool german); // a customer's later messages
std::span<const std::string_view> demo_answers(bool german);   // an agent's later messages
std::span<const std::string_view> demo_notes();
std::span<const std::string_view> demo_thanks(bool german);

/// `text` with each {thing} replaced.
std::string with_thing(std::string_view text, std::string_view thing);

} // namespace heed::app
