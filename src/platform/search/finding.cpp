// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/log/log.hpp"
#include "platform/search/body.hpp"
#include "platform/search/index.hpp"
#include "platform/search/terms.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <xapian.h>

namespace heed::full_text {

namespace {

using Steady = std::chrono::steady_clock;

/// A beginning stands for the most frequent of the terms that it could become.
constexpr Xapian::termcount beginnings_most = 64;
/// What is of today counts as much as a rather rare word; after a month half of it.
constexpr double freshness_most = 4.0;
constexpr double half_after_hours = 30.0 * 24.0;
constexpr unsigned asked_between_looks = 64; // at the clock
constexpr int tries_most = 6; // a writer overtakes who looks for longer than its pace

/// Looking took longer than it may.
struct TooLong {};

/// Stops what takes too long: it is asked for each document that might be found, also before the
/// places of its words are compared. And it weighs how new a document is.
class Freshness : public Xapian::ValuePostingSource {
public:
    Freshness(Instant now, Steady::time_point until)
        : Xapian::ValuePostingSource(freshness_slot),
          now_hours_(hours_of(freshness_of(now))),
          until_(until) {}

    double get_weight() const override {
        const double age = std::max(0.0, now_hours_ - hours_of(get_value()));
        return freshness_most * half_after_hours / (half_after_hours + age);
    }

    void next(double min_weight) override {
        require_time();
        Xapian::ValuePostingSource::next(min_weight);
    }

    void skip_to(Xapian::docid document, double min_weight) override {
        require_time();
        Xapian::ValuePostingSource::skip_to(document, min_weight);
    }

    bool check(Xapian::docid document, double min_weight) override {
        require_time();
        return Xapian::ValuePostingSource::check(document, min_weight);
    }

    void init(const Xapian::Database& database) override {
        Xapian::ValuePostingSource::init(database);
        set_maxweight(freshness_most);
    }

    std::string get_description() const override { return "Freshness"; }

private:
    void require_time() {
        if (++asked_ % asked_between_looks == 0 && Steady::now() > until_) throw TooLong{};
    }

