// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/queries.hpp"

#include "features/conversations/conversations.hpp"
#include "features/search/documents.hpp"
#include "features/search/search.hpp"

#include <algorithm>
#include <iterator>

namespace heed::search {

namespace {

using full_text::Query;
using namespace std::chrono_literals;

constexpr std::size_t counted_most = 1'001;
/// Of a conversation, the newest: an excerpt is looked for in these.
constexpr int entries_looked_at = 50;
constexpr std::size_t documents_completed_from = 50;
constexpr std::size_t completions_most = 5;
constexpr auto told_behind = 5s;
constexpr std::size_t telling_terms = 12;

/// One question of one actor.
class Asked {
public:
    Asked(Desk& desk, const Actor& actor, full_text::Question question)
        : desk_(desk),
          actor_(actor),
          question_(std::move(question)),
          language_(language_of(desk)),
          marking_(question_, language_),
          words_(words_for(desk, actor)) {}

    Result<std::vector<std::string>>
    keys(const Query& sight, std::size_t first, std::size_t limit) const {
        return desk_.index.find(
            {.words = words_,
             .filter = sight,
             .now = desk_.clock.now(),
             .first = first,
             .limit = limit}
        );
    }

    Result<std::int64_t> count(FoundKind kind) const {
        const auto counted =
            TRY(desk_.index.count({.words = words_, .filter = sight_of(actor_, kind)}, counted_most)
            );
        return static_cast<std::int64_t>(counted);
    }

    Result<FoundCounts> counts() const {
        FoundCounts counts;
        counts.tickets = TRY(count(FoundKind::ticket));
        counts.people = TRY(count(FoundKind::person));
        counts.organisations = TRY(count(FoundKind::organisation));
        return counts;
    }

    /// What stands before all others: the ticket of that number, the person of that address.
    std::vector<std::string> exact(db::Transaction& tx) const {
        std::vector<std::string> keys;
        if (question_.number) keys.push_back(key_of(TicketId{*question_.number}));
        if (question_.pieces.size() != 1 || question_.pieces.front().address.empty()) return keys;
        const auto& address = question_.pieces.front().address;
        if (const auto person = people::find_by_address(tx, address))
            keys.push_back(key_of(*person));
        return keys;
    }

    /// As the database has it now, when it still is there and the actor may see it.
    std::optional<Found> load(db::Transaction& tx, std::string_view key) {
        if (const auto id = id_in(key, 't')) return ticket(tx, TicketId{*id});
        const bool sees_people = actor_.is_staff() && actor_.may_somewhere(Permission::person_read);
        if (!sees_people) return std::nullopt;
        if (const auto id = id_in(key, 'p')) return person(tx, PersonId{*id});
        if (const auto id = id_in(key, 'o')) return organisation(tx, OrganisationId{*id});
        return std::nullopt;
    }

    std::optional<FoundRequest> load_request(db::Transaction& tx, TicketId id) {
        const auto ticket = tickets::get_ticket(tx, actor_, id);
        if (!ticket) return std::nullopt;
        return FoundRequest{
            .row = tickets::rows_of(tx, {*ticket}).front(),
            .subject = marking_.marked(ticket->subject),
            .excerpt = excerpt(tx, id).second,
        };
    }

    [[nodiscard]] const full_text::Question& question() const { return question_; }

private:
    static std::string language_of(Desk& desk) {
        const auto note = note_of(desk.index);
        return note ? note->language : std::string();
    }

    Query words_for(Desk& desk, const Actor& actor) {
        if (actor.is_staff()) return asked_by_agent(question_, language_);
        return asked_by_customer(
            desk.index, question_, language_, sight_of(actor, FoundKind::ticket)
        );
    }

    std::optional<Found> ticket(db::Transaction& tx, TicketId id) {
        const auto ticket = tickets::get_ticket(tx, actor_, id);
        if (!ticket) return std::nullopt;
        auto rows = tickets::rows_of(tx, {*ticket});
        tickets::show_unread(tx, actor_, {*ticket}, rows);
        auto [entry, text] = excerpt(tx, id);
        Found found{.kind = FoundKind::ticket, .ticket = {}, .person = {}, .organisation = {}};
        found.ticket = FoundTicket{
            .row = std::move(rows.front()),
            .subject = marking_.marked(ticket->subject),
            .excerpt = std::move(text),
            .entry_id = entry,
        };
        return found;
    }

