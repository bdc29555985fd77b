// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "features/people/people.hpp"
#include "tests/support/place.hpp"
#include "tests/support/race.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <filesystem>
#include <random>

using namespace heed;
using namespace heed::mailboxes;
using namespace std::chrono_literals;

using tests::Place;

namespace {

/// What its key file holds, and the same after `heed serve --new-key`.
struct Keys {
    crypto::Sealer old;
    crypto::Sealer fresh;
};

const Keys& keys() {
    static const Keys made = [] {
        const auto file = std::filesystem::temp_directory_path() /
                          ("heed_mailboxes_" + std::to_string(std::random_device{}()) + ".key");
        CHECK(crypto::Sealer::create_key_file(file).has_value());
        auto old = crypto::Sealer::load(file);
        CHECK(crypto::Sealer::add_key(file).has_value());
        auto fresh = crypto::Sealer::load(file);
        std::filesystem::remove(file);
        REQUIRE(old);
        REQUIRE(fresh);
        return Keys{.old = *std::move(old), .fresh = *std::move(fresh)};
    }();
    return made;
}

const crypto::Sealer& sealer() {
    return keys().old;
}

MailboxInput input_of(const std::string& name, std::vector<Address> addresses) {
    MailboxInput input;
    input.name = Text<1, 100>{name};
    input.addresses = std::move(addresses);
    return input;
}

Result<Done> create(Place& place, const MailboxInput& input) {
    return place.database->write([&](db::Transaction& tx) {
        const Writing writing{.actor = place.actor, .sealer = sealer(), .now = place.now()};
        return create_mailbox(tx, writing, input);
    });
}

Result<Done>
change(Place& place, MailboxId id, const MailboxInput& input, const crypto::Sealer& by = sealer()) {
    return place.database->write([&](db::Transaction& tx) {
        const Writing writing{.actor = place.actor, .sealer = by, .now = place.now()};
        return change_mailbox(tx, writing, id, input);
    });
}

ImapInput imap_of(const std::string& password) {
    return {
        .host = {"imap.example"},
        .user = {"help"},
        .password = Text<1, 1000>{password},
        .folder = {},
        .poll_seconds = {},
        .start_with = {},
    };
}

MailboxId help(Place& place) {
    auto input = input_of("Help", {{"help@desk.example"}});
    input.imap = imap_of("s3cret");
    const auto made = create(place, input);
    REQUIRE(made);
    return MailboxId{made->id};
}

Mailbox get(Place& place, MailboxId id) {
    const auto found = place.read([&](db::Transaction& tx) { return find_mailbox(tx, id); });
    REQUIRE(found);
    return *found;
}

template <class Step>
void note(Place& place, Step step) {
    const auto noted = place.database->write([&](db::Transaction& tx) -> Result<bool> {
        step(tx, place.now());
        return true;
    });
    REQUIRE(noted);
}

std::vector<std::string> troubles(Place& place) {
    return place.read([&](db::Transaction& tx) {
        std::vector<std::string> texts;
        for (const auto& trouble : troubled(tx, place.now()))
            texts.push_back(trouble.code + ": " + trouble.text);
        return texts;
    });
}

std::optional<Lease> take(Place& place, MailboxId id, std::string_view node) {
    const auto taken =
        place.database->write([&](db::Transaction& tx) -> Result<std::optional<Lease>> {
            return take_lease(tx, id, node, place.now());
        });
    REQUIRE(taken);
    return *taken;
}

bool renew(Place& place, const Lease& lease) {
    const auto renewed = place.database->write([&](db::Transaction& tx) -> Result<bool> {
        return renew_lease(tx, lease, place.now());
    });
    REQUIRE(renewed);
    return *renewed;
}

Result<Done> person_at(Place& place, const std::string& address) {
    people::CreatePerson command;
    command.name = {"Ana"};
    command.addresses = {{address}};
    return place.run(people::create_person, command);
}

template <class T>
void is_own_address(const Result<T>& refused, std::string_view pointer) {
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "own_address");
    CHECK(refused.error().pointer == pointer);
}

} // namespace

