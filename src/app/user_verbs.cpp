// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/user_verbs.hpp"

#include "app/served_routes.hpp"
#include "features/access/access.hpp"
#include "features/access/letters.hpp"
#include "features/access/queries.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"

#include <algorithm>

namespace heed::app {

namespace {

Actor verb_actor() {
    return Actor::system("heed user");
}

Result<people::PersonBrief> person_of(VerbCall& call, std::string_view flag = "email") {
    const auto address = call.arguments.text(flag);
    auto person =
        call.house.db->read([&](db::Transaction& tx) -> std::optional<people::PersonBrief> {
            const auto id = people::find_by_address(tx, address);
            return id ? people::find_person(tx, *id) : std::nullopt;
        });
    if (person) return std::move(*person);
    return refuse(
        Refusal::not_found, "no_such_person", {}, "Nobody has the mail address " + address + "."
    );
}

Result<access::RoleId> role_of(db::Transaction& tx, const std::string& key) {
    if (const auto role = access::find_role(tx, key)) return *role;
    std::string known;
    for (const auto& role : access::all_roles(tx))
        if (role.key) known += " " + *role.key;
    return refuse(
        Refusal::invalid,
        "no_such_role",
        {},
        "There is no role " + key + ". There are:" + known + "."
    );
}

Result<std::vector<access::HeldRole>> roles_asked(db::Transaction& tx, const VerbCall& call) {
    std::vector<access::HeldRole> roles;
    for (const auto& key : call.arguments.all("role")) {
        const auto role = TRY(role_of(tx, key));
        roles.push_back({.role_id = role, .team_id = {}});
    }
    return roles;
}

/// Where a link of a purpose leads; the same places as in letters.
std::string_view page_of(access::Purpose purpose) {
    switch (purpose) {
        case access::Purpose::invitation: return "/desk/invitation/";
        case access::Purpose::password_reset: return "/desk/password/";
        case access::Purpose::sign_in_link: return "/sign_in/";
        case access::Purpose::setup:
        case access::Purpose::second_step: return "/desk/";
    }
    check_failed("a known purpose", std::source_location::current());
}

struct Link {
    std::int64_t id = 0;
    std::string link;
    std::string good_for;
};
HEED_FIELDS(Link, id, link, good_for)

std::string life_text(access::Purpose purpose) {
    const auto minutes = std::chrono::floor<std::chrono::minutes>(access::life_of(purpose)).count();
    constexpr int hour = 60;
    return minutes % hour == 0 ? fmt::format("{} h", minutes / hour)
                               : fmt::format("{} min", minutes);
}

int print_link(VerbCall& call, access::Purpose purpose, const Done& done, std::string token) {
    const Link link{
        .id = done.id,
        .link = call.house.config.public_url() + std::string(page_of(purpose)) + std::move(token),
        .good_for = life_text(purpose),
    };
    if (call.arguments.has("json")) {
        call.print(to_json(link));
        return 0;
    }
    call.print(link.link);
    call.print(
        "It works once, for " + link.good_for +
        ". A letter with it leaves as well when the "
        "desk can send mail."
    );
    return 0;
}

int add_user(VerbCall& call) {
    access::InviteAgent command;
    command.link = access::fresh_token(call.house.sealer);
    command.name = {
        call.arguments.text("name", people::name_from_address(call.arguments.text("email")))
    };
    command.email = {call.arguments.text("email")};
    const auto added =
        call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
            command.roles = TRY(roles_asked(tx, call));
            return access::invite_agent(tx, verb_actor(), command, call.house.clock.now());
        });
    if (!added) return call.fail(added.error());
    auto token = access::opened(call.house.sealer, command.link);
    if (!token) return call.fail(token.error());
    return print_link(call, access::Purpose::invitation, added->done, std::move(*token));
}

/// Agents choose a password by it, customers are signed in.
access::Purpose purpose_for(db::Transaction& tx, const people::PersonBrief& person) {
    if (person.kind == people::PersonKind::customer) return access::Purpose::sign_in_link;
    const auto detail = access::agent_detail(tx, person.id);
    return detail && detail->invited ? access::Purpose::invitation
                                     : access::Purpose::password_reset;
}

