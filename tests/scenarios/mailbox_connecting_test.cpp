// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;
using namespace std::chrono_literals;

namespace {

const std::string google =
    R"({"name":"Help","addresses":["help@desk.example"],)"
    R"("imap":{"host":"imap.gmail.com","port":993,"tls":"implicit","user":"help@desk.example"},)"
    R"("smtp":{"host":"smtp.gmail.com","port":465,"tls":"implicit","user":"help@desk.example"},)"
    R"("oauth":{"provider":"google","client_id":"desk-id",)"
    R"("client_secret":"hush-hush"}})";

/// A desk and a provider that gives what it is told to.
struct ConnectedDesk {
    std::vector<std::pair<oauth::Client, oauth::Grant>> asked;
    Result<oauth::Tokens> gives =
        oauth::Tokens{.access_token = "access-1", .lasts = 1h, .refresh_token = "refresh-1"};
    World world;

    explicit ConnectedDesk(db::Engine engine)
        : world(engine, {.routes = {mailboxes::routes()}, .more_routes = [this](Desk& desk) {
                             return mailboxes::connect_routes(desk, exchange());
                         }}) {}

    oauth::Exchange exchange() {
        return [this](const oauth::Client& client, const oauth::Grant& grant) {
            asked.emplace_back(client, grant);
            return gives;
        };
    }

    mailboxes::Mailbox mailbox() {
        return *world.read([](db::Transaction& tx) {
            return mailboxes::find_mailbox(tx, mailboxes::MailboxId{1});
        });
    }

    std::string trouble() { return mailboxes::secret_trouble(mailbox(), world.desk().sealer); }

    int refresh() { return mailboxes::refresh_tokens(world.desk(), exchange()); }

    void refuses(std::string_view code) {
        gives = refuse(Refusal::unavailable, code, {}, oauth::words_for(code));
    }
};

void at_each(const auto& story) {
    for (const auto engine : db::test_engines()) {
        ConnectedDesk desk(engine);
        REQUIRE(desk.world.administrator().post("/api/v1/mailboxes", google).status() == 201);
        story(desk);
    }
}

std::string part_of(const std::string& url, const std::string& name) {
    const auto at = url.find(name + "=");
    REQUIRE(at != std::string::npos);
    const auto begin = at + name.size() + 1;
    return url.substr(begin, url.find('&', begin) - begin);
}

std::string authorisation(Visitor visitor) {
    return visitor.post("/api/v1/mailboxes/1/authorisation").text("/url");
}

Answer brings_back(Visitor visitor, const std::string& state) {
    return visitor.post(
        "/api/v1/mailbox_connections", R"({"state":")" + state + R"(","code":"4/abc"})"
    );
}

void connect(ConnectedDesk& desk) {
    auto ada = desk.world.administrator();
    REQUIRE(brings_back(ada, part_of(authorisation(ada), "state")).status() == 200);
}

} // namespace

TEST_CASE("an administrator connects a mailbox with its provider") {
    at_each([](ConnectedDesk& desk) {
        auto ada = desk.world.administrator();
        CHECK(desk.trouble().contains("not connected"));
        const auto url = authorisation(ada);
        CHECK(url.starts_with("https://accounts.google.com/o/oauth2/v2/auth?"));
        CHECK(part_of(url, "redirect_uri").ends_with("%2Fdesk%2Fsettings%2Fmailbox_connected"));
        CHECK(part_of(url, "login_hint") == "help%40desk.example");
        CHECK(part_of(url, "access_type") == "offline");

        const auto connected = brings_back(ada, part_of(url, "state"));
        CHECK(connected.status() == 200);
        CHECK(connected.text("/oauth/connected") == "true");
        CHECK(connected.text("/oauth/trouble") == "null");
        REQUIRE(desk.asked.size() == 1);
        const auto& [client, grant] = desk.asked[0];
        CHECK(client.token_url == "https://oauth2.googleapis.com/token");
        CHECK(client.secret == "hush-hush");
        CHECK(grant.code == "4/abc");
        const auto challenge = crypto::base64url(crypto::sha256(grant.verifier));
        CHECK(challenge == part_of(url, "code_challenge"));

        const auto& sealer = desk.world.desk().sealer;
        CHECK(desk.trouble() == "");
        CHECK(mailboxes::imap_account(desk.mailbox(), sealer)->access_token == "access-1");
        CHECK(mailboxes::smtp_account(desk.mailbox(), sealer)->access_token == "access-1");
    });
}

