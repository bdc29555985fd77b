// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_people.hpp"

#include "app/demo.hpp"
#include "app/demo_run.hpp"
#include "features/access/access.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/password.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace heed::app {

namespace {

constexpr std::size_t customers_per_command = 150;
constexpr std::array<std::string_view, 5> team_names = {
    "First line", "Network", "Billing", "Hardware", "Key accounts"
};

struct Hired {
    std::string_view name;
    std::string_view language;
    std::string_view zone;
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read in its order
constexpr std::array hired = {
    Hired{"Sam Weber", "de", "Europe/Berlin"},
    Hired{"Lin Tanaka", "en", "Europe/Berlin"},
    Hired{"Mira Hansen", "en", "Europe/Copenhagen"},
    Hired{"Jonas Fischer", "de", "Europe/Berlin"},
    Hired{"Chidi Okafor", "en", "Africa/Lagos"},
    Hired{"Elena Rossi", "en", "Europe/Rome"},
    Hired{"Omar Nielsen", "en", "Europe/Copenhagen"},
    Hired{"Priya Sharma", "en", "Asia/Kolkata"},
    Hired{"Tomás García", "en", "Europe/Madrid"},
    Hired{"Hana Novák", "de", "Europe/Prague"},
    Hired{"Björn Lindqvist", "en", "Europe/Stockholm"}
};

// NOLINTEND(modernize-use-designated-initializers)

Actor ourselves() {
    return Actor::system("demo");
}

std::string mail_name(std::string_view text) {
    std::string result;
    for (const char letter : ascii_lower(text)) {
        if (letter >= 'a' && letter <= 'z') result += letter;
    }
    return result;
}

std::string domain_of(const DemoCompany& company) {
    return mail_name(company.name) + ".example";
}

/// The administrator, the desk's settings, its teams and its mailbox, which has no servers.
Result<> found(House& house, DemoPeople& people, const std::string& encoded, Instant at) {
    return run_demo(house, [&](db::Transaction& tx) -> Result<> {
        people.teams.clear();
        people.agents.clear();
        settings::mark_demo(tx);
        const auto first = TRY(access::create_first_administrator(
            tx,
            {.name = "Noor Haddad", .email = std::string(demo_email), .password_encoded = encoded},
            at
        ));
        people.agents.push_back({.id = first, .name = "Noor Haddad"});
        TRY(settings::change_settings(
            tx,
            ourselves(),
            {.expected_version = {},
             .desk_name = Text<1, 100>{"Acorn Support"},
             .zone = Text<1, 60>{"Europe/Berlin"},
             .language = {},
             .auto_close_days = 10,
             .acknowledge = {}},
            at
        ));
        TRY(settings::set_quiet(tx, ourselves(), true, at));
        for (const auto name : team_names) {
            const auto team = TRY(people::create_team(
                tx, ourselves(), {.name = {std::string(name)}, .mailbox_id = {}}, at
            ));
            people.teams.push_back(TeamId{team.id});
        }
        const auto actor = ourselves();
        mailboxes::MailboxInput help;
        help.name = Text<1, 100>{"Help"};
        help.addresses = std::vector<mailboxes::Address>{{std::string(demo_help_address)}};
        help.signature = Text<0, 4000>{"{agent}\n{desk}"};
        const auto mailbox = TRY(
            mailboxes::create_mailbox(tx, {.actor = actor, .sealer = house.sealer, .now = at}, help)
        );
        people.mailbox = mailboxes::MailboxId{mailbox.id};
        return {};
    });
}

Result<> set_place(db::Transaction& tx, PersonId person, const Hired& agent, Instant at) {
    people::ChangePerson place;
    place.id = person;
    place.language = Text<2, 35>{std::string(agent.language)};
    place.zone = Text<1, 60>{std::string(agent.zone)};
    TRY(people::change_person(tx, ourselves(), place, at));
    return {};
}

Result<> hire(House& house, DemoPeople& people, Instant at) {
    return run_demo(house, [&](db::Transaction& tx) -> Result<> {
        people.agents.resize(1);
        for (std::size_t at_agent = 0; at_agent < hired.size(); ++at_agent) {
            const auto name = std::string(hired[at_agent].name);
            access::InviteAgent invite;
            invite.link = access::fresh_token(house.sealer);
            invite.name = {name};
            invite.email = {mail_name(name.substr(0, name.find(' '))) + "@demo.example"};
            invite.teams = {people.teams[at_agent % people.teams.size()], people.teams[0]};
            if (invite.teams[0] == invite.teams[1]) invite.teams.pop_back();
            const auto done = TRY(access::invite_agent(tx, ourselves(), invite, at));
            TRY(set_place(tx, PersonId{done.id}, hired[at_agent], at));
            people.agents.push_back({.id = PersonId{done.id}, .name = name});
        }
        return {};
    });
}

Result<> grow_categories(House& house, DemoPeople& people, Instant at) {
    return run_demo(house, [&](db::Transaction& tx) -> Result<> {
        people.categories.clear();
        for (const auto& branch : demo_categories()) {
            settings::CreateCategory create;
            create.name = {std::string(branch.name)};
            if (!branch.parent.empty())
                create.parent_id =
                    settings::CategoryId{people.categories.find(branch.parent)->second};
            const auto made = TRY(settings::create_category(tx, ourselves(), create, at));
            people.categories[std::string(branch.name)] = made.id;
        }
        return {};
    });
}

Result<std::vector<OrganisationId>> found_companies(House& house, Instant at) {
    std::vector<OrganisationId> ids;
    TRY(run_demo(house, [&](db::Transaction& tx) -> Result<> {
        ids.clear();
        for (const auto& company : demo_companies()) {
            const auto made = TRY(people::create_organisation(
                tx,
                ourselves(),
                {.name = {std::string(company.name)},
                 .domains = {{domain_of(company)}},
                 .note = {},
                 .shares_tickets = {}},
                at
            ));
            ids.emplace_back(made.id);
        }
        return {};
    }));
    return ids;
}

/// A customer before they are in the desk.
struct Stranger {
    std::size_t company;
    std::string name;
    std::string address;
};

Stranger stranger(Dice& dice, std::size_t number) {
    // Each company has somebody, so that also a small desk has all languages.
    const auto companies = demo_companies().size();
    const auto at_company = number < companies ? number : dice.below(companies);
    const auto& company = demo_companies()[at_company];
    const auto given = dice.one_of(demo_given_names(company.tongue));
    const auto family = dice.one_of(demo_family_names(company.tongue));
    auto name = fmt::format("{} {}", given, family);
    auto address = fmt::format("{}.{}@{}", mail_name(name), number, domain_of(company));
    return {.company = at_company, .name = std::move(name), .address = std::move(address)};
}

Result<DemoCustomer>
meet(db::Transaction& tx, const Stranger& stranger, OrganisationId organisation, Instant at) {
    const auto& company = demo_companies()[stranger.company];
    const auto made = TRY(people::create_person(
        tx,
        ourselves(),
        {.name = {stranger.name},
         .addresses = {{stranger.address}},
         .organisation_id = organisation,
         .language = Text<2, 35>{std::string(company.language)},
         .zone = Text<1, 60>{std::string(company.zone)},
         .note = {}},
        at
    ));
    return DemoCustomer{
        .id = PersonId{made.id},
        .name = stranger.name,
        .address = stranger.address,
        .tongue = company.tongue
    };
}

Result<std::vector<DemoCustomer>> meet_all(
    db::Transaction& tx,
    std::span<const Stranger> strangers,
    const std::vector<OrganisationId>& companies,
    Instant at
) {
    std::vector<DemoCustomer> met;
    met.reserve(strangers.size());
    for (const auto& one : strangers) {
        auto customer = TRY(meet(tx, one, companies[one.company], at));
        met.push_back(std::move(customer));
    }
    return met;
}

Result<> meet_customers(House& house, DemoPeople& people, const DemoSize& size, Instant at) {
    const auto companies = TRY(found_companies(house, at));
    Dice dice(size.seed ^ 0xC0FFEE);
    const auto count = size.tickets / 12 + 20;
    std::vector<Stranger> strangers;
    strangers.reserve(count);
    for (std::size_t number = 0; number < count; ++number)
        strangers.push_back(stranger(dice, number));
    for (std::size_t from = 0; from < count; from += customers_per_command) {
        const auto until = std::min(count, from + customers_per_command);
        TRY(run_demo(house, [&](db::Transaction& tx) -> Result<> {
            const auto some = std::span(strangers).subspan(from, until - from);
            const auto met = TRY(meet_all(tx, some, companies, at));
            people.customers.resize(from);
            people.customers.insert(people.customers.end(), met.begin(), met.end());
            return {};
        }));
    }
    return {};
}

} // namespace

Result<DemoPeople> meet_people(House& house, const DemoSize& size, Instant at) {
    DemoPeople people;
    const auto encoded = TRY(crypto::Passwords({.memory_kib = 19 * 1024, .passes = 2})
                                 .hash(size.password.empty() ? demo_password : size.password));
    TRY(found(house, people, encoded, at));
    TRY(hire(house, people, at));
    TRY(grow_categories(house, people, at));
    TRY(meet_customers(house, people, size, at));
    return people;
}

} // namespace heed::app
