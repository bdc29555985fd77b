// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "platform/desk/desk.hpp"
#include "platform/search/index.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace heed::search {

/// What of a desk has still to be gone through once.
enum class Phase { people, organisations, tickets, whole };

/// What the index says of itself, in the very commit that holds what it speaks of.
struct Note {
    int layout = 0;
    std::string language;
    std::int64_t position = 0; // of the journal: all facts up to here are in it
    Phase phase = Phase::people;
    std::int64_t through = 0; // of the phase: the last id that is in it
    bool to_shed = false;     // something is gone for good, and its bytes still lie in the files
};
HEED_FIELDS(Note, layout, language, position, phase, through, to_shed)

/// Nothing where there is no index, or one that this version cannot read.
std::optional<Note> note_of(const full_text::Index& index);

/// Keeps the words of a desk found: this node's own reader of the journal. It takes no lease and
/// its cursor stands in no table, as each node has an index of its own, and whoever deletes that
/// deletes the cursor with it. It does not read what facts say but what they are about, as it
/// stands now: so what is erased is gone with the next commit, and hearing a fact twice does no
/// harm.
class Indexer {
public:
    explicit Indexer(Desk& desk);
    ~Indexer();
    Indexer(const Indexer&) = delete;
    Indexer& operator=(const Indexer&) = delete;

    void start();
    void stop();

    /// To be called after each commit.
    void wake();

    /// Takes in what came since, and a part of what was never gone through; false when nothing is
    /// left, or another process writes this index. On the calling thread.
    bool step();

    /// Steps until nothing is left. False when another process writes this index.
    bool catch_up();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace heed::search

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::search::Phase> = {
    "people", "organisations", "tickets", "whole"
};
