// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/queries.hpp"
#include "features/people/wire.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/desk/paging.hpp"
#include "platform/desk/versions.hpp"

namespace heed::people {

namespace {

using http::Request;
using http::Response;

/// Cursors are the id of the last line shown: the list goes on behind it, wherever it stands.
template <class AnyId>
Result<std::optional<AnyId>> after_of(const Request& request) {
    const auto cursor = TRY(request.query.number("cursor"));
    if (!cursor) return std::nullopt;
    return AnyId{*cursor};
}

template <class AnyId>
std::optional<std::string> cursor_text(std::optional<AnyId> next) {
    if (!next) return std::nullopt;
    return std::to_string(next->value);
}

template <class AnyId>
Result<AnyId> path_id(const Request& request, std::string_view name) {
    const auto number = TRY(request.path_number(name));
    return AnyId{number};
}

Result<std::optional<PersonKind>> kind_of(const Request& request) {
    const auto text = TRY(request.query.text("kind"));
    if (!text) return std::nullopt;
    const auto kind = enum_from<PersonKind>(*text);
    if (kind) return kind;
    return refuse(Refusal::invalid, "unknown_value", "/kind", "One of customer and agent.");
}

/// The fresh row as JSON: `query` asks for it as the actor of the request.
template <class Query>
Result<std::string> fresh(Desk& desk, Query query) {
    return desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        auto detail = TRY(query(tx));
        return to_json(wire::view(std::move(detail)));
    });
}

Result<std::string> person_json(Desk& desk, const Request& request, std::int64_t id) {
    return fresh(desk, [&](db::Transaction& tx) {
        return person_detail(tx, request.actor, PersonId{id});
    });
}

Result<std::string> organisation_json(Desk& desk, const Request& request, std::int64_t id) {
    return fresh(desk, [&](db::Transaction& tx) {
        return organisation_detail(tx, request.actor, OrganisationId{id});
    });
}

Result<std::string> team_json(Desk& desk, std::int64_t id) {
    return fresh(desk, [&](db::Transaction& tx) { return team_detail(tx, TeamId{id}); });
}

Result<Response> list_people(Desk& desk, Request& request) {
    PeopleList list;
    const auto words = TRY(request.query.text("q"));
    list.words = words.value_or("");
    list.kind = TRY(kind_of(request));
    const auto organisation = TRY(request.query.number("organisation_id"));
    if (organisation) list.organisation = OrganisationId{*organisation};
    list.after = TRY(after_of<PersonId>(request));
    list.limit = TRY(limit_from(request));
    auto page =
        TRY(desk.db.read([&](db::Transaction& tx) { return people_page(tx, request.actor, list); })
        );
    wire::PeopleAnswer answer{.items = {}, .next = cursor_text(page.next)};
    for (auto& detail : page.people) answer.items.push_back(wire::view(std::move(detail)));
    return http::ok_json(to_json(answer));
}

Result<Response> show_person(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    auto json = TRY(person_json(desk, request, id));
    return http::ok_json(std::move(json));
}