TEST_CASE("a mailbox's password is sealed, opens for it alone, and is kept when not given anew") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        const auto mailbox = get(place, id);
        REQUIRE(mailbox.imap_password);
        CHECK_FALSE(mailbox.imap_password->contains("s3cret"));
        CHECK(imap_account(mailbox, sealer())->password == "s3cret");
        auto stolen = mailbox;
        stolen.id = MailboxId{id.value + 1};
        CHECK_THROWS_AS(imap_account(stolen, sealer()), Fault);

        MailboxInput moved;
        auto server = imap_of("x");
        server.password.reset();
        server.host = {"other.example"};
        moved.imap = server;
        REQUIRE(change(place, id, moved));
        CHECK(imap_account(get(place, id), sealer())->password == "s3cret");
        CHECK(imap_account(get(place, id), sealer())->endpoint.host == "other.example");
        CHECK_FALSE(smtp_account(get(place, id), sealer()).has_value());
    });
}

TEST_CASE("after a new key the same password entered again is sealed by the new one") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        MailboxInput again;
        again.imap = imap_of("s3cret");
        REQUIRE(change(place, id, again));
        CHECK(get(place, id).version == 1);
        REQUIRE(change(place, id, again, keys().fresh));
        const auto sealed = *get(place, id).imap_password;
        CHECK(keys().fresh.uses_newest_key(sealed));
        CHECK(imap_account(get(place, id), keys().fresh)->password == "s3cret");
        REQUIRE(change(place, id, again, keys().fresh));
        CHECK(get(place, id).imap_password == sealed);
    });
}

TEST_CASE("an address belongs to one mailbox, in whatever letters, with whatever detail") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        const auto owner = [&](std::string_view address) {
            return place.read([&](db::Transaction& tx) { return mailbox_of_address(tx, address); });
        };
        CHECK(owner("Help@Desk.Example") == id);
        CHECK(owner("help+r-12-abc@desk.example") == id);
        CHECK_FALSE(owner("other@desk.example").has_value());
        const auto taken =
            create(place, input_of("Twin", {{"twin@desk.example"}, {"HELP@desk.example"}}));
        CHECK(taken.error().code == "mailbox_has_it");
        CHECK(taken.error().detail == "The mailbox Help has this address.");
        CHECK(taken.error().pointer == "/addresses/1");
        CHECK(place.facts("mailbox_changed") == 1);
    });
}

TEST_CASE("nobody is given an address that the desk itself writes from") {
    tests::on_each_engine([](Place& place) {
        REQUIRE(create(place, input_of("Help", {{"Help@desk.example"}})));
        is_own_address(person_at(place, "help@DESK.example"), "/addresses/0");
        is_own_address(person_at(place, "help+me@desk.example"), "/addresses/0");
        const auto ana = person_at(place, "ana@acme.example");
        REQUIRE(ana);
        people::AddAddress added;
        added.person = PersonId{ana->id};
        added.address = {"help@desk.example"};
        is_own_address(place.run(people::add_address, added), "/address");
        const people::Correspondent us{.address = "help@desk.example", .name = "Help"};
        is_own_address(place.run(people::find_or_create_customer, us), "/address");
        is_own_address(place.run(people::make_agent, us), "/email");
        CHECK(place.facts("person_created") == 1);
        CHECK(place.facts("address_added") == 0);
    });
}

TEST_CASE("what stands after a plus makes no address another's, whoever had it first") {
    tests::on_each_engine([](Place& place) {
        const auto bo = person_at(place, "bo+shop@desk.example");
        REQUIRE(bo);
        REQUIRE(person_at(place, "bo+shop@acme.example"));
        const auto refused =
            create(place, input_of("Bo", {{"new@desk.example"}, {"BO@desk.example"}}));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "address_taken");
        CHECK(refused.error().pointer == "/addresses/1");
        CHECK(refused.error().detail.starts_with("bo+shop@desk.example is an address of Ana,"));
        for (const auto* other : {"bo@sub.desk.example", "b@desk.example", "bo+help@desk.example"})
            CHECK(create(place, input_of("Other", {{other}})));
    });
}

TEST_CASE("an address that a mailbox gives up is anybody's again, one that it keeps is not") {
    tests::on_each_engine([](Place& place) {
        const auto made =
            create(place, input_of("Help", {{"help@desk.example"}, {"old@desk.example"}}));
        REQUIRE(made);
        REQUIRE(change(
            place,
            MailboxId{made->id},
            input_of("Help", {{"new@desk.example"}, {"help@desk.example"}})
        ));
        CHECK(person_at(place, "old@desk.example"));
        is_own_address(person_at(place, "help@desk.example"), "/addresses/0");
        is_own_address(person_at(place, "new@desk.example"), "/addresses/0");
    });
}

