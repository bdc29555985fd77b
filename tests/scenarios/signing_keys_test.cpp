// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "platform/dns/fake_resolver.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;

namespace {

/// A desk with a mailbox of acme.org, and a name service that a test tells what to say.
struct SigningDesk {
    std::map<std::string, std::string> zone = {};
    bool answers = true;
    World world;
    Visitor ada;
    std::string keys;

    explicit SigningDesk(db::Engine engine)
        : world(
              engine,
              {.routes = {mailboxes::routes()},
               .more_routes =
                   [this](Desk& desk) {
                       return mailboxes::signing_routes(desk, [this] { return names(); });
                   }}
          ),
          ada(world.administrator()) {
        const auto made =
            ada.post("/api/v1/mailboxes", R"({"name":"Help","addresses":["help@acme.org"]})");
        REQUIRE(made.status() == 201);
        keys = "/api/v1/mailboxes/" + made.text("/id") + "/signing_keys";
    }

    std::unique_ptr<dns::Resolver> names() {
        auto resolver = std::make_unique<dns::FakeResolver>();
        resolver->is_away = !answers;
        for (const auto& [name, text] : zone) resolver->records[{name, dns::Record::text}] = {text};
        return resolver;
    }

    Answer make(const std::string& algorithm) {
        auto made = ada.post(keys, R"({"algorithm":")" + algorithm + R"("})");
        REQUIRE(made.status() == 201);
        return made;
    }

    Answer change(const Answer& key, const std::string& json) {
        return ada.patch("/api/v1/signing_keys/" + key.text("/id"), json);
    }
};

template <class Test>
void in_each_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        SigningDesk desk(engine);
        test(desk);
    }
}

} // namespace

TEST_CASE("a key is made with the record that it needs, and signs nothing yet") {
    in_each_desk([](SigningDesk& desk) {
        for (const auto* const algorithm : {"rsa", "ed25519"}) {
            const auto key = desk.make(algorithm);
            const auto selector = key.text("/selector");
            CHECK(selector.starts_with("heed-"));
            CHECK(key.text("/record_name") == selector + "._domainkey.acme.org");
            CHECK(key.text("/record_text").starts_with("v=DKIM1; k=" + std::string(algorithm)));
            CHECK(key.text("/record").starts_with(key.text("/record_name") + ". IN TXT \"v=DKIM1"));
            CHECK(key.text("/signs") == "false");
            CHECK(key.text("/usable") == "true");
        }
        const auto list = desk.ada.get(desk.keys);
        CHECK(list.text("/domain") == "acme.org");
        CHECK(list.size("/items") == 2);
        CHECK(list.text("/items/0/selector") != list.text("/items/1/selector"));
    });
}

TEST_CASE("a key signs once its record is found, and it is said what is missing") {
    in_each_desk([](SigningDesk& desk) {
        const auto key = desk.make("ed25519");
        const std::string on = R"({"signs":true})";
        CHECK(desk.change(key, on).code() == "record_missing");
        desk.zone[key.text("/record_name")] = "v=DKIM1; k=ed25519; p=AAAA";
        CHECK(desk.change(key, on).code() == "record_other");
        desk.answers = false;
        CHECK(desk.change(key, on).code() == "dns_unanswered");
        desk.answers = true;
        CHECK(desk.ada.get(desk.keys).text("/items/0/signs") == "false");
        desk.zone[key.text("/record_name")] = key.text("/record_text");
        const auto signing = desk.change(key, on);
        CHECK(signing.status() == 200);
        CHECK(signing.text("/signs") == "true");
        CHECK_FALSE(signing.text("/found_at").empty());
        CHECK(desk.change(key, R"({"signs":false})").text("/signs") == "false");
    });
}

TEST_CASE("an administrator may insist on signing by a key that nobody finds yet") {
    in_each_desk([](SigningDesk& desk) {
        desk.answers = false;
        const auto key = desk.make("ed25519");
        const auto signing = desk.change(key, R"({"signs":true,"insist":true})");
        CHECK(signing.text("/signs") == "true");
        CHECK(signing.text("/found_at") == "null");
    });
}

TEST_CASE("a removed key is gone, and its name comes no second time") {
    in_each_desk([](SigningDesk& desk) {
        const auto key = desk.make("ed25519");
        const auto path = "/api/v1/signing_keys/" + key.text("/id");
        CHECK(desk.ada.remove(path).status() == 204);
        CHECK(desk.ada.get(desk.keys).size("/items") == 0);
        CHECK(desk.change(key, R"({"signs":true,"insist":true})").status() == 404);
        CHECK(desk.make("ed25519").text("/selector") != key.text("/selector"));
    });
}

TEST_CASE("a domain has ten keys at most") {
    in_each_desk([](SigningDesk& desk) {
        for (int count = 0; count < 10; ++count) desk.make("ed25519");
        const auto one_more = desk.ada.post(desk.keys, R"({"algorithm":"ed25519"})");
        CHECK(one_more.status() == 409);
        CHECK(one_more.code() == "too_many_keys");
    });
}