    std::optional<Found> person(db::Transaction& tx, PersonId id) {
        const auto person = people::find_person(tx, id);
        if (!person) return std::nullopt;
        Found found{.kind = FoundKind::person, .ticket = {}, .person = {}, .organisation = {}};
        found.person = FoundPerson{
            .id = id,
            .kind = person->kind,
            .name = marking_.marked(person->name),
            .addresses = people::addresses_of(tx, id),
            .organisation = person->organisation,
            .active = person->active,
        };
        return found;
    }

    std::optional<Found> organisation(db::Transaction& tx, OrganisationId id) {
        auto names = people::find_organisation_names(tx, id);
        if (!names) return std::nullopt;
        Found found{
            .kind = FoundKind::organisation, .ticket = {}, .person = {}, .organisation = {}
        };
        found.organisation = FoundOrganisation{
            .id = id, .name = marking_.marked(names->name), .domains = std::move(names->domains)
        };
        return found;
    }

    /// From the entry in which most of the words stand, the newest of equals; of what the actor
    /// may read.
    std::pair<std::optional<EntryId>, std::vector<full_text::Fragment>>
    excerpt(db::Transaction& tx, TicketId id) {
        const auto page =
            conversations::entries_of(tx, actor_, id, std::nullopt, entries_looked_at);
        const conversations::EntryWire* best = nullptr;
        std::size_t most = 0;
        for (const auto& entry : page.items) {
            const auto hits = marking_.hits_in(entry.body_text);
            if (hits == 0 || hits < most) continue;
            most = hits;
            best = &entry;
        }
        if (best == nullptr) return {};
        const auto shown =
            marking_.hits_in(best->reply_text) == most ? best->reply_text : best->body_text;
        return {best->id, marking_.excerpt(shown)};
    }