TEST_CASE("no secret and no token is shown, kept in the clear or told to the journal") {
    at_each([](ConnectedDesk& desk) {
        connect(desk);
        const auto shown = desk.world.administrator().get("/api/v1/mailboxes").response.body;
        const auto facts = desk.world.read([](db::Transaction& tx) {
            std::string all;
            for (const auto& data : tx.rows<std::string>("SELECT data FROM event")) all += data;
            for (const auto& row : tx.rows<std::string>(
                     "SELECT oauth_client_secret || oauth_refresh_token || oauth_access_token "
                     "FROM mailbox"
                 ))
                all += row;
            return all;
        });
        CHECK(shown.contains("desk-id"));
        CHECK(facts.contains("oauth_refresh_token"));
        for (const auto* secret : {"hush-hush", "access-1", "refresh-1"}) {
            CHECK_FALSE(shown.contains(secret));
            CHECK_FALSE(facts.contains(secret));
        }
        for (const auto* sealed : {"\"s1."}) CHECK_FALSE(shown.contains(sealed));
    });
}

TEST_CASE("a leave is taken from who asked for it, in time, and nobody else") {
    at_each([](ConnectedDesk& desk) {
        auto ada = desk.world.administrator();
        const auto state = part_of(authorisation(ada), "state");
        auto other = desk.world.agent("Olga", "administrator");
        CHECK(brings_back(other, state).code() == "connection_expired");
        CHECK(brings_back(ada, state + "x").code() == "connection_expired");
        CHECK(brings_back(ada, "made-up").code() == "connection_expired");
        desk.world.clock.advance(11min);
        CHECK(brings_back(ada, state).code() == "connection_expired");
        CHECK(desk.asked.empty());
        CHECK_FALSE(desk.mailbox().oauth_refresh_token.has_value());
    });
}

TEST_CASE("what the provider refuses is told in words, and nothing is connected") {
    at_each([](ConnectedDesk& desk) {
        auto ada = desk.world.administrator();
        for (const auto* code : {"client_refused", "token_refused", "timed_out"}) {
            desk.refuses(code);
            const auto refused = brings_back(ada, part_of(authorisation(ada), "state"));
            CHECK(refused.status() == 409);
            CHECK(refused.code() == code);
            CHECK(refused.text("/detail") == oauth::words_for(code));
        }
        desk.gives = oauth::Tokens{.access_token = "for an hour"};
        CHECK(brings_back(ada, part_of(authorisation(ada), "state")).code() == "no_refresh_token");
        CHECK_FALSE(desk.mailbox().oauth_refresh_token.has_value());
    });
}

TEST_CASE("tokens are renewed ten minutes before they run out, by one of several nodes") {
    at_each([](ConnectedDesk& desk) {
        connect(desk);
        CHECK(desk.refresh() == 0);
        desk.world.clock.advance(51min);
        desk.gives =
            oauth::Tokens{.access_token = "access-2", .lasts = 1h, .refresh_token = "refresh-2"};
        CHECK(desk.refresh() == 1);
        CHECK(desk.asked.back().second.refresh_token == "refresh-1");
        CHECK(desk.refresh() == 0);
        desk.world.clock.advance(51min);
        CHECK(desk.refresh() == 1);
        CHECK(desk.asked.back().second.refresh_token == "refresh-2"); // the provider's newest
        CHECK(desk.world.facts("mailbox_changed") == 2);              // made, connected
    });
}