    double now_hours_;
    Steady::time_point until_;
    unsigned asked_ = 0;
};

Xapian::Query made_of(const Query& query);

std::vector<Xapian::Query> made_of_each(const std::vector<Query>& parts) {
    std::vector<Xapian::Query> made;
    made.reserve(parts.size());
    for (const auto& part : parts) made.push_back(made_of(part));
    return made;
}

Xapian::Query joined(Xapian::Query::op how, const std::vector<Query>& parts) {
    const auto made = made_of_each(parts);
    return {how, made.begin(), made.end()};
}

Xapian::Query made_of(const Query& query) {
    using Kind = Query::Kind;
    switch (query.kind) {
        case Kind::nothing: return Xapian::Query::MatchNothing;
        case Kind::everything: return Xapian::Query::MatchAll;
        case Kind::term: return Xapian::Query(bounded(query.terms.front()));
        case Kind::beginning:
            return {
                Xapian::Query::OP_WILDCARD,
                bounded(query.terms.front()),
                beginnings_most,
                Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT,
                Xapian::Query::OP_MAX
            };
        case Kind::phrase: {
            const auto window = static_cast<Xapian::termcount>(query.terms.size());
            return {Xapian::Query::OP_PHRASE, query.terms.begin(), query.terms.end(), window};
        }
        case Kind::all: return joined(Xapian::Query::OP_AND, query.parts);
        case Kind::any: return joined(Xapian::Query::OP_OR, query.parts);
        case Kind::without: return joined(Xapian::Query::OP_AND_NOT, query.parts);
    }
    return Xapian::Query::MatchNothing;
}

Xapian::Query asked_for(const Wanted& wanted, Freshness& freshness) {
    const Xapian::Query weighing(
        Xapian::Query::OP_AND, made_of(wanted.words), Xapian::Query(&freshness)
    );
    return {Xapian::Query::OP_FILTER, weighing, made_of(wanted.filter)};
}

std::unexpected<Error> took_too_long() {
    return refuse(
        Refusal::invalid,
        "search_too_long",
        "/q",
        "This search took too long and was stopped. Look for fewer or rarer words."
    );
}

} // namespace

std::optional<Opened> Index::Body::borrow() {
    {
        const std::scoped_lock guard(mutex);
        if (!idle.empty()) {
            auto opened = std::move(idle.back());
            idle.pop_back();
            return opened;
        }
    }
    const auto newest = number != 0 ? std::optional(number.load()) : newest_in(folder);
    if (!newest) return std::nullopt;
    return Opened{
        .number = *newest,
        .database = std::make_unique<Xapian::Database>(folder_of(*newest).string())
    };
}

void Index::Body::give_back(Opened opened) {
    const std::scoped_lock guard(mutex);
    if (number == 0 || opened.number == number) idle.push_back(std::move(opened));
}

template <class T>
std::optional<T> Index::Body::read(const std::function<T(Xapian::Database&)>& work) {
    for (int tries = 0; tries < tries_most; ++tries) {
        try {
            auto opened = borrow();
            if (!opened) return std::nullopt;
            opened->database->reopen();
            auto result = work(*opened->database);
            give_back(std::move(*opened));
            return result;
        } catch (const Xapian::DatabaseModifiedError&) {
            continue;
        } catch (const Xapian::DatabaseOpeningError&) {
            return std::nullopt; // it was deleted, or is just being made
        } catch (const Xapian::DatabaseError& error) {
            log::error("search_index_damaged", {{"reason", error.get_msg()}});
            damaged = true;
            return std::nullopt;
        } catch (const Xapian::Error& error) {
            // None of the standard library's, so nobody else would know it for a fault.
            throw Fault("the search index refuses a search: " + error.get_msg());
        }
    }
    return std::nullopt;
}

std::optional<std::string> Index::note() const {
    const auto found = body_->read<std::string>([](Xapian::Database& database) {
        return database.get_metadata(note_name);
    });
    return found && !found->empty() ? found : std::nullopt;
}

Result<std::vector<std::string>> Index::find(const Wanted& wanted) const {
    using Keys = std::vector<std::string>;
    const auto until = Steady::now() + wanted.patience;
    const auto look = [&](Xapian::Database& database) {
        Freshness freshness(wanted.now, until);
        Xapian::Enquire enquire(database);
        enquire.set_query(asked_for(wanted, freshness));
        enquire.set_docid_order(Xapian::Enquire::DESCENDING);
        const auto matches = enquire.get_mset(
            static_cast<Xapian::doccount>(wanted.first), static_cast<Xapian::doccount>(wanted.limit)
        );
        Keys keys;
        for (auto match = matches.begin(); match != matches.end(); ++match)
            keys.push_back(match.get_document().get_data());
        return keys;
    };
    try {
        return body_->read<Keys>(look).value_or(Keys{});
    } catch (const TooLong&) {
        return took_too_long();
    }
}

Result<std::size_t> Index::count(const Wanted& wanted, std::size_t most) const {
    const auto until = Steady::now() + wanted.patience;
    const auto look = [&](Xapian::Database& database) {
        Freshness freshness(wanted.now, until);
        Xapian::Enquire enquire(database);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.set_query(asked_for(wanted, freshness));
        const auto matches = enquire.get_mset(0, 0, static_cast<Xapian::doccount>(most));
        return std::min<std::size_t>(most, matches.get_matches_lower_bound());
    };
    try {
        return body_->read<std::size_t>(look).value_or(0);
    } catch (const TooLong&) {
        return took_too_long();
    }
}

std::vector<std::string> Index::words_beginning(
    std::span<const std::string> keys, std::string_view prefix, std::size_t limit
) const {
    using Words = std::vector<std::string>;
    const std::string wanted(prefix);
    const auto kind = wanted.substr(0, 1); // of the terms; words go without it
    const auto look = [&](Xapian::Database& database) {
        std::map<std::string, int> found;
        for (const auto& key : keys) {
            const auto documents = std::string(key_prefix) + key;
            const auto posting = database.postlist_begin(documents);
            if (posting == database.postlist_end(documents)) continue;
            auto term = database.termlist_begin(*posting);
            for (term.skip_to(wanted); term != database.termlist_end(*posting); ++term) {
                const auto text = *term;
                if (!text.starts_with(wanted)) break;
                ++found[text.substr(kind.size())];
            }
        }
        std::vector<std::pair<std::string, int>> counted(found.begin(), found.end());
        std::ranges::stable_sort(counted, std::ranges::greater{}, [](const auto& one) {
            return one.second;
        });
        Words words;
        for (auto& [word, count] : counted) {
            if (words.size() < limit) words.push_back(std::move(word));
        }
        return words;
    };
    return body_->read<Words>(look).value_or(Words{});
}

std::vector<std::string>
Index::telling_terms(std::string_view key, std::string_view prefix, std::size_t limit) const {
    using Terms = std::vector<std::string>;
    const auto document = std::string(key_prefix) + std::string(key);
    const auto look = [&](Xapian::Database& database) {
        std::vector<std::pair<double, std::string>> weighed;
        const auto posting = database.postlist_begin(document);
        if (posting == database.postlist_end(document)) return Terms{};
        const double all = database.get_doccount();
        auto term = database.termlist_begin(*posting);
        for (term.skip_to(std::string(prefix)); term != database.termlist_end(*posting); ++term) {
            const auto text = *term;
            if (!text.starts_with(prefix)) break;
            const double having = term.get_termfreq();
            if (having < 2) continue; // nothing else has it
            weighed.emplace_back(std::log(1.0 + term.get_wdf()) * std::log(all / having), text);
        }
        std::ranges::sort(weighed, std::ranges::greater{});
        Terms terms;
        for (auto& [weight, text] : weighed) {
            if (terms.size() < limit) terms.push_back(std::move(text));
        }
        return terms;
    };
    return body_->read<Terms>(look).value_or(Terms{});
}

Index::Size Index::size() const {
    Size size;
    size.documents = body_
                         ->read<std::uint64_t>([](Xapian::Database& database) {
                             return std::uint64_t{database.get_doccount()};
                         })
                         .value_or(0);
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(body_->folder, none)) {
        if (entry.is_regular_file(none)) size.bytes += entry.file_size(none);
    }
    return size;
}

} // namespace heed::full_text
