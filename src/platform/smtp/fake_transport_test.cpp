// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/fake_transport.hpp"

#include <doctest/doctest.h>

namespace heed::smtp {

TEST_CASE("the fake answers as it is told and keeps what arrived") {
    using Kind = SendOutcome::Kind;
    FakeTransport post;
    post.next_answers = {{.kind = Kind::try_later}, {.kind = Kind::unknown_after_data}};
    int asked = 0;
    const BeforeData yes = [&] {
        ++asked;
        return true;
    };
    const Envelope envelope = {.mail_from = "", .rcpt_to = {"ana@acme.example"}};
    CHECK(post.send(envelope, "one", yes).kind == Kind::try_later);
    CHECK(asked == 0);
    CHECK(post.send(envelope, "two\n", yes).kind == Kind::unknown_after_data);
    CHECK(post.send(envelope, "three", yes).kind == Kind::accepted);
    CHECK(post.send(envelope, "four", [] { return false; }).kind == Kind::try_later);
    CHECK(asked == 2);
    REQUIRE(post.sent.size() == 2);
    CHECK(post.sent[0].letter == "two\r\n");
    CHECK(post.sent[1].letter == "three\r\n");
}

} // namespace heed::smtp
