// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/search/query.hpp"
#include "platform/search/stems.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::full_text {

/// One thing that can be found, as one kind of reader may see it.
struct Document {
    std::string key;                     // there is one document of each
    std::vector<std::string> marks = {}; // whole terms to filter by; they do not weigh
    std::string words = {};              // prefix of its words as they are written
    std::string stems = {};              // prefix of what their forms have in common
    Instant at = {};                     // newer ones are found first among equals
};

/// A text of one or more documents.
struct Passage {
    std::string text;
    int weight = 1;  // how often each word counts
    unsigned in = 1; // bit n: it stands in the n-th document
};

struct Wanted {
    Query words = {};  // these weigh
    Query filter = {}; // and these do not
    Instant now = {};
    std::size_t first = 0;
    std::size_t limit = 20;
    std::chrono::milliseconds patience{5'000};
};

/// The index of words in a folder of its own: one process writes it, any number of threads and
/// processes read it. It can be deleted at any time. Thread-safe, but for the writing part, which
/// belongs to one thread.
class Index {
public:
    enum class Care {
        durable, // a commit survives a power cut
        quick    // for tests
    };

    explicit Index(std::filesystem::path folder, Care care = Care::durable);
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    // Reading.

    /// The note of the newest commit; nothing where there is no index that can be read.
    [[nodiscard]] std::optional<std::string> note() const;

    /// Keys of what is found, the best first. Refuses `search_too_long` when patience ends; nothing
    /// is found where there is no index.
    Result<std::vector<std::string>> find(const Wanted& wanted) const;

    /// How many there are, counted to `most`.
    Result<std::size_t> count(const Wanted& wanted, std::size_t most) const;

    /// Words of these documents that begin so, those of most documents first.
    [[nodiscard]] std::vector<std::string> words_beginning(
        std::span<const std::string> keys, std::string_view prefix, std::size_t limit
    ) const;

    /// The terms of a document with this prefix that say most about it.
    [[nodiscard]] std::vector<std::string>
    telling_terms(std::string_view key, std::string_view prefix, std::size_t limit) const;

    struct Size {
        std::uint64_t documents = 0;
        std::uint64_t bytes = 0;
    };

    [[nodiscard]] Size size() const;

    // Writing.

    /// False while another process writes it.
    bool begin_writing();
    /// Somebody in this very process writes it.
    [[nodiscard]] bool is_written_here() const;
    void end_writing();

    /// Nothing is in it any more.
    void start_anew();

    /// Puts them in the place of those with the same keys.
    void put(std::span<const Document> documents, std::span<const Passage> passages, Stems& stems);
    void remove(std::string_view key);

    /// What was put and removed is found from now on, together with the note.
    void commit(const std::string& note);

    /// Leaves no byte of what was put in place of or removed before: the files are written anew
    /// from what is in it. To be called after a commit. Readers go on; it takes room for both.
    void shed();

    /// Asks whoever writes it, perhaps in another process, to begin from nothing.
    void ask_for_rebuild();
    /// True once for each time it was asked.
    bool take_rebuild_asked();

    /// Something in it could not be read: it must begin from nothing.
    [[nodiscard]] bool is_damaged() const;

private:
    /// The folder of this number is in use from now on, and the others go.
    void turn_to(int number);

    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::full_text