int link_user(VerbCall& call) {
    const auto person = person_of(call);
    if (!person) return call.fail(person.error());
    if (!person->active)
        return call.fail({
            .kind = Refusal::conflict,
            .code = "inactive",
            .pointer = {},
            .detail = person->name + " is deactivated; `heed user activate` comes first.",
            .members = {},
        });
    const auto link = access::fresh_token(call.house.sealer);
    auto purpose = access::Purpose::invitation;
    const auto asked = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        purpose = purpose_for(tx, *person);
        const access::Letter letter{
            .purpose = purpose,
            .person = person->id,
            .address = person->email.value_or(""),
            .link = link,
        };
        access::ask_letter(tx, verb_actor(), letter, call.house.clock.now());
        return Result<Done>(Done{.id = person->id.value});
    });
    if (!asked) return call.fail(asked.error());
    auto token = access::opened(call.house.sealer, link);
    if (!token) return call.fail(token.error());
    return print_link(call, purpose, asked->done, std::move(*token));
}

struct UserLine {
    PersonId id;
    std::string name;
    std::optional<std::string> email;
    bool active = true;
    bool invited = false;
    std::vector<std::string> roles;
};
HEED_FIELDS(UserLine, id, name, email, active, invited, roles)

std::vector<UserLine> user_lines(db::Transaction& tx) {
    const auto roles = access::all_roles(tx);
    const auto teams = people::find_teams(tx);
    const auto role_text = [&](const access::HeldRole& held) {
        const auto role = std::ranges::find(roles, held.role_id, &access::Role::id);
        const auto name = role == roles.end() ? "?" : role->key.value_or(role->name);
        const auto team = std::ranges::find_if(teams, [&](const people::TeamBrief& one) {
            return one.id == held.team_id;
        });
        return team == teams.end() ? name : name + " in " + team->name;
    };
    std::vector<UserLine> lines;
    for (const auto& agent : access::all_agents(tx)) {
        UserLine line{
            .id = agent.person.id,
            .name = agent.person.name,
            .email = agent.person.email,
            .active = agent.person.active,
            .invited = agent.invited,
            .roles = {},
        };
        for (const auto& held : agent.roles) line.roles.push_back(role_text(held));
        lines.push_back(std::move(line));
    }
    return lines;
}

/// The agent as `user list` shows them, for programs; the sentence for people.
int print_user(VerbCall& call, PersonId id, const std::string& sentence) {
    if (!call.arguments.has("json")) {
        call.print(sentence);
        return 0;
    }
    const auto lines = call.house.db->read([](db::Transaction& tx) { return user_lines(tx); });
    const auto line = std::ranges::find(lines, id, &UserLine::id);
    CHECK(line != lines.end());
    call.print(to_json(*line));
    return 0;
}

int list_users(VerbCall& call) {
    const auto lines = call.house.db->read([](db::Transaction& tx) { return user_lines(tx); });
    if (call.arguments.has("json")) {
        call.print(to_json(lines));
        return 0;
    }
    for (const auto& line : lines) {
        const auto* const state = !line.active ? "inactive" : line.invited ? "invited" : "active";
        call.print(fmt::format(
            "{:>6}  {:<9} {}  {}  {}",
            line.id.value,
            state,
            line.name,
            line.email.value_or("(no address)"),
            fmt::join(line.roles, ", ")
        ));
    }
    return 0;
}

/// Who takes the open requests of somebody who leaves.
Result<std::optional<access::HandOver>> hand_over_asked(VerbCall& call) {
    if (!call.arguments.has("to")) return std::nullopt;
    const auto to = TRY(person_of(call, "to"));
    return access::HandOver{.from = {}, .team_id = {}, .owner_id = to.id};
}

int deactivate_user(VerbCall& call) {
    const auto person = person_of(call);
    if (!person) return call.fail(person.error());
    auto hand_over = hand_over_asked(call);
    if (!hand_over) return call.fail(hand_over.error());
    const access::DeactivateAgent command{
        .id = person->id, .tickets = app::hand_over, .hand_over = *hand_over
    };
    const auto done = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return access::deactivate_agent(tx, verb_actor(), command, call.house.clock.now());
    });
    if (!done) return call.fail(done.error());
    return print_user(
        call,
        person->id,
        fmt::format(
            "{} is deactivated. Sessions and tokens end within 5 seconds; open requests {}.",
            person->name,
            command.hand_over ? "went to " + call.arguments.text("to") : "are unassigned now"
        )
    );
}