TEST_CASE("a leave that was taken back says so until somebody connects again") {
    at_each([](ConnectedDesk& desk) {
        connect(desk);
        desk.world.clock.advance(51min);
        desk.refuses("grant_revoked");
        CHECK(desk.refresh() == 1);
        CHECK(desk.trouble().contains("no longer lets the desk in; connect it again"));
        const auto shown = desk.world.administrator().get("/api/v1/mailboxes/1");
        CHECK(shown.text("/oauth/trouble").contains("no longer lets the desk in"));
        desk.world.clock.advance(5min);
        CHECK(desk.refresh() == 0); // somebody has to mend it: it is not asked each minute
        desk.world.clock.advance(11min);
        CHECK(desk.refresh() == 1);
        desk.gives =
            oauth::Tokens{.access_token = "access-3", .lasts = 1h, .refresh_token = "refresh-3"};
        connect(desk);
        CHECK(desk.trouble() == "");
    });
}

TEST_CASE("a provider that is silent for a while costs nothing while the token is good") {
    at_each([](ConnectedDesk& desk) {
        connect(desk);
        desk.refuses("timed_out");
        desk.world.clock.advance(51min);
        CHECK(desk.refresh() == 1);
        CHECK(desk.trouble() == "");
        desk.world.clock.advance(10min);
        CHECK(desk.refresh() == 1);
        CHECK(desk.trouble().contains("no new token at the moment"));
        desk.gives = oauth::Tokens{.access_token = "access-4", .lasts = 1h};
        desk.world.clock.advance(2min);
        CHECK(desk.refresh() == 1);
        CHECK(desk.trouble() == "");
    });
}

TEST_CASE("who changes what the leave was given to must connect again; passwords end it") {
    at_each([](ConnectedDesk& desk) {
        connect(desk);
        auto ada = desk.world.administrator();
        const std::string path = "/api/v1/mailboxes/1";
        ada.patch(path, R"({"signature":"x"})");
        CHECK(desk.mailbox().oauth_refresh_token.has_value());
        const auto changed =
            ada.patch(path, R"({"oauth":{"provider":"google","client_id":"another"}})");
        CHECK(changed.text("/oauth/connected") == "false");
        CHECK(changed.text("/oauth/has_client_secret") == "true");
        CHECK(ada.patch(path, R"({"oauth":null})").text("/oauth") == "null");
        CHECK_FALSE(desk.mailbox().oauth_client_secret.has_value());
        CHECK(ada.post(path + "/authorisation").code() == "no_provider");
    });
}

TEST_CASE("providers are told by their addresses, and only by good ones") {
    at_each([](ConnectedDesk& desk) {
        auto ada = desk.world.administrator();
        const auto pointer_of = [&](const std::string& oauth) {
            const auto refused = ada.patch("/api/v1/mailboxes/1", R"({"oauth":)" + oauth + "}");
            return refused.status() == 422 ? refused.text("/pointer") : refused.text("/status");
        };
        const std::string other = R"({"provider":"other","client_id":"x")";
        CHECK(pointer_of(other + "}") == "/oauth/authorise_url");
        CHECK(
            pointer_of(other + R"(,"authorise_url":"http://a.example/a"})") ==
            "/oauth/authorise_url"
        );
        const auto both = other + R"(,"authorise_url":"https://a.example/a")";
        CHECK(pointer_of(both + "}") == "/oauth/token_url");
        CHECK(pointer_of(both + R"(,"token_url":"https://a.example/t"})") == "/oauth/scope");
        CHECK(
            pointer_of(R"({"provider":"microsoft","client_id":"x","tenant":"a/b"})") ==
            "/oauth/tenant"
        );
        CHECK(pointer_of(R"({"provider":"google","client_id":"a\nb"})") == "/oauth/client_id");
        REQUIRE(
            ada.patch(
                   "/api/v1/mailboxes/1",
                   R"({"oauth":{"provider":"microsoft","client_id":"x","tenant":"acme.example"}})"
            )
                .status() == 200
        );
        CHECK(authorisation(ada).starts_with(
            "https://login.microsoftonline.com/acme.example/oauth2/v2.0/authorize?"
        ));
    });
}
