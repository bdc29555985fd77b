// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/tickets/queries.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <set>

namespace heed::tickets {

namespace {

/// Of one page. Judging so many takes a few hundredths of a second, also beside millions.
constexpr int looked_at_most = 20'000;
constexpr int judged_at_once = 128;
/// Up to here all tickets with a word that begins so are read and put in order.
constexpr int rare = 2'000;
/// More words than this that begin so are not walked along one by one, nor more customers.
constexpr int words_walked_most = 32;
constexpr int customers_walked_most = 100;

std::optional<TicketId> number_of(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return TicketId{number};
}

bool comes_first(Direction direction, TicketId left, TicketId right) {
    return direction == Direction::desc ? right < left : left < right;
}

TicketId before_all(Direction direction) {
    return TicketId{direction == Direction::desc ? std::numeric_limits<std::int64_t>::max() : 0};
}

/// Numbers in the order of the list, read a few at a time.
class Walk {
public:
    using Read = std::function<std::vector<TicketId>(const store::Step& step)>;

    Walk(store::Step step, Read read) : step_(step), read_(std::move(read)) {}

    /// All there are, in order.
    explicit Walk(std::vector<TicketId> ids) : ids_(std::move(ids)) {}

    std::optional<TicketId> head() {
        if (at_ == ids_.size() && read_) fill();
        if (at_ == ids_.size()) return std::nullopt;
        return ids_[at_];
    }

    void pass() { ++at_; }

private:
    void fill() {
        ids_ = read_(step_);
        at_ = 0;
        if (ids_.size() < static_cast<std::size_t>(step_.limit)) read_ = {};
        if (!ids_.empty()) step_.behind = ids_.back();
    }

    store::Step step_;
    Read read_;
    std::vector<TicketId> ids_;
    std::size_t at_ = 0;
};

/// Looks for what one list asks for: proposes tickets by the rarest thing known of them, and tests
/// each for all the rest.
class Search {
public:
    Search(
        db::Transaction& tx, const Actor& actor, const TicketList& list, std::string_view question
    )
        : tx_(tx),
          list_(list),
          teams_(teams_in_sight(list, actor)),
          question_(trimmed(question)),
          words_(subject_words(question_)),
          numbered_(number_of(question_)) {
        if (!walk_words() || !walk_customers()) walk_all();
    }

    /// The ticket of that very number, which stands before all others.
    std::optional<TicketId> numbered() {
        if (!numbered_) return std::nullopt;
        const auto there = store::in_list(tx_, std::vector{*numbered_}, list_, teams_);
        return there.empty() ? std::nullopt : numbered_;
    }

    /// More than `wanted` when there are; with fewer, `stopped_at` says where the looking ended.
    std::vector<TicketId> found(std::size_t wanted) {
        std::vector<TicketId> result;
        int looked_at = 0;
        while (result.size() <= wanted && looked_at < looked_at_most) {
            const auto candidates = next_candidates();
            if (candidates.empty()) return result;
            looked_at += static_cast<int>(candidates.size());
            std::ranges::copy(judged(candidates), std::back_inserter(result));
            stopped_at_ = candidates.back();
        }
        if (result.size() <= wanted) stopped_ = true;
        return result;
    }

    [[nodiscard]] std::optional<TicketId> stopped_at() const {
        return stopped_ ? stopped_at_ : std::nullopt;
    }

private:
    [[nodiscard]] store::Step step_of(int limit) const {
        std::optional<TicketId> behind;
        if (list_.after) behind = list_.after->id;
        return {.direction = list_.direction, .behind = behind, .limit = limit};
    }

    void walk(int limit, Walk::Read read) { walks_.emplace_back(step_of(limit), std::move(read)); }

    void walk_all() {
        walks_.clear();
        walk(judged_at_once, [this](const store::Step& step) {
            return store::next_of_all(tx_, step);
        });
    }

    /// Along the word that the fewest tickets have; false when there is no such way.
    bool walk_words() {
        if (words_.empty()) return true;
        std::vector<std::pair<std::int64_t, std::string>> by_count;
        by_count.reserve(words_.size());
        for (const auto& word : words_)
            by_count.emplace_back(store::count_beginning(tx_, word, looked_at_most), word);
        std::ranges::sort(by_count);
        if (by_count.front().first <= rare) {
            walk_rare(by_count.front().second);
            return true;
        }
        return std::ranges::any_of(by_count, [&](const auto& counted) {
            return walk_completions(counted.second);
        });
    }