int activate_user(VerbCall& call) {
    const auto person = person_of(call);
    if (!person) return call.fail(person.error());
    const auto done = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return access::reactivate_agent(tx, verb_actor(), person->id, call.house.clock.now());
    });
    if (!done) return call.fail(done.error());
    return print_user(call, person->id, person->name + " may sign in again.");
}

int reset_factors(VerbCall& call) {
    const auto person = person_of(call);
    if (!person) return call.fail(person.error());
    const auto done = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return access::reset_factors(tx, verb_actor(), person->id, call.house.clock.now());
    });
    if (!done) return call.fail(done.error());
    return print_user(
        call,
        person->id,
        person->name + " signs in with the password alone, until a second factor is set up again."
    );
}

int set_roles(VerbCall& call) {
    const auto person = person_of(call);
    if (!person) return call.fail(person.error());
    const auto done =
        call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) -> Result<Done> {
            access::ChangeAgent command;
            command.id = person->id;
            command.give_up = tickets::give_up_tickets;
            auto roles = TRY(roles_asked(tx, call));
            command.roles = std::move(roles);
            return access::change_agent(tx, verb_actor(), command, call.house.clock.now());
        });
    if (!done) return call.fail(done.error());
    return print_user(
        call,
        person->id,
        fmt::format("{} is now: {}.", person->name, fmt::join(call.arguments.all("role"), ", "))
    );
}

const cli::Flag email_flag{
    .name = "email", .value = "ADDRESS", .help = "Mail address", .required = true
};

cli::Flag role_flag(bool required) {
    return {
        .name = "role",
        .value = "ROLE",
        .help = "agent, lead, manager, administrator or auditor; may be repeated",
        .required = required,
        .many = true,
    };
}

DeskVerbEntry entry(cli::Verb verb, DeskVerb work, std::string when_unheard = {}) {
    verb.flags.insert(verb.flags.begin(), {data_flag, database_flag});
    return {
        .verb = std::move(verb), .work = std::move(work), .when_unheard = std::move(when_unheard)
    };
}

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
DeskVerbEntry reset_factor_entry() {
    return entry(
        {"user reset-factor",
         "Take away an agent's app, passkeys and recovery codes, which are lost",
         "heed user reset-factor --data /var/lib/heed --email noor@example.org",
         {email_flag, json_flag},
         {}},
        reset_factors
    );
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<DeskVerbEntry> user_verbs() {
    return {
        entry(
            {"user add",
             "Invite an agent and print the link to choose a password",
             "heed user add --data /var/lib/heed --email noor@example.org --name Noor --role lead",
             {email_flag, {"name", "NAME", "Name"}, role_flag(false), json_flag},
             {}},
            add_user,
            "They are invited all the same; `heed user link` prints another link."
        ),
        entry(
            {"user list",
             "List agents with their roles",
             "heed user list --data /var/lib/heed",
             {json_flag},
             {}},
            list_users
        ),
        entry(
            {"user link",
             "Print a link: to a password for agents, to sign in for customers",
             "heed user link --data /var/lib/heed --email noor@example.org",
             {email_flag, json_flag},
             {}},
            link_user,
            "The link is lost; `heed user link` prints another."
        ),
        entry(
            {"user role",
             "Replace the roles an agent holds",
             "heed user role --data /var/lib/heed --email noor@example.org --role administrator",
             {email_flag, role_flag(true), json_flag},
             {}},
            set_roles
        ),
        reset_factor_entry(),
        entry(
            {"user deactivate",
             "End an agent's sessions and tokens and hand over open requests",
             "heed user deactivate --data /var/lib/heed --email noor@example.org --to "
             "sam@example.org",
             {email_flag,
              {"to", "ADDRESS", "Who takes the open requests; nobody when absent"},
              json_flag},
             {}},
            deactivate_user
        ),
        entry(
            {"user activate",
             "Let a deactivated agent in again",
             "heed user activate --data /var/lib/heed --email noor@example.org",
             {email_flag, json_flag},
             {}},
            activate_user
        ),
    };
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace heed::app
