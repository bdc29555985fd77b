// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.hpp"

#include "app/demo_words.hpp"
#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/format.hpp"
#include "kernel/text.hpp"

#include <array>
#include <span>

namespace heed::app {

namespace {

using tickets::State;

constexpr std::size_t steps_per_job = 150;
// A reader of the journal that once took too long goes on inside the batches when it has caught up.
constexpr std::size_t steps_between_catching_up = 100 * steps_per_job;
constexpr std::array<std::string_view, 5> team_names = {
    "First line", "Network", "Billing", "Hardware", "Key accounts"
};

/// Who works at the demo company and who writes to it.
struct DemoPeople {
    std::vector<TeamId> teams;
    std::vector<PersonId> agents;
    std::vector<PersonId> customers;
    std::vector<std::string> addresses; // of the customers
    std::vector<std::string> names;
};

std::string mail_name(std::string_view text) {
    std::string result;
    for (const char letter : ascii_lower(text)) {
        if (letter >= 'a' && letter <= 'z') result += letter;
    }
    return result;
}

std::string customer_name(Dice& dice) {
    return fmt::format("{} {}", dice.one_of(demo_given_names()), dice.one_of(demo_family_names()));
}

/// Runs `work` as one command of the demo.
template <class Work>
Result<> run(House& house, const Work& work) {
    const auto ran = house.db->write(
        [&](db::Transaction& tx) -> Result<bool> {
            TRY(work(tx));
            return true;
        },
        {.lane = db::Lane::interactive, .command = {.origin = "demo"}}
    );
    if (!ran) return std::unexpected(ran.error());
    return {};
}

Result<> hire(House& house, DemoPeople& people, const std::string& encoded, Instant at) {
    const auto system = Actor::system("demo");
    TRY(run(house, [&](db::Transaction& tx) -> Result<> {
        people.teams.clear();
        people.agents.clear();
        const auto first = TRY(access::create_first_administrator(
            tx,
            {.name = "Noor Haddad", .email = std::string(demo_email), .password_encoded = encoded},
            at
        ));
        people.agents.push_back(first);
        TRY(settings::change_settings(
            tx,
            system,
            {.expected_version = {},
             .desk_name = Text<1, 100>{"Acorn Support"},
             .zone = Text<1, 60>{"Europe/Berlin"},
             .language = {},
             .auto_close_days = {},
             .acknowledge = {}},
            at
        ));
        TRY(settings::set_quiet(tx, system, true, at));
        for (const auto name : team_names) {
            const auto team = TRY(
                people::create_team(tx, system, {.name = {std::string(name)}, .mailbox_id = {}}, at)
            );
            people.teams.push_back(TeamId{team.id});
        }
        return {};
    }));
    constexpr std::array<std::string_view, 11> agents = {
        "Sam Weber",
        "Lin Tanaka",
        "Mira Hansen",
        "Jonas Fischer",
        "Chidi Okafor",
        "Elena Rossi",
        "Omar Nielsen",
        "Priya Sharma",
        "Tomás García",
        "Hana Novák",
        "Björn Lindqvist"
    };
    return run(house, [&](db::Transaction& tx) -> Result<> {
        people.agents.resize(1);
        for (std::size_t at_agent = 0; at_agent < agents.size(); ++at_agent) {
            const auto name = std::string(agents[at_agent]);
            access::InviteAgent invite;
            invite.link = access::fresh_token(house.sealer);
            invite.name = {name};
            invite.email = {mail_name(name.substr(0, name.find(' '))) + "@demo.example"};
            invite.teams = {people.teams[at_agent % people.teams.size()], people.teams[0]};
            if (invite.teams[0] == invite.teams[1]) invite.teams.pop_back();
            const auto done = TRY(access::invite_agent(tx, system, invite, at));
            people.agents.emplace_back(done.id);
        }
        return {};
    });
}

/// The customers from `from` on who have a name and are not in the desk yet. May run twice.
Result<> add_customers(db::Transaction& tx, DemoPeople& people, std::size_t from, Instant at) {
    people.customers.resize(from);
    for (auto customer = from; customer < people.names.size(); ++customer) {
        const auto id = TRY(people::find_or_create_customer(
            tx,
            Actor::system("demo"),
            {.address = people.addresses[customer], .name = people.names[customer]},
            at
        ));
        people.customers.push_back(id);
    }
    return {};
}

Result<> meet_customers(House& house, DemoPeople& people, const DemoSize& size, Instant at) {
    Dice dice(size.seed ^ 0xC0FFEE);
    const auto system = Actor::system("demo");
    const auto companies = demo_companies();
    const auto count = size.tickets / 12 + 20;
    TRY(run(house, [&](db::Transaction& tx) -> Result<> {
        for (const auto company : companies) {
            TRY(people::create_organisation(
                tx,
                system,
                {.name = {std::string(company)},
                 .domains = {{mail_name(company) + ".example"}},
                 .note = {},
                 .shares_tickets = {}},
                at
            ));
        }
        return {};
    }));
    for (std::size_t from = 0; from < count; from += steps_per_job) {
        const auto until = std::min(count, from + steps_per_job);
        for (auto customer = from; customer < until; ++customer) {
            auto name = customer_name(dice);
            const auto domain = mail_name(dice.one_of(companies)) + ".example";
            people.addresses.push_back(fmt::format("{}.{}@{}", mail_name(name), customer, domain));
            people.names.push_back(std::move(name));
        }
        TRY(run(house, [&](db::Transaction& tx) { return add_customers(tx, people, from, at); }));
    }
    return {};
}

/// What a ticket is about, fixed by its number and the seed.
struct Cast {
    bool german;
    const DemoMatter& matter;
    std::string_view thing;
    std::size_t customer;
    std::size_t agent;
    std::size_t team;
};

Cast cast_of(const DemoPeople& people, std::uint64_t seed, std::uint32_t ticket) {
    Dice dice(seed * 1'000'003 + ticket);
    const bool german = dice.chance(0.18);
    const auto matters = demo_matters(german);
    const auto& matter = dice.one_of(matters);
    const auto thing = dice.one_of(demo_things(german));
    // A few customers write often, most seldom.
    const auto customer = static_cast<std::size_t>(
        dice.share() * dice.share() * static_cast<double>(people.customers.size())
    );
    return {
        .german = german,
        .matter = matter,
        .thing = thing,
        .customer = customer,
        .agent = dice.below(people.agents.size()),
        .team = dice.below(people.teams.size())
    };
}

Actor agent_actor(PersonId person) {
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = person;
    actor.permissions = PermissionSet::all();
    return actor;
}

conversations::Body plain(std::string_view text) {
    return {.text = std::string(text), .html = {}, .excerpt = conversations::excerpt_of(text)};
}

/// Plays one step. `ids[ticket]` is set by its opening.
class Stage {
public:
    Stage(const DemoPeople& people, std::uint64_t seed, std::vector<TicketId>& ids)
        : people_(people), seed_(seed), ids_(ids) {}

