// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/search/index.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

// Xapian stays out of headers that others read: this one is for the part's own files.
namespace Xapian { // NOLINT(readability-identifier-naming): its name
class Database;
class WritableDatabase;
} // namespace Xapian

namespace heed::full_text {

/// The newest numbered folder in `folder`; nothing when there is none.
std::optional<int> newest_in(const std::filesystem::path& folder);

/// A database opened for reading, and which of the numbered folders it is of.
struct Opened {
    int number = 0;
    std::unique_ptr<Xapian::Database> database;
};

struct Index::Body {
    Body(std::filesystem::path given, Care given_care);
    ~Body();

    /// Calls `work` with an open database of the newest commit, and again when a writer overtook
    /// it. What `work` throws of our own passes; where nothing can be read it gives nothing.
    template <class T>
    std::optional<T> read(const std::function<T(Xapian::Database&)>& work);

    std::optional<Opened> borrow();
    void give_back(Opened opened);
    [[nodiscard]] std::filesystem::path folder_of(int which) const;

    std::filesystem::path folder;
    Care care;
    std::mutex mutex;
    std::vector<Opened> idle;    // under mutex: for the next who reads
    std::atomic<int> number = 0; // of the folder in use; 0: not known yet
    std::atomic<bool> damaged = false;
    std::atomic<bool> writes = false;
    int lock = -1; // descriptor that holds the lock of who writes
    std::unique_ptr<Xapian::WritableDatabase> writer;
};

} // namespace heed::full_text