TEST_CASE("a mailbox does not take somebody's address, and says whose it is") {
    tests::on_each_engine([](Place& place) {
        const auto ana = person_at(place, "sales@desk.example");
        REQUIRE(ana);
        const auto refused =
            create(place, input_of("Help", {{"help@desk.example"}, {"sales@desk.example"}}));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "address_taken");
        CHECK(refused.error().pointer == "/addresses/1");
        CHECK(refused.error().detail.starts_with("This is an address of Ana,"));
        const std::pair<std::string, std::string> whose{"person_id", std::to_string(ana->id)};
        CHECK(refused.error().members.front() == whose);

        const auto made = create(place, input_of("Help", {{"help@desk.example"}}));
        REQUIRE(made);
        const auto later =
            change(place, MailboxId{made->id}, input_of("Help", {{"sales@desk.example"}}));
        REQUIRE_FALSE(later);
        CHECK(later.error().pointer == "/addresses/0");
        is_own_address(person_at(place, "help@desk.example"), "/addresses/0");
    });
}

TEST_CASE("a team answers by a mailbox that there is") {
    tests::on_each_engine([](Place& place) {
        const auto made = create(place, input_of("Help", {{"help@desk.example"}}));
        REQUIRE(made);
        people::CreateTeam command{.name = {"Sales"}, .mailbox_id = made->id + 1};
        const auto refused = place.run(people::create_team, command);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "unknown_mailbox");
        CHECK(refused.error().pointer == "/mailbox_id");
        CHECK(refused.error().kind == Refusal::invalid);
        command.mailbox_id = made->id;
        const auto sales = place.run(people::create_team, command);
        REQUIRE(sales);

        people::ChangeTeam change;
        change.id = TeamId{sales->id};
        change.mailbox_id = made->id + 1;
        CHECK(place.run(people::change_team, change).error().code == "unknown_mailbox");
        change.mailbox_id = std::nullopt;
        CHECK(place.run(people::change_team, change));
        change.mailbox_id = made->id;
        CHECK(place.run(people::change_team, change));
    });
}

TEST_CASE("of eight mailboxes made at once with one address one exists") {
    tests::on_each_engine([](Place& place) {
        std::atomic<int> made = 0;
        tests::race(8, [&](int runner) {
            const auto input = input_of("Box " + std::to_string(runner), {{"help@desk.example"}});
            const auto done = create(place, input);
            if (done)
                ++made;
            else
                CHECK(done.error().code == "mailbox_has_it");
        });
        CHECK(made == 1);
    });
}

TEST_CASE("what makes no sense is refused with the place where it stands") {
    tests::on_each_engine([](Place& place) {
        const auto pointer = [&](const MailboxInput& input) {
            return create(place, input).error().pointer;
        };
        CHECK(pointer({}) == "/name");
        CHECK(pointer(input_of("x", {})) == "/addresses");
        CHECK(pointer(input_of("x", {{"help"}})) == "/addresses/0");
        auto port = input_of("x", {{"x@desk.example"}});
        port.imap = imap_of("p");
        port.imap.value->port = 0;
        CHECK(pointer(port) == "/imap/port");
        auto haste = port;
        haste.imap.value->port = 993;
        haste.imap.value->poll_seconds = 9;
        CHECK(pointer(haste) == "/imap/poll_seconds");
        auto lines = input_of("x", {{"x@desk.example"}});
        lines.from_form = Text<1, 200>{"Help\r\nBcc: all@desk.example"};
        CHECK(pointer(lines) == "/from_form");
        auto team = input_of("x", {{"x@desk.example"}});
        team.team_id = TeamId{999};
        CHECK(pointer(team) == "/team_id");
        CHECK(place.facts("mailbox_changed") == 0);
    });
}

TEST_CASE("a change on an old version is refused, a mailbox that is none not found") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        MailboxInput input;
        input.signature = Text<0, 4000>{"{agent}, {desk}"};
        input.expected_version = 1;
        REQUIRE(change(place, id, input));
        CHECK(change(place, id, input)); // says what is so already
        input.signature = Text<0, 4000>{"{desk}"};
        const auto refused = change(place, id, input);
        CHECK(refused.error().code == "changed_meanwhile");
        CHECK(change(place, MailboxId{999}, {}).error().code == "not_found");
        CHECK(get(place, id).version == 2);
    });
}

