// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/whole_desk/scene.hpp"

#include "features/conversations/conversations.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"

namespace heed::tests {

namespace {

constexpr std::string_view tickets = "/api/v1/tickets";

void require_success(const Answer& answer, std::string_view what) {
    if (answer.status() >= 200 && answer.status() < 300) return;
    throw Fault(fmt::format("{}: {} {}", what, answer.status(), answer.response.body));
}

std::string path_of(std::string_view ticket) {
    return fmt::format("{}/{}", tickets, ticket);
}

} // namespace

Scene::Scene(db::Engine engine) : desk(engine), ada(desk.administrator()) {
    // Answers wait for the deriving readers, which need a thread where they cannot keep up.
    desk.reactors().start();
    support = made("/api/v1/teams", R"({"name":"Support"})");
    network = made("/api/v1/teams", R"({"name":"Network"})");
    const auto acme = made(
        "/api/v1/organisations",
        R"({"name":"Acme","domains":["acme.example"],"shares_tickets":true})"
    );
    for (const auto* name : {"Ana", "Carl", "Zed"})
        people[ascii_lower(name)] = desk.customer(name).person;
    people["customer"] = people["ana"];
    for (const auto* name : {"ana", "carl"}) {
        const auto path = fmt::format("/api/v1/people/{}", people[name].value);
        const auto joined = ada.patch(path, fmt::format(R"({{"organisation_id":{}}})", acme));
        require_success(joined, "join Acme");
    }
    hire("agent", "Noor", support);
    hire("lead", "Lea", support);
    hire("manager", "Max", {});
    hire("administrator", "Ina", {});
    hire("auditor", "Uma", {});
}

void Scene::hire(const std::string& role, std::string_view name, const std::string& team) {
    const auto id = desk.read([&](db::Transaction& tx) { return access::find_role(tx, role); });
    const auto held = fmt::format(
        R"({{"role_id":{},"team_id":{}}})", id.value().value, team.empty() ? "null" : team
    );
    const auto person = made(
        "/api/v1/agents",
        fmt::format(
            R"({{"name":"{}","email":"{}@desk.example","roles":[{}],"teams":[{}]}})",
            name,
            role,
            held,
            team
        )
    );
    people[role] = PersonId{std::stoll(person)};
    choose_password();
}

/// Of whoever was invited last.
void Scene::choose_password() {
    auto newcomer = desk.stranger();
    const auto accepted = newcomer.post(
        "/api/v1/invitations/" + desk.token_in_letter("agent_invited"),
        fmt::format(R"({{"password":"{}"}})", password_of_all)
    );
    require_success(accepted, "accept the invitation");
}

Visitor Scene::visitor(const std::string& role) {
    if (role == "anonymous" || role == "link") return desk.stranger();
    if (role.starts_with("token ")) return desk.program({{role.substr(6)}});
    return desk.person(people.at(role));
}

std::string Scene::made(std::string_view path, std::string_view json) {
    const auto answer = ada.post(path, json);
    require_success(answer, path);
    const auto id = answer.text("/id");
    return id.empty() ? answer.text("/number") : id;
}

std::string Scene::fresh(std::string_view stem) {
    return fmt::format("{}{}", stem, ++made_);
}

std::string Scene::customer_of(const Who& who) const {
    const bool staff = who.role == "agent" || who.role == "lead";
    if (staff || who.relation == Relation::foreign) return "zed";
    return who.relation == Relation::organisation ? "carl" : "ana";
}

std::string Scene::ticket(const Who& who, std::string_view state) {
    const bool here = who.relation != Relation::foreign;
    const bool owned = who.relation == Relation::own && (who.role == "agent" || who.role == "lead");
    const auto number = made(
        tickets,
        fmt::format(
            R"({{"subject":"Printer","customer":{{"id":{}}},"team_id":{},"owner_id":{},)"
            R"("message":{{"kind":"customer","body_text":"It jams."}}}})",
            people.at(customer_of(who)).value,
            here ? support : network,
            owned ? std::to_string(people.at(who.role).value) : "null"
        )
    );
    const auto path = path_of(number);
    if (state == "resolved" || state == "closed")
        require_success(ada.post(path + "/resolution", "{}"), state);
    if (state == "closed") require_success(ada.post(path + "/closure"), state);
    if (state == "waiting")
        require_success(ada.post(path + "/waiting", R"({"waiting_for":"supplier"})"), state);
    if (state == "cancelled")
        require_success(ada.post(path + "/cancellation", R"({"as":"error"})"), state);
    return number;
}

std::string Scene::entry(const Who& who) {
    return ada.get(path_of(ticket(who))).text("/entries/0/id");
}

std::string Scene::attachment(const std::string& ticket) {
    const auto attached =
        desk.run([&](db::Transaction& tx, const Actor&, Instant now) -> Result<EntryId> {
            const TicketId id{std::stoll(ticket)};
            const auto page = conversations::entries_of(tx, Actor::system("scene"), id, {}, 1);
            attachments::attach(
                tx,
                {{.blob = attachments::make_ready(desk.desk().files, "a picture"),
                  .filename = "picture.txt",
                  .content_type = "text/plain"}},
                {.ticket = id, .entry = page.items.front().id},
                now
            );
            return page.items.front().id;
        });
    return desk.read([&](db::Transaction& tx) {
        const auto all = attachments::attachments_of(tx, attached.value());
        return std::to_string(all.back().id.value);
    });
}

Scene::CameByLetter Scene::letter(const Who& who) {
    const auto bytes = fmt::format(
        "From: {}@customers.example\r\nTo: help@desk.example\r\nSubject: Printer\r\n"
        "Message-ID: <{}@customers.example>\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\n\r\n"
        "It jams.\r\n",
        customer_of(who),
        fresh("letter")
    );
    const auto taken = inbound_mail::ingest(desk.desk(), {.bytes = bytes}).value();
    CameByLetter came{
        .ticket = std::to_string(taken.number.value().value),
        .entry = std::to_string(taken.entry_id.value().value),
        .letter = std::to_string(taken.letter.value),
    };
    const bool here = who.relation != Relation::foreign;
    const auto moved = ada.patch(
        path_of(came.ticket), fmt::format(R"({{"team_id":{}}})", here ? support : network)
    );
    require_success(moved, "give the letter's request to a team");
    return came;
}

std::string Scene::blocked_letter() {
    const auto domain = fresh("bad") + ".example";
    made("/api/v1/blocked_senders", fmt::format(R"({{"pattern":"@{}"}})", domain));
    const auto bytes = fmt::format(
        "From: x@{}\r\nTo: help@desk.example\r\nSubject: Buy\r\nMessage-ID: <1@{}>\r\n\r\nNow.\r\n",
        domain,
        domain
    );
    const auto taken = inbound_mail::ingest(desk.desk(), {.bytes = bytes}).value();
    return std::to_string(taken.letter.value);
}

std::string Scene::parked(const Who& who) {
    const auto number = ticket(who);
    desk.run([&](db::Transaction& tx, const Actor&, Instant now) -> Result<std::int64_t> {
            return tx.run(
                "INSERT INTO parked (reactor, subject_type, subject_id, position, attempts, "
                "reason, "
                "parked_at) SELECT 'ticket_words', 'ticket', ?1, min(position), 3, 'disk full', ?2 "
                "FROM event WHERE ticket_id = ?1",
                std::stoll(number),
                now
            );
        })
        .value();
    return number;
}

void Scene::becomes_a_demo() {
    desk.run(
            [](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
                settings::mark_demo(tx);
                return true;
            }
    ).value();
}

std::string Scene::desk_name() {
    return desk.read([](db::Transaction& tx) { return settings::settings_of(tx).desk_name; });
}

std::string Scene::outgoing_letter() {
    new_agent();
    desk.run_reactors();
    return ada.get("/api/v1/outgoing_letters").text("/items/0/id");
}

std::pair<std::string, std::string> Scene::judgement(const Who& who) {
    const EntryId entry{std::stoll(this->entry(who))};
    const auto judged =
        desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<std::int64_t> {
            const auto found = conversations::find_entry(tx, entry);
            return conversations::add_judgement(
                tx, actor, found.value(), {.reason = "It only says thank you."}, now
            );
        });
    return {std::to_string(entry.value), std::to_string(judged.value())};
}

std::string Scene::link(const Who& who, const std::string& ticket) {
    const access::RequestLink wanted{
        .ticket = TicketId{std::stoll(ticket)},
        .person = people.at(customer_of(who)),
        .fresh = access::fresh_token(desk.desk().sealer),
    };
    const auto issued = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return Result<access::RequestLinkId>(access::issue_request_link(tx, actor, wanted, now));
    });
    const auto token = desk.read([&](db::Transaction& tx) {
        return access::request_link_for_letter(tx, desk.desk().sealer, issued.value()).value();
    });
    return "/r/" + token;
}

std::string Scene::new_agent() {
    const auto name = fresh("newcomer");
    return made(
        "/api/v1/agents",
        fmt::format(
            R"({{"name":"{}","email":"{}@desk.example","roles":[],"teams":[]}})", name, name
        )
    );
}

std::string Scene::new_customer() {
    const auto name = fresh("customer");
    return made(
        "/api/v1/people",
        fmt::format(R"({{"name":"{}","addresses":["{}@elsewhere.example"]}})", name, name)
    );
}

} // namespace heed::tests