    void walk_rare(const std::string& word) {
        auto ids = store::tickets_by_word(tx_, word, rare);
        std::ranges::sort(ids, [&](TicketId left, TicketId right) {
            return comes_first(list_.direction, left, right);
        });
        const auto repeated = std::ranges::unique(ids);
        ids.erase(repeated.begin(), repeated.end());
        if (list_.after) {
            std::erase_if(ids, [&](TicketId id) {
                return !comes_first(list_.direction, list_.after->id, id);
            });
        }
        walks_.emplace_back(std::move(ids));
    }

    bool walk_completions(const std::string& word) {
        const auto all = store::completions(tx_, word, words_walked_most + 1);
        if (all.size() > words_walked_most) return false;
        for (const auto& one : all) {
            walk(judged_at_once, [this, one](const store::Step& step) {
                return store::next_with_word(tx_, one, step);
            });
        }
        return true;
    }

    bool walk_customers() {
        const auto few = people::few_matching(tx_, question_, customers_walked_most);
        if (!few) return false;
        customers_ = std::set(few->begin(), few->end());
        for (const auto customer : *few) {
            walk(judged_at_once / 8, [this, customer](const store::Step& step) {
                return store::next_of_customer(tx_, customer, step);
            });
        }
        return true;
    }

    std::vector<TicketId> next_candidates() {
        std::vector<TicketId> result;
        while (result.size() < judged_at_once) {
            std::optional<TicketId> first;
            for (auto& one : walks_) {
                const auto head = one.head();
                if (head && (!first || comes_first(list_.direction, *head, *first))) first = head;
            }
            if (!first) break;
            for (auto& one : walks_) {
                if (one.head() == first) one.pass();
            }
            result.push_back(*first);
        }
        return result;
    }

    /// Those that are what was asked for, in the same order.
    std::vector<TicketId> judged(const std::vector<TicketId>& candidates) {
        const auto by_words = store::with_words(tx_, candidates, words_);
        const std::set fit(by_words.begin(), by_words.end());
        const auto in_list = store::in_list(tx_, candidates, list_, teams_);
        const auto customers = matching_customers(in_list);
        std::set<TicketId> right;
        for (const auto& asked : in_list) {
            if (asked.id == numbered_) continue; // stands before all others
            if (fit.contains(asked.id) || customers.contains(asked.customer_id))
                right.insert(asked.id);
        }
        std::vector<TicketId> result;
        std::ranges::copy_if(candidates, std::back_inserter(result), [&](TicketId id) {
            return right.contains(id);
        });
        return result;
    }

    std::set<PersonId> matching_customers(const std::vector<store::Asked>& asked) {
        if (customers_) return *customers_;
        std::set<PersonId> them;
        for (const auto& one : asked) them.insert(one.customer_id);
        const std::vector ids(them.begin(), them.end());
        const auto matching = people::matching_among(tx_, ids, question_);
        return {matching.begin(), matching.end()};
    }

    db::Transaction& tx_;
    const TicketList& list_;
    std::vector<Which<TeamId>> teams_;
    std::string question_;
    std::vector<std::string> words_;
    std::optional<TicketId> numbered_;
    std::optional<std::set<PersonId>> customers_; // nothing: they are many
    std::vector<Walk> walks_;
    std::optional<TicketId> stopped_at_;
    bool stopped_ = false;
};

} // namespace

TicketPage found_tickets(
    db::Transaction& tx, const Actor& actor, const TicketList& list, std::string_view words
) {
    Search search(tx, actor, list, words);
    auto room = static_cast<std::size_t>(list.limit);
    std::vector<TicketId> ids;
    if (const auto numbered = list.after ? std::nullopt : search.numbered()) {
        ids.push_back(*numbered);
        --room;
    }
    auto found = search.found(room);
    TicketPage page;
    auto last = search.stopped_at();
    if (found.size() > room) {
        found.resize(room);
        last = found.empty() ? before_all(list.direction) : found.back();
    }
    std::ranges::copy(found, std::back_inserter(ids));
    if (last) page.next = to_text({.at = {}, .id = *last});
    std::vector<Ticket> tickets;
    for (const auto id : ids) {
        auto ticket = store::find(tx, id);
        if (ticket && may_see(actor, *ticket)) tickets.push_back(std::move(*ticket));
    }
    page.items = rows_of(tx, tickets);
    show_unread(tx, actor, tickets, page.items);
    return page;
}

} // namespace heed::tickets
