// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/attachments.hpp"
#include "platform/crypto/digest.hpp"
#include "tests/scenarios/desk.hpp"

#include <doctest/doctest.h>
#include <fstream>

using namespace heed;
using namespace heed::tests;
using namespace std::chrono_literals;

namespace {

/// What an agent dragged into a reply, as the server hands it over.
Answer upload(StoryDesk& desk, Visitor& agent, const std::string& content) {
    const auto path = desk.desk().config.data / "dragged_in";
    std::ofstream(path, std::ios::binary) << content;
    auto request = agent.own_page_request(http::Method::post, "/api/v1/attachments", {});
    request.uploads.push_back(
        {.field = "file",
         .filename = "plan.txt",
         .content_type = "text/plain",
         .file = http::TemporaryFile(path),
         .size = content.size(),
         .sha256 = crypto::sha256(content)}
    );
    return agent.submit(std::move(request));
}

std::vector<std::string> collected(StoryDesk& desk) {
    return desk
        .run(
            [](db::Transaction& tx, const Actor&, Instant now) -> Result<std::vector<std::string>> {
                return attachments::collect(tx, now);
            }
        )
        .value();
}

std::vector<std::string> files_of(StoryDesk& desk) {
    return desk.read([](db::Transaction& tx) { return attachments::files_referred_to(tx, "", 10); }
    );
}

} // namespace

TEST_CASE("what was uploaded and never sent is forgotten after a day, what was sent stays") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto opened = noor.post(
            "/api/v1/tickets", R"({"subject":"Plan","customer":{"email":"ana@acme.example"}})"
        );
        const auto path = "/api/v1/tickets/" + opened.text("/number");
        const auto sent = upload(desk, noor, std::string(100'000, 's'));
        const auto left = upload(desk, noor, std::string(100'000, 'l'));
        REQUIRE(sent.status() == 201);
        REQUIRE(left.status() == 201);
        const auto reply = noor.post(
            path + "/replies",
            R"({"body_text":"Here it is.","attachments":[)" + sent.text("/id") + "]}"
        );
        REQUIRE(reply.status() == 201);
        CHECK(files_of(desk).size() == 2);

        desk.clock.advance(23h);
        CHECK(collected(desk).empty());
        desk.clock.advance(2h);
        CHECK(collected(desk).size() == 1); // the file, for the disk to set aside
        CHECK(files_of(desk).size() == 1);
        noor = desk.agent("Noor"); // the session was idle for too long
        const auto again = noor.get("/api/v1/attachments/" + left.text("/id"));
        CHECK(again.status() == 404);
        CHECK(noor.get("/api/v1/attachments/" + sent.text("/id")).status() == 200);
    }
}

TEST_CASE("a blob goes from the desk when nothing refers to it any more") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        REQUIRE(upload(desk, noor, "small enough for a row").status() == 201);
        const auto blobs = [&] {
            return desk.read([](db::Transaction& tx) {
                return tx.value<std::int64_t>("SELECT count(*) FROM blob");
            });
        };
        CHECK(blobs() == 1);
        desk.clock.advance(25h);
        CHECK(collected(desk).empty()); // no file to set aside
        CHECK(blobs() == 0);
    }
}