    Desk& desk_;
    const Actor& actor_;
    full_text::Question question_;
    std::string language_;
    full_text::Marking marking_;
    Query words_;
};

Query sight_of(const Actor& actor, std::optional<FoundKind> kind) {
    if (kind) return search::sight_of(actor, *kind);
    return Query::any(
        {search::sight_of(actor, FoundKind::ticket),
         search::sight_of(actor, FoundKind::person),
         search::sight_of(actor, FoundKind::organisation)}
    );
}

bool is_of(std::string_view key, std::optional<FoundKind> kind) {
    if (!kind) return true;
    switch (*kind) {
        case FoundKind::ticket: return key.starts_with('t');
        case FoundKind::person: return key.starts_with('p');
        case FoundKind::organisation: return key.starts_with('o');
    }
    return false;
}

void load_all(
    Asked& asked,
    db::Transaction& tx,
    const std::vector<std::string>& keys,
    std::vector<Found>& items
) {
    for (const auto& key : keys) {
        if (auto found = asked.load(tx, key)) items.push_back(std::move(*found));
    }
}

} // namespace

std::chrono::milliseconds lag_of(Desk& desk) {
    const auto note = note_of(desk.index);
    const auto position = note ? note->position : 0;
    const auto waiting =
        desk.db.read([&](db::Transaction& tx) { return journal::first_at_behind(tx, position); });
    if (!waiting) return 0ms;
    return std::max(0ms, desk.clock.now() - *waiting);
}

Standing standing_of(Desk& desk) {
    const auto note = note_of(desk.index);
    Standing standing{.incomplete = !note || note->phase != Phase::whole};
    const auto lag = lag_of(desk);
    if (note && lag > told_behind)
        standing.behind_seconds = std::chrono::ceil<std::chrono::seconds>(lag).count();
    return standing;
}

Result<SearchAnswer> find(Desk& desk, const Actor& actor, const Search& search) {
    auto read = TRY(full_text::question_of(search.question));
    Asked asked(desk, actor, std::move(read));
    const auto sight = sight_of(actor, search.kind);
    const auto limit =
        std::min(search.limit, reachable_most - std::min(reachable_most, search.first));
    auto keys = TRY(asked.keys(sight, search.first, limit + 1));
    SearchAnswer answer;
    if (keys.size() > limit) {
        keys.resize(limit);
        const auto next = search.first + limit;
        if (next < reachable_most) answer.next = std::to_string(next);
    }
    if (search.first == 0) answer.counts = TRY(asked.counts());
    desk.db.read([&](db::Transaction& tx) {
        auto first = search.first == 0 ? asked.exact(tx) : std::vector<std::string>{};
        std::erase_if(first, [&](const auto& key) { return !is_of(key, search.kind); });
        std::erase_if(keys, [&](const auto& key) {
            return std::ranges::find(first, key) != first.end();
        });
        load_all(asked, tx, first, answer.items);
        load_all(asked, tx, keys, answer.items);
        return true;
    });
    answer.standing = standing_of(desk);
    return answer;
}

Result<SuggestionsAnswer>
suggestions(Desk& desk, const Actor& actor, std::string_view question, std::size_t limit) {
    auto read = TRY(full_text::question_of(question));
    Asked asked(desk, actor, std::move(read));
    auto keys = TRY(asked.keys(sight_of(actor, std::nullopt), 0, documents_completed_from));
    SuggestionsAnswer answer;
    const auto& last = asked.question().pieces.back();
    if (last.unfinished) {
        const auto prefix = std::string(agent_words) + last.words.back();
        answer.words = desk.index.words_beginning(keys, prefix, completions_most);
    }
    desk.db.read([&](db::Transaction& tx) {
        auto all = asked.exact(tx);
        for (auto& key : keys) {
            if (std::ranges::find(all, key) == all.end()) all.push_back(std::move(key));
        }
        if (all.size() > limit) all.resize(limit);
        load_all(asked, tx, all, answer.items);
        return true;
    });
    answer.standing = standing_of(desk);
    return answer;
}

Result<FoundRequests>
find_requests(Desk& desk, const Actor& actor, std::string_view question, std::size_t limit) {
    auto read = TRY(full_text::question_of(question));
    Asked asked(desk, actor, std::move(read));
    const auto keys = TRY(asked.keys(search::sight_of(actor, FoundKind::ticket), 0, limit + 1));
    FoundRequests found{.more = keys.size() > limit, .standing = standing_of(desk)};
    desk.db.read([&](db::Transaction& tx) {
        std::vector<TicketId> ids;
        if (asked.question().number) ids.emplace_back(*asked.question().number);
        for (const auto& key : keys) {
            const auto id = id_in(key, 'c');
            if (id && std::ranges::find(ids, TicketId{*id}) == ids.end()) ids.emplace_back(*id);
        }
        if (ids.size() > limit) ids.resize(limit);
        for (const auto id : ids) {
            if (auto request = asked.load_request(tx, id))
                found.items.push_back(std::move(*request));
        }
        return true;
    });
    return found;
}

Result<std::vector<tickets::TicketRow>>
similar_tickets(Desk& desk, const Actor& actor, TicketId id, std::size_t limit) {
    TRY(desk.db.read([&](db::Transaction& tx) { return tickets::get_ticket(tx, actor, id); }));
    std::vector<tickets::TicketRow> rows;
    if (!actor.is_staff()) return rows;
    std::vector<Query> terms;
    for (auto& term : desk.index.telling_terms(key_of(id), agent_stems, telling_terms))
        terms.push_back(Query::term(std::move(term)));
    if (terms.empty()) return rows;
    const auto keys = TRY(desk.index.find(
        {.words = Query::any(std::move(terms)),
         .filter = search::sight_of(actor, FoundKind::ticket),
         .now = desk.clock.now(),
         .first = 0,
         .limit = limit + 1}
    ));
    desk.db.read([&](db::Transaction& tx) {
        for (const auto& key : keys) {
            const auto other = id_in(key, 't');
            if (!other || TicketId{*other} == id || rows.size() >= limit) continue;
            const auto ticket = tickets::get_ticket(tx, actor, TicketId{*other});
            if (ticket)
                std::ranges::move(tickets::rows_of(tx, {*ticket}), std::back_inserter(rows));
        }
        return true;
    });
    return rows;
}

} // namespace heed::search
