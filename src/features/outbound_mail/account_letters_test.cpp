// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbox.hpp"
#include "features/outbound_mail/test_office.hpp"

using namespace heed;
using namespace heed::outbound_mail;

using tests::in_each_office;
using tests::Office;

namespace {

constexpr const char* good_password = R"({"password":"correct horse battery"})";

/// Mira at an address that letters reach, with a password, in front of a browser.
tests::Visitor mira(Office& office) {
    auto ada = office.world.administrator();
    const auto invited =
        ada.post("/api/v1/agents", R"({"name":"Mira","email":"mira@heed.dev","roles":[]})");
    const auto token = office.world.token_in_letter("agent_invited");
    REQUIRE(
        office.world.stranger().post("/api/v1/invitations/" + token, good_password).status() == 200
    );
    office.run();
    office.fake.sent.clear();
    return office.world.person(PersonId{invited.number("/id")});
}

} // namespace

TEST_CASE("the owner of an account hears of a new password, but not of the first one") {
    in_each_office([](Office& office) {
        auto visitor = mira(office);
        office.run();
        CHECK(office.fake.sent.empty());
        const auto changed = visitor.put(
            "/api/v1/me/password",
            R"({"current":"correct horse battery","password":"another horse battery"})"
        );
        REQUIRE(changed.status() == 204);
        office.run();
        REQUIRE(office.fake.sent.size() == 1);
        const auto letter = office.sent(0);
        CHECK(letter.to.front().address == "mira@heed.dev");
        CHECK(letter.header("Auto-Submitted") == "auto-generated");
        CHECK(letter.text.contains("The password of your account was changed."));
        CHECK(letter.text.contains("https://desk.example/desk/me"));
    });
}

TEST_CASE("what happens to somebody's factors is told in their language, once each") {
    in_each_office([](Office& office) {
        auto visitor = mira(office);
        REQUIRE(visitor.patch("/api/v1/me", R"({"language":"de"})").status() == 200);
        const auto person = visitor.person;
        REQUIRE(office.world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            const access::FactorAdded added{.person = person, .factor = "passkey", .name = "Key"};
            journal::append(tx, actor, now, added);
            journal::append(
                tx,
                actor,
                now,
                access::FactorRemoved{.person = person, .factor = "passkey", .name = {}}
            );
            journal::append(tx, actor, now, access::FactorsReset{.person = person});
            journal::append(tx, actor, now, access::RecoveryCodeUsed{.person = person, .left = 9});
            return Result<bool>(true);
        }));
        office.run();
        office.run();
        REQUIRE(office.fake.sent.size() == 4);
        CHECK(office.sent(0).text.contains("hinzugefügt"));
        CHECK(office.sent(1).text.contains("entfernt"));
        CHECK(office.sent(2).text.contains("Administration hat alle zweiten Faktoren"));
        CHECK(office.sent(3).text.contains("Wiederherstellungscodes"));
    });
}