TEST_CASE("an answer leaves by the mailbox asked, else its team's, else the first that works") {
    tests::on_each_engine([](Place& place) {
        const auto first = help(place);
        const auto sales = MailboxId{create(place, input_of("S", {{"s@desk.example"}}))->id};
        people::CreateTeam command;
        command.name = {"Sales"};
        command.mailbox_id = sales.value;
        const auto team = TeamId{place.run(people::create_team, command)->id};
        const auto chosen = [&](std::optional<std::int64_t> asked, std::optional<TeamId> of) {
            return place.read([&](db::Transaction& tx) { return mailbox_for(tx, asked, of); });
        };
        CHECK(chosen(sales.value, {}) == sales);
        CHECK(chosen({}, team) == sales);
        CHECK(chosen({}, {}) == first);
        MailboxInput sending;
        sending.smtp = SmtpInput{.host = {"smtp.example"}, .user = {}, .password = {}};
        REQUIRE(change(place, sales, sending));
        CHECK(chosen({}, {}) == sales);
        MailboxInput retired;
        retired.active = false;
        REQUIRE(change(place, sales, retired));
        CHECK(chosen(sales.value, team) == first);
        REQUIRE(change(place, first, retired));
        CHECK_FALSE(chosen({}, {}).has_value());
    });
}

TEST_CASE("a signature with a variable that stands for nothing is refused") {
    CHECK(unknown_variable("{agent}, {desk} and {mailbox}") == std::nullopt);
    CHECK(unknown_variable("{ agent } {} {Sales} {team") == std::nullopt);
    CHECK(unknown_variable("{agent} of {team}, {phone}") == "team");
    tests::on_each_engine([](Place& place) {
        auto input = input_of("x", {{"x@desk.example"}});
        input.signature = Text<0, 4000>{"{agent}, {phone}"};
        const auto refused = create(place, input);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "unknown_variable");
        CHECK(refused.error().pointer == "/signature");
    });
}

TEST_CASE("From forms and signatures are filled in; what is unknown stays") {
    const Names names{.agent = "Noor", .desk = "Acme", .mailbox = "Help"};
    CHECK(filled("{agent} via {desk}", names) == "Noor via Acme");
    CHECK(filled("{mailbox}, {phone}", names) == "Help, {phone}");
    CHECK(filled("{agent}", {.agent = "{desk}{agent}", .desk = "x", .mailbox = ""}) == "x{agent}");
}

TEST_CASE("a wrong password is told at once, a passing failure after ten minutes") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        const auto fails = [&](const char* code) {
            note(place, [&](db::Transaction& tx, Instant now) {
                note_fetch(tx, id, {.code = code, .text = "It said no."}, now);
            });
        };
        fails("timed_out");
        CHECK(troubles(place).empty());
        place.clock.advance(10min);
        fails("timed_out");
        REQUIRE(troubles(place).size() == 1);
        CHECK(
            troubles(place)[0] ==
            "mailbox_cannot_be_read: The mailbox Help cannot be read: It said no."
        );
        note(place, [&](db::Transaction& tx, Instant now) { note_fetch(tx, id, {}, now); });
        CHECK(troubles(place).empty());
        fails("wrong_credentials");
        CHECK(troubles(place).size() == 1);
        MailboxInput retired;
        retired.active = false;
        REQUIRE(change(place, id, retired));
        CHECK(troubles(place).empty());
    });
}

TEST_CASE("letters that cannot be sent are told like letters that cannot be read") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        note(place, [&](db::Transaction& tx, Instant now) {
            note_send(tx, id, {.code = "auth_failed", .text = "Wrong password."}, now);
        });
        REQUIRE(troubles(place).size() == 1);
        CHECK(
            troubles(place)[0] ==
            "mailbox_cannot_send: Letters from Help cannot be sent: Wrong password."
        );
        note(place, [&](db::Transaction& tx, Instant now) { note_send(tx, id, {}, now); });
        CHECK(troubles(place).empty());
    });
}

