// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/queries.hpp"

#include "features/people/store.hpp"
#include "kernel/require.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::people {

namespace {

std::unexpected<Error> not_found() {
    return refuse(Refusal::not_found, "not_found");
}

/// Adds what belongs to each, with one statement per kind of row and not per person.
std::vector<PersonDetail> with_details(db::Transaction& tx, std::vector<Person> people) {
    std::vector<PersonId> ids;
    ids.reserve(people.size());
    for (const auto& person : people) ids.push_back(person.id);
    auto addresses = store::addresses_of_each(tx, ids);
    const auto briefs = store::briefs(tx, ids);

    std::vector<PersonDetail> result;
    result.reserve(people.size());
    for (auto& person : people) {
        PersonDetail detail{.person = std::move(person), .organisation = {}, .addresses = {}};
        const auto brief = std::ranges::find(briefs, detail.person.id, &PersonBrief::id);
        if (brief != briefs.end()) detail.organisation = brief->organisation;
        for (auto& address : addresses) {
            if (address.person_id == detail.person.id)
                detail.addresses.push_back(std::move(address));
        }
        result.push_back(std::move(detail));
    }
    return result;
}

OrganisationDetail with_details(db::Transaction& tx, Organisation organisation) {
    const auto id = organisation.id;
    return {
        .organisation = std::move(organisation),
        .domains = store::domains_of(tx, id),
        .people_count = store::people_count(tx, id),
    };
}

/// The longest first: it is the rarest, and its index range drives the search.
std::vector<std::string> prefixes_for(std::string_view query) {
    auto result = words::prefixes_of(query);
    std::ranges::stable_sort(result, std::ranges::greater{}, &std::string::size);
    return result;
}

constexpr int looked_through_most = 2000;

struct Prefix {
    std::string text;
    std::int64_t people = 0; // counted to `looked_through_most`
};

std::vector<Prefix> rarest_first(db::Transaction& tx, const std::vector<std::string>& texts) {
    std::vector<Prefix> result;
    result.reserve(texts.size());
    for (const auto& text : texts)
        result.push_back({text, store::count_beginning(tx, text, looked_through_most)});
    std::ranges::stable_sort(result, {}, &Prefix::people);
    return result;
}

} // namespace

std::optional<PersonBrief> find_person(db::Transaction& tx, PersonId id) {
    return store::brief(tx, id);
}

std::optional<Person> find_whole_person(db::Transaction& tx, PersonId id) {
    return store::find(tx, id);
}

std::optional<Organisation> find_whole_organisation(db::Transaction& tx, OrganisationId id) {
    return store::find_organisation(tx, id);
}

std::vector<PersonBrief> find_people(db::Transaction& tx, std::vector<PersonId> ids) {
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    return store::briefs(tx, ids);
}

std::optional<PersonId> find_by_address(db::Transaction& tx, std::string_view address) {
    return store::owner_of(tx, mail::normalised_address(address));
}

Result<>
require_meant_or_known(db::Transaction& tx, std::string_view address, std::string_view pointer) {
    if (!mail::leads_nowhere(address) && find_by_address(tx, address)) return {};
    return require_meant(mail::normalised_address(address), pointer);
}

bool is_undeliverable(db::Transaction& tx, std::string_view address) {
    const auto found = store::find_address(tx, mail::normalised_address(address));
    return found && found->undeliverable_at;
}

std::vector<std::string> addresses_of(db::Transaction& tx, PersonId id) {
    std::vector<std::string> result;
    for (auto& address : store::addresses(tx, id)) result.push_back(std::move(address.address));
    return result;
}

std::optional<std::vector<PersonId>>
few_matching(db::Transaction& tx, std::string_view query, int most) {
    const auto prefixes = rarest_first(tx, words::prefixes_of(query));
    std::vector<PersonId> result;
    if (prefixes.empty() || prefixes.front().people == 0) return result;
    if (prefixes.front().people == looked_through_most) return std::nullopt;
    std::vector<std::string> words;
    words.reserve(prefixes.size());
    for (const auto& prefix : prefixes) words.push_back(prefix.text);
    for (const auto& person : store::matching(tx, {.limit = most + 1}, words))
        result.push_back(person.id);
    if (result.size() > static_cast<std::size_t>(most)) return std::nullopt;
    return result;
}

std::vector<PersonId>
matching_among(db::Transaction& tx, std::span<const PersonId> ids, std::string_view query) {
    const auto prefixes = words::prefixes_of(query);
    if (prefixes.empty() || ids.empty()) return {};
    return store::matching_among(tx, ids, prefixes);
}

std::vector<PersonId> people_behind(db::Transaction& tx, PersonId after, int limit) {
    return store::people_behind(tx, after, limit);
}

