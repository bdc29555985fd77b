// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/index.hpp"

#include "kernel/check.hpp"
#include "platform/search/body.hpp"
#include "platform/search/terms.hpp"
#include "platform/words/running.hpp"

#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>
#include <xapian.h>

namespace heed::full_text {

namespace {

namespace fs = std::filesystem;

std::optional<int> number_of(const fs::path& path) {
    const auto name = path.filename().string();
    int number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (problem != std::errc{} || end != name.data() + name.size() || number < 1)
        return std::nullopt;
    return number;
}

void remove_all_but(const fs::path& folder, int number) {
    std::error_code ignored; // what is left goes the next time
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto found = number_of(entry.path());
        if (found && *found != number) fs::remove_all(entry.path(), ignored);
    }
}

void make_private(const fs::path& folder) {
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
}

int flags_of(Index::Care care) {
    return care == Index::Care::quick ? Xapian::DB_NO_SYNC : 0;
}

std::string key_term(std::string_view key) {
    return std::string(key_prefix) + std::string(key);
}

/// Xapian's errors are none of the standard library's, and nobody else knows them.
template <class Work>
void guarded(std::atomic<bool>& damaged, Work work) {
    try {
        work();
    } catch (const Xapian::DatabaseCorruptError& error) {
        damaged = true;
        throw Fault("the search index is damaged: " + error.get_msg());
    } catch (const Xapian::Error& error) {
        throw Fault("the search index cannot be written: " + error.get_msg());
    }
}

/// Words of several texts follow each other with room between, so that no phrase reaches across.
constexpr Xapian::termpos room_between = 100;

/// The documents of one thing while they are filled.
class Filling {
public:
    Filling(std::span<const Document> documents, Stems& stems)
        : documents_(documents), made_(documents.size()), stems_(stems) {}

    void add(const Passage& passage) {
        words::each_word(passage.text, [&](const words::RunningWord& word) {
            ++place_;
            add_word(passage, word.text);
        });
        place_ += room_between;
    }

    Xapian::Document& finished(std::size_t at) {
        auto& made = made_[at];
        const auto& document = documents_[at];
        for (const auto& mark : document.marks) made.add_boolean_term(bounded(mark));
        made.add_boolean_term(key_term(document.key));
        made.add_value(freshness_slot, freshness_of(document.at));
        made.set_data(document.key);
        return made;
    }

private:
    void add_word(const Passage& passage, std::string_view word) {
        const auto weight = static_cast<Xapian::termcount>(passage.weight);
        const auto& stem = stems_.of(word);
        for (std::size_t at = 0; at < documents_.size(); ++at) {
            if ((passage.in & (1U << at)) == 0) continue;
            term_.assign(documents_[at].words).append(word);
            made_[at].add_posting(term_, place_, weight);
            term_.assign(documents_[at].stems).append(stem);
            made_[at].add_term(term_, weight);
        }
    }

    std::span<const Document> documents_;
    std::vector<Xapian::Document> made_;
    Stems& stems_;
    std::string term_;
    Xapian::termpos place_ = 0;
};

} // namespace

std::optional<int> newest_in(const fs::path& folder) {
    std::optional<int> newest;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) {
        const auto number = number_of(entry.path());
        if (number && (!newest || *number > *newest)) newest = number;
    }
    return newest;
}

Index::Body::Body(fs::path given, Care given_care) : folder(std::move(given)), care(given_care) {}

Index::Body::~Body() {
    writer.reset();
    if (lock >= 0) ::close(lock);
}

fs::path Index::Body::folder_of(int which) const {
    return folder / std::to_string(which);
}

Index::Index(fs::path folder, Care care) : body_(std::make_unique<Body>(std::move(folder), care)) {}

Index::~Index() = default;

bool Index::begin_writing() {
    if (body_->writer) return true;
    make_private(body_->folder);
    if (body_->lock < 0)
        body_->lock = ::open((body_->folder / "lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (body_->lock < 0) throw StorageFault("the lock of the search index cannot be opened");
    if (::flock(body_->lock, LOCK_EX | LOCK_NB) != 0) return false;
    body_->writes = true;
    const auto newest = newest_in(body_->folder);
    if (!newest) {
        start_anew();
        return true;
    }
    try {
        body_->writer = std::make_unique<Xapian::WritableDatabase>(
            body_->folder_of(*newest).string(), Xapian::DB_OPEN | flags_of(body_->care)
        );
        body_->number = *newest;
    } catch (const Xapian::Error&) {
        start_anew(); // what it was made from is still there
    }
    return true;
}

void Index::end_writing() {
    if (body_->writer) guarded(body_->damaged, [&] { body_->writer->close(); });
    body_->writer.reset();
    if (body_->lock >= 0) ::close(body_->lock);
    body_->lock = -1;
    body_->writes = false;
}

bool Index::is_written_here() const {
    return body_->writes;
}

void Index::start_anew() {
    const auto next = newest_in(body_->folder).value_or(0) + 1;
    body_->writer.reset();
    make_private(body_->folder);
    guarded(body_->damaged, [&] {
        body_->writer = std::make_unique<Xapian::WritableDatabase>(
            body_->folder_of(next).string(), Xapian::DB_CREATE | flags_of(body_->care)
        );
    });
    body_->damaged = false;
    turn_to(next);
}

void Index::turn_to(int number) {
    {
        const std::scoped_lock lock(body_->mutex);
        body_->number = number;
        body_->idle.clear();
    }
    remove_all_but(body_->folder, number);
}

void Index::put(
    std::span<const Document> documents, std::span<const Passage> passages, Stems& stems
) {
    CHECK(body_->writer != nullptr);
    Filling filling(documents, stems);
    for (const auto& passage : passages) filling.add(passage);
    guarded(body_->damaged, [&] {
        for (std::size_t at = 0; at < documents.size(); ++at)
            body_->writer->replace_document(key_term(documents[at].key), filling.finished(at));
    });
}

void Index::remove(std::string_view key) {
    CHECK(body_->writer != nullptr);
    guarded(body_->damaged, [&] { body_->writer->delete_document(key_term(key)); });
}

void Index::commit(const std::string& note) {
    CHECK(body_->writer != nullptr);
    guarded(body_->damaged, [&] {
        body_->writer->set_metadata(note_name, note);
        body_->writer->commit();
    });
}

void Index::shed() {
    CHECK(body_->writer != nullptr);
    const auto next = body_->number + 1;
    const auto made = body_->folder_of(next);
    // No number until it is whole: what a crash leaves is written over by the next one.
    const auto making = made.string() + ".new";
    fs::remove_all(making);
    guarded(body_->damaged, [&] {
        body_->writer->compact(making);
        body_->writer->close();
        body_->writer.reset();
        fs::rename(making, made);
        body_->writer = std::make_unique<Xapian::WritableDatabase>(
            made.string(), Xapian::DB_OPEN | flags_of(body_->care)
        );
    });
    turn_to(next);
}

void Index::ask_for_rebuild() {
    make_private(body_->folder);
    const std::ofstream asked(body_->folder / "rebuild");
    if (!asked) throw StorageFault("the folder of the search index cannot be written");
}

bool Index::take_rebuild_asked() {
    std::error_code none;
    return fs::remove(body_->folder / "rebuild", none);
}

bool Index::is_damaged() const {
    return body_->damaged;
}

} // namespace heed::full_text
