// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/asking.hpp"

#include "features/search/documents.hpp"
#include "platform/search/stems.hpp"

#include <algorithm>
#include <functional>

namespace heed::search {

namespace {

using full_text::Query;

/// Shorter beginnings are those of too many words to mean one of them.
constexpr std::size_t beginning_bytes_min = 2;
/// Of a customer's requests, the newest first; and as many words of them for one beginning.
constexpr std::size_t own_requests_most = 1'000;
constexpr std::size_t beginnings_most = 64;

Query mark(std::string_view text) {
    return Query::term(std::string(text));
}

Query tickets_in_sight(const Actor& actor) {
    if (actor.only_ticket) return Query{};
    if (actor.may(Permission::ticket_read)) return mark(ticket_mark);
    std::vector<Query> teams;
    for (const auto& team : actor.in_teams) {
        if (team.permissions.has(Permission::ticket_read))
            teams.push_back(Query::term(team_mark(team.team)));
    }
    if (teams.empty()) return Query{};
    teams.push_back(Query::term(team_mark(std::nullopt)));
    return Query::all({mark(ticket_mark), Query::any(std::move(teams))});
}

Query requests_in_sight(const Actor& actor) {
    if (actor.only_ticket)
        return Query::all({mark(public_mark), Query::term(number_mark(*actor.only_ticket))});
    if (actor.kind != Actor::Kind::customer || !actor.person.is_set()) return Query{};
    std::vector<Query> whose{Query::term(customer_mark(actor.person))};
    if (actor.organisation.is_set())
        whose.push_back(Query::term(organisation_mark_of(actor.organisation)));
    return Query::all({mark(public_mark), Query::any(std::move(whose))});
}

/// How one group of readers names words.
struct Tongue {
    std::string words;
    std::string stems;
    std::string addresses; // empty: they are words like others
    std::function<Query(const std::string& word)> beginning;
};

/// Writes a question in one tongue.
class Asking {
public:
    Asking(const Tongue& tongue, std::string_view language) : tongue_(tongue), stems_(language) {}

    Query whole(const full_text::Question& question) {
        std::vector<Query> wanted;
        std::vector<Query> unwanted;
        for (const auto& piece : question.pieces)
            (piece.excluded ? unwanted : wanted).push_back(part(piece));
        auto query = Query::all(std::move(wanted));
        if (unwanted.empty()) return query;
        unwanted.insert(unwanted.begin(), std::move(query));
        return Query::without(std::move(unwanted));
    }

private:
    Query part(const full_text::Piece& piece) {
        if (!piece.address.empty() && !tongue_.addresses.empty()) return address(piece);
        return piece.words.size() == 1 ? word(piece) : phrase(piece);
    }

    Query word(const full_text::Piece& piece) {
        const auto& text = piece.words.front();
        std::vector<Query> ways{Query::term(tongue_.words + text)};
        if (!piece.exact) ways.push_back(Query::term(tongue_.stems + stems_.of(text)));
        if (may_begin(piece)) ways.push_back(tongue_.beginning(text));
        return Query::any(std::move(ways));
    }

    Query phrase(const full_text::Piece& piece) {
        auto whole = Query::phrase(terms(piece.words));
        if (!may_begin(piece)) return whole;
        auto before = piece.words;
        const auto last = before.back();
        before.pop_back();
        auto start = before.size() == 1 ? Query::term(tongue_.words + before.front())
                                        : Query::phrase(terms(before));
        return Query::any(
            {std::move(whole), Query::all({std::move(start), tongue_.beginning(last)})}
        );
    }

    Query address(const full_text::Piece& piece) {
        const auto text = tongue_.addresses + piece.address;
        return Query::any(
            {piece.unfinished ? Query::beginning(text) : Query::term(text), phrase(piece)}
        );
    }

    static bool may_begin(const full_text::Piece& piece) {
        return piece.unfinished && !piece.excluded &&
               piece.words.back().size() >= beginning_bytes_min;
    }

    std::vector<std::string> terms(const std::vector<std::string>& words) {
        std::vector<std::string> result;
        result.reserve(words.size());
        for (const auto& one : words) result.push_back(tongue_.words + one);
        return result;
    }

    const Tongue& tongue_;
    full_text::Stems stems_;
};

} // namespace

Query sight_of(const Actor& actor, FoundKind kind) {
    if (kind == FoundKind::ticket)
        return actor.is_staff() ? tickets_in_sight(actor) : requests_in_sight(actor);
    if (!actor.is_staff() || !actor.may_somewhere(Permission::person_read)) return Query{};
    return mark(kind == FoundKind::person ? person_mark : organisation_mark);
}

Query asked_by_agent(const full_text::Question& question, std::string_view language) {
    const Tongue tongue{
        .words = std::string(agent_words),
        .stems = std::string(agent_stems),
        .addresses = std::string(address_mark),
        .beginning = [](const std::string& word
                     ) { return Query::beginning(std::string(agent_words) + word); },
    };
    return Asking(tongue, language).whole(question);
}

Query asked_by_customer(
    const full_text::Index& index,
    const full_text::Question& question,
    std::string_view language,
    const Query& sight
) {
    const std::string prefix(customer_words);
    const Tongue tongue{
        .words = prefix,
        .stems = std::string(customer_stems),
        .addresses = {},
        .beginning =
            [&](const std::string& word) {
                const auto own = index.find(
                    {.words = Query::everything(), .filter = sight, .limit = own_requests_most}
                );
                std::vector<Query> ways;
                if (!own) return Query{};
                for (const auto& known :
                     index.words_beginning(*own, prefix + word, beginnings_most))
                    ways.push_back(Query::term(prefix + known));
                return ways.empty() ? Query{} : Query::any(std::move(ways));
            },
    };
    return Asking(tongue, language).whole(question);
}

} // namespace heed::search