TEST_CASE("silence is unusual by what is usual, and never before three days") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        const auto letter = [&] {
            note(place, [&](db::Transaction& tx, Instant now) { note_letter(tx, id, now); });
        };
        CHECK(troubles(place).empty()); // nothing has come yet: nothing is usual
        for (int at = 0; at < 5; ++at) {
            letter();
            place.clock.advance(1h);
        }
        place.clock.advance(70h);
        CHECK(troubles(place).empty());
        place.clock.advance(1h);
        REQUIRE(troubles(place).size() == 1);
        CHECK(troubles(place)[0].starts_with("mailbox_silent: "));
        CHECK(troubles(place)[0].contains("3 days"));
        letter();
        CHECK(troubles(place).empty());

        for (int at = 0; at < 60; ++at) {
            letter();
            place.clock.advance(48h);
        }
        place.clock.advance(72h);
        CHECK(troubles(place).empty());
        place.clock.advance(72h);
        CHECK(troubles(place).size() == 1);
    });
}

TEST_CASE("a mailbox that nobody looks into any more is told") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        note(place, [&](db::Transaction& tx, Instant now) { note_fetch(tx, id, {}, now); });
        place.clock.advance(44min);
        CHECK(troubles(place).empty());
        place.clock.advance(1min);
        REQUIRE(troubles(place).size() == 1);
        CHECK(troubles(place)[0].contains("no longer fetched"));
    });
}

TEST_CASE("one node at a time fetches from a mailbox") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        const auto first = take(place, id, "a");
        REQUIRE(first);
        CHECK_FALSE(take(place, id, "b").has_value());
        CHECK(take(place, MailboxId{id.value + 1}, "b").has_value());
        place.clock.advance(5min);
        const auto second = take(place, id, "b");
        REQUIRE(second);
        CHECK(second->number > first->number);
        CHECK_FALSE(renew(place, *first));
        CHECK(renew(place, *second));
        note(place, [&](db::Transaction& tx, Instant now) { end_lease(tx, *first, now); });
        CHECK_FALSE(take(place, id, "a").has_value());
        note(place, [&](db::Transaction& tx, Instant now) { end_lease(tx, *second, now); });
        CHECK(take(place, id, "a").has_value());
    });
}

TEST_CASE("of eight nodes that want a mailbox at once one gets it") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        std::atomic<int> took = 0;
        tests::race(8, [&](int runner) {
            if (take(place, id, "node " + std::to_string(runner))) ++took;
        });
        CHECK(took == 1);
    });
}

TEST_CASE("with which letters to begin is decided before the first time") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        CHECK(get(place, id).imap_start_with == StartWith::all);
        MailboxInput input;
        input.imap = imap_of("s3cret");
        input.imap.value->start_with = StartWith::new_;
        REQUIRE(change(place, id, input));
        CHECK(get(place, id).imap_start_with == StartWith::new_);
        const imap::Cursor empty_folder{.uid_validity = 7};
        note(place, [&](db::Transaction& tx, Instant) { save_cursor(tx, id, empty_folder); });
        CHECK(change(place, id, input)); // nothing changes
        input.imap.value->start_with = StartWith::all;
        const auto late = change(place, id, input);
        REQUIRE_FALSE(late);
        CHECK(late.error().code == "already_read");
        CHECK(late.error().pointer == "/imap/start_with");
        input.imap.value->start_with.reset();
        CHECK(change(place, id, input));
        CHECK(get(place, id).imap_start_with == StartWith::new_);
    });
}

TEST_CASE("where a folder was read to is kept, and a desk's key is made once") {
    tests::on_each_engine([](Place& place) {
        const auto id = help(place);
        const auto cursor = [&] {
            return place.read([&](db::Transaction& tx) { return cursor_of(tx, id); });
        };
        CHECK(cursor() == imap::Cursor{});
        const imap::Cursor read_to{.uid_validity = 7, .last_uid = 42, .owed = {40}};
        note(place, [&](db::Transaction& tx, Instant) { save_cursor(tx, id, read_to); });
        CHECK(cursor() == read_to);
        const auto key = [&] {
            note(place, [](db::Transaction& tx, Instant) { ensure_desk_key(tx); });
            return place.read([](db::Transaction& tx) { return desk_key(tx).signing_key; });
        };
        const auto first = key();
        CHECK(first.size() == 64);
        CHECK(key() == first);
    });
}