std::vector<OrganisationId>
organisations_behind(db::Transaction& tx, OrganisationId after, int limit) {
    return store::organisations_behind(tx, after, limit);
}

std::optional<OrganisationNames> find_organisation_names(db::Transaction& tx, OrganisationId id) {
    auto organisation = store::find_organisation(tx, id);
    if (!organisation) return std::nullopt;
    return OrganisationNames{
        .id = id,
        .name = std::move(organisation->name),
        .domains = store::domains_of(tx, id),
    };
}

std::optional<Instant> agent_since(db::Transaction& tx, PersonId id) {
    return store::agent_since(tx, id);
}

std::vector<PersonBrief> find_agents(db::Transaction& tx) {
    return store::agents(tx);
}

Result<PeoplePage> people_page(db::Transaction& tx, const Actor& actor, const PeopleList& list) {
    TRY(require_somewhere(actor, Permission::person_read));
    const auto prefixes = prefixes_for(list.words);
    if (prefixes.empty() && !trimmed(list.words).empty()) return PeoplePage{};
    auto wanted = list;
    ++wanted.limit; // one more tells whether there is a next page
    auto people =
        prefixes.empty() ? store::by_name(tx, wanted) : store::matching(tx, wanted, prefixes);
    PeoplePage page;
    if (people.size() > static_cast<std::size_t>(list.limit)) {
        people.pop_back();
        page.next = people.back().id;
    }
    page.people = with_details(tx, std::move(people));
    return page;
}

Result<PersonDetail> person_detail(db::Transaction& tx, const Actor& actor, PersonId id) {
    if (actor.person != id && !actor.may_somewhere(Permission::person_read)) return not_found();
    auto person = store::find(tx, id);
    if (!person) return not_found();
    std::vector<Person> one;
    one.push_back(*std::move(person));
    return with_details(tx, std::move(one)).front();
}

Result<OrganisationPage>
organisation_page(db::Transaction& tx, const Actor& actor, const OrganisationList& list) {
    TRY(require_somewhere(actor, Permission::person_read));
    auto wanted = list;
    ++wanted.limit;
    auto organisations = store::organisations(tx, wanted);
    OrganisationPage page;
    if (organisations.size() > static_cast<std::size_t>(list.limit)) {
        organisations.pop_back();
        page.next = organisations.back().id;
    }
    for (auto& organisation : organisations)
        page.organisations.push_back(with_details(tx, std::move(organisation)));
    return page;
}

Result<OrganisationDetail>
organisation_detail(db::Transaction& tx, const Actor& actor, OrganisationId id) {
    TRY(require_somewhere(actor, Permission::person_read));
    auto organisation = store::find_organisation(tx, id);
    if (!organisation) return not_found();
    return with_details(tx, *std::move(organisation));
}

std::optional<TeamBrief> find_team(db::Transaction& tx, TeamId id) {
    const auto team = store::find_team(tx, id);
    if (!team) return std::nullopt;
    return TeamBrief{.id = team->id, .name = team->name, .mailbox_id = team->mailbox_id};
}

std::vector<TeamBrief> find_teams(db::Transaction& tx) {
    std::vector<TeamBrief> result;
    for (auto& team : store::teams(tx)) {
        result.push_back(
            {.id = team.id, .name = std::move(team.name), .mailbox_id = team.mailbox_id}
        );
    }
    return result;
}

std::vector<TeamId> teams_of(db::Transaction& tx, PersonId id) {
    return store::teams_of(tx, id);
}

std::vector<PersonId> members_of(db::Transaction& tx, TeamId id) {
    std::vector<PersonId> result;
    for (const auto& member : store::members(tx, id)) result.push_back(member.id);
    return result;
}

bool is_member(db::Transaction& tx, TeamId team, PersonId person) {
    return store::is_member(tx, {.team = team, .person = person});
}

std::vector<TeamDetail> all_teams(db::Transaction& tx) {
    std::vector<TeamDetail> result;
    for (auto& team : store::teams(tx)) result.push_back({.team = std::move(team), .members = {}});
    for (auto& member : store::members(tx, std::nullopt)) {
        const auto team = std::ranges::find_if(result, [&](const TeamDetail& detail) {
            return detail.team.id == member.team_id;
        });
        if (team != result.end())
            team->members.push_back({.id = member.id, .name = std::move(member.name)});
    }
    return result;
}

Result<TeamDetail> team_detail(db::Transaction& tx, TeamId id) {
    auto team = store::find_team(tx, id);
    if (!team) return not_found();
    TeamDetail detail{.team = *std::move(team), .members = {}};
    for (auto& member : store::members(tx, id))
        detail.members.push_back({.id = member.id, .name = std::move(member.name)});
    return detail;
}

} // namespace heed::people