    Result<> play(db::Transaction& tx, const DemoStep& step) {
        const auto cast = cast_of(people_, seed_, step.ticket);
        Dice dice(step.dice);
        if (step.act == DemoAct::open) return open(tx, step, cast, dice);
        const auto id = ids_[step.ticket];
        const auto agent = agent_actor(people_.agents[cast.agent]);
        switch (step.act) {
            case DemoAct::question:
                return write(tx, step, cast, dice.one_of(demo_questions(cast.german)), true);
            case DemoAct::thank:
                return write(tx, step, cast, dice.one_of(demo_thanks(cast.german)), false);
            case DemoAct::answer: return answer(tx, step, cast, dice);
            case DemoAct::note:
                return ignore(conversations::write_note(
                    tx, agent, id, {.body = plain(dice.one_of(demo_notes()))}, step.at
                ));
            case DemoAct::own:
                return ignore(tickets::change_ticket(
                    tx, agent, id, owned_by(people_.agents[cast.agent]), step.at
                ));
            case DemoAct::wait:
                return ignore(tickets::wait_ticket(
                    tx, agent, id, {.for_ = tickets::WaitingFor::customer, .until = {}}, step.at
                ));
            case DemoAct::resolve: return resolve(tx, step, cast);
            case DemoAct::close:
                return ignore(tickets::close_ticket(tx, Actor::system("auto_close"), id, step.at));
            case DemoAct::open: return {};
        }
        return {};
    }

private:
    /// A step that no longer fits (a customer came back meanwhile) simply does not happen.
    template <class T>
    static Result<> ignore(const Result<T>& result) {
        if (result || result.error().kind == Refusal::conflict) return {};
        return std::unexpected(result.error());
    }

    static tickets::ChangeTicket owned_by(PersonId person) {
        tickets::ChangeTicket change;
        change.owner_id = person;
        return change;
    }

    conversations::IncomingMessage message(const Cast& cast, std::string_view text) const {
        return {
            .author = people_.customers[cast.customer],
            .from =
                {.name = people_.names[cast.customer], .address = people_.addresses[cast.customer]},
            .to = {{.name = "", .address = "help@demo.example"}},
            .body_text = std::string(text),
        };
    }