Result<Response> post_person(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<CreatePerson>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return create_person(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(person_json(desk, request, outcome.done.id));
    return answer(outcome, std::move(json), 201);
}

Result<Response> patch_person(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangePerson>(request.body));
    TRY(take_version(request, command));
    command.id = TRY(path_id<PersonId>(request, "id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_person(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(person_json(desk, request, outcome.done.id));
    return answer(outcome, std::move(json));
}

Result<Response> post_address(Desk& desk, Request& request) {
    auto command = TRY(parse_json<AddAddress>(request.body));
    command.person = TRY(path_id<PersonId>(request, "id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return add_address(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(person_json(desk, request, outcome.done.id));
    return answer(outcome, std::move(json), 201);
}

Result<Response> delete_address(Desk& desk, Request& request) {
    RemoveAddress command;
    command.person = TRY(path_id<PersonId>(request, "id"));
    command.address = TRY(path_id<AddressId>(request, "address_id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return remove_address(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(person_json(desk, request, outcome.done.id));
    return answer(outcome, std::move(json));
}

Result<Response> list_organisations(Desk& desk, Request& request) {
    OrganisationList list;
    const auto begins = TRY(request.query.text("q"));
    list.begins = begins.value_or("");
    list.after = TRY(after_of<OrganisationId>(request));
    list.limit = TRY(limit_from(request));
    auto page = TRY(desk.db.read([&](db::Transaction& tx) {
        return organisation_page(tx, request.actor, list);
    }));
    wire::OrganisationsAnswer answer{.items = {}, .next = cursor_text(page.next)};
    for (auto& detail : page.organisations) answer.items.push_back(wire::view(std::move(detail)));
    return http::ok_json(to_json(answer));
}

Result<Response> show_organisation(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    auto json = TRY(organisation_json(desk, request, id));
    return http::ok_json(std::move(json));
}

Result<Response> post_organisation(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<CreateOrganisation>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return create_organisation(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(organisation_json(desk, request, outcome.done.id));
    return answer(outcome, std::move(json), 201);
}

Result<Response> patch_organisation(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeOrganisation>(request.body));
    TRY(take_version(request, command));
    command.id = TRY(path_id<OrganisationId>(request, "id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_organisation(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(organisation_json(desk, request, outcome.done.id));
    return answer(outcome, std::move(json));
}

Result<Response> list_teams(Desk& desk, Request&) {
    auto teams = desk.db.read([](db::Transaction& tx) { return all_teams(tx); });
    wire::TeamsAnswer answer;
    for (auto& team : teams) answer.items.push_back(wire::view(std::move(team)));
    return http::ok_json(to_json(answer));
}

Result<Response> show_team(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    auto json = TRY(team_json(desk, id));
    return http::ok_json(std::move(json));
}

Result<Response> post_team(Desk& desk, Request& request) {
    const auto command = TRY(parse_json<CreateTeam>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return create_team(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(team_json(desk, outcome.done.id));
    return answer(outcome, std::move(json), 201);
}

Result<Response> patch_team(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangeTeam>(request.body));
    TRY(take_version(request, command));
    command.id = TRY(path_id<TeamId>(request, "id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_team(tx, request.actor, command, desk.clock.now());
    }));
    auto json = TRY(team_json(desk, outcome.done.id));
    return answer(outcome, std::move(json));
}

using ChangeMembers = Result<Done> (*)(db::Transaction&, const Actor&, const Membership&, Instant);

Result<Response> change_members(Desk& desk, Request& request, ChangeMembers change) {
    Membership membership;
    membership.team = TRY(path_id<TeamId>(request, "id"));
    membership.person = TRY(path_id<PersonId>(request, "person_id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change(tx, request.actor, membership, desk.clock.now());
    }));
    auto json = TRY(team_json(desk, outcome.done.id));
    return answer(outcome, std::move(json));
}

Result<Response> put_member(Desk& desk, Request& request) {
    return change_members(desk, request, add_member);
}

Result<Response> delete_member(Desk& desk, Request& request) {
    return change_members(desk, request, remove_member);
}

using enum http::Method;
using http::json_body;
using http::Lane;

constexpr std::string_view people = "/api/v1/people";
constexpr std::string_view person = "/api/v1/people/{id}";
constexpr std::string_view addresses = "/api/v1/people/{id}/addresses";
constexpr std::string_view one_address = "/api/v1/people/{id}/addresses/{address_id}";
constexpr std::string_view organisations = "/api/v1/organisations";
constexpr std::string_view organisation = "/api/v1/organisations/{id}";
constexpr std::string_view teams = "/api/v1/teams";
constexpr std::string_view team = "/api/v1/teams/{id}";
constexpr std::string_view member = "/api/v1/teams/{id}/members/{person_id}";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, people, "person:read", list_people},
    {post, people, "person:write", post_person, Lane::write, json_body},
    {get, person, "person:read", show_person},
    {patch, person, "person:write", patch_person, Lane::write, json_body},
    {post, addresses, "person:write", post_address, Lane::write, json_body},
    {delete_, one_address, "person:write", delete_address, Lane::write},
    {get, organisations, "person:read", list_organisations},
    {post, organisations, "person:write", post_organisation, Lane::write, json_body},
    {get, organisation, "person:read", show_organisation},
    {patch, organisation, "person:write", patch_organisation, Lane::write, json_body},
    {get, teams, "staff", list_teams},
    {post, teams, "agent:manage", post_team, Lane::write, json_body},
    {get, team, "staff", show_team},
    {patch, team, "agent:manage", patch_team, Lane::write, json_body},
    {put, member, "agent:manage", put_member, Lane::write},
    {delete_, member, "agent:manage", delete_member, Lane::write},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter people_parameters[] = {
    limit_parameter,
    cursor_parameter,
    {.name = "q", .says = "How a name or an address begins."},
    {.name = "kind", .says = "Only these.", .shape = gives<PersonKind>},
    {.name = "organisation_id", .says = "Only its people.", .shape = gives<OrganisationId>},
};

constexpr QueryParameter organisation_parameters[] = {
    limit_parameter,
    cursor_parameter,
    {.name = "q", .says = "How the name begins."},
};

constexpr Described descriptions[] = {
    {.method = get,
     .pattern = people,
     .says = "People, by name, address or organisation.",
     .query = people_parameters,
     .answer = gives<wire::PeopleAnswer>},
    {.method = post,
     .pattern = people,
     .says = "Makes a customer.",
     .body = takes<CreatePerson>,
     .status = 201,
     .answer = gives_settled<wire::PersonView>},
    {.method = get, .pattern = person, .says = "One person.", .answer = gives<wire::PersonView>},
    {.method = patch,
     .pattern = person,
     .says = "Changes a person.",
     .body = takes<ChangePerson>,
     .answer = gives_settled<wire::PersonView>},
    {.method = post,
     .pattern = addresses,
     .says = "Gives a person one more mail address; with `is_primary` also chooses one they have. "
             "Agents sign in by the primary one.",
     .body = takes<AddAddress>,
     .status = 201,
     .answer = gives_settled<wire::PersonView>},
    {.method = delete_,
     .pattern = one_address,
     .says = "Takes a mail address from a person; the primary one of an agent is refused.",
     .answer = gives_settled<wire::PersonView>},
    {.method = get,
     .pattern = organisations,
     .says = "Organisations by name.",
     .query = organisation_parameters,
     .answer = gives<wire::OrganisationsAnswer>},
    {.method = post,
     .pattern = organisations,
     .says = "Makes an organisation; its mail domains attach people to it.",
     .body = takes<CreateOrganisation>,
     .status = 201,
     .answer = gives_settled<wire::OrganisationView>},
    {.method = get,
     .pattern = organisation,
     .says = "One organisation.",
     .answer = gives<wire::OrganisationView>},
    {.method = patch,
     .pattern = organisation,
     .says = "Changes an organisation.",
     .body = takes<ChangeOrganisation>,
     .answer = gives_settled<wire::OrganisationView>},
    {.method = get,
     .pattern = teams,
     .says = "All teams with their members.",
     .answer = gives<wire::TeamsAnswer>},
    {.method = post,
     .pattern = teams,
     .says = "Makes a team.",
     .body = takes<CreateTeam>,
     .status = 201,
     .answer = gives_settled<wire::TeamView>},
    {.method = get, .pattern = team, .says = "One team.", .answer = gives<wire::TeamView>},
    {.method = patch,
     .pattern = team,
     .says = "Changes a team.",
     .body = takes<ChangeTeam>,
     .answer = gives_settled<wire::TeamView>},
    {.method = put,
     .pattern = member,
     .says = "Puts an agent into a team.",
     .answer = gives_settled<wire::TeamView>},
    {.method = delete_,
     .pattern = member,
     .says = "Takes an agent out of a team.",
     .answer = gives_settled<wire::TeamView>},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::people