    Result<> open(db::Transaction& tx, const DemoStep& step, const Cast& cast, Dice& dice) {
        const auto system = Actor::system("demo");
        auto ticket = TRY(tickets::open_ticket(
            tx,
            system,
            {.kind = cast.matter.kind,
             .subject = with_thing(cast.matter.subject, cast.thing),
             .customer = people_.customers[cast.customer],
             .team = people_.teams[cast.team],
             .impact = 1 + static_cast<int>(dice.below(3)),
             .urgency = 1 + static_cast<int>(dice.below(3)),
             .channel = dice.chance(0.7) ? tickets::Channel::mail : tickets::Channel::portal,
             .tags = {std::string(cast.matter.tag)}},
            step.at
        ));
        if (ids_.size() <= step.ticket) ids_.resize(step.ticket + 1);
        ids_[step.ticket] = ticket.id;
        auto first = message(cast, with_thing(cast.matter.opening, cast.thing));
        first.subject = ticket.subject;
        first.first = true;
        return ignore(conversations::receive_message(tx, system, ticket, first, step.at));
    }

    Result<> write(
        db::Transaction& tx,
        const DemoStep& step,
        const Cast& cast,
        std::string_view text,
        bool wakes
    ) {
        const auto system = Actor::system("demo");
        auto ticket = TRY(tickets::get_ticket_for_update(tx, system, ids_[step.ticket]));
        auto incoming = message(cast, text);
        incoming.wakes = wakes;
        if (!wakes)
            incoming.judgements.push_back(
                {conversations::JudgementKind::thanks, "It says thank you and nothing else.", true}
            );
        return ignore(conversations::receive_message(tx, system, ticket, incoming, step.at));
    }

    Result<> answer(db::Transaction& tx, const DemoStep& step, const Cast& cast, Dice& dice) {
        const auto agent = agent_actor(people_.agents[cast.agent]);
        const auto words =
            dice.chance(0.5) ? cast.matter.answer : dice.one_of(demo_answers(cast.german));
        const auto text = fmt::format(
            "{} {},\n\n{}\n",
            cast.german ? "Guten Tag" : "Hello",
            people_.names[cast.customer],
            words
        );
        const auto written = conversations::write_reply(
            tx, agent, ids_[step.ticket], {.body = plain(text)}, step.at
        );
        if (!written) return ignore(written);
        return conversations::record_delivery(
            tx,
            Actor::system("demo"),
            EntryId{written->item},
            {.delivery = conversations::Delivery::sent,
             .text = "Taken by the mail server.",
             .attempts = 1},
            step.at
        );
    }

    Result<> resolve(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
        const auto agent = agent_actor(people_.agents[cast.agent]);
        tickets::ResolveTicket command;
        command.resolution = Text<1, 20'000>{std::string(cast.matter.resolution)};
        command.will_last = true;
        return ignore(tickets::resolve_ticket(tx, agent, ids_[step.ticket], command, step.at));
    }

    const DemoPeople& people_;
    std::uint64_t seed_;
    std::vector<TicketId>& ids_;
};

Result<> play_all(db::Transaction& tx, Stage& stage, std::span<const DemoStep> steps) {
    for (const auto& step : steps) {
        TRY(stage.play(tx, step));
    }
    return {};
}

} // namespace

Result<> make_demo(
    House& house,
    const DemoSize& size,
    const std::function<void(std::size_t, std::size_t)>& progress
) {
    const auto began = size.until - std::chrono::days{735};
    DemoPeople people;
    const auto encoded =
        TRY(crypto::Passwords({.memory_kib = 19 * 1024, .passes = 2}).hash(demo_password));
    TRY(hire(house, people, encoded, began));
    TRY(meet_customers(house, people, size, began));
    const auto steps = demo_plan(size);
    std::vector<TicketId> ids;
    Stage stage(people, size.seed, ids);
    for (std::size_t from = 0; from < steps.size(); from += steps_per_job) {
        const auto until = std::min(steps.size(), from + steps_per_job);
        TRY(run(house, [&](db::Transaction& tx) {
            return play_all(tx, stage, std::span(steps).subspan(from, until - from));
        }));
        if (until % steps_between_catching_up == 0) house.reactors.run_until_quiet();
        progress(until, steps.size());
    }
    house.reactors.run_until_quiet();
    house.db->finish_bulk_load();
    return {};
}

} // namespace heed::app
