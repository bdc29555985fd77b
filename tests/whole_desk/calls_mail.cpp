// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

std::string mailbox_json(Scene& scene) {
    const auto name = scene.fresh("help");
    return fmt::format(R"({{"name":"{}","addresses":["{}@desk.example"]}})", name, name);
}

std::string mailbox_path(Scene& scene) {
    return "/api/v1/mailboxes/" + scene.made("/api/v1/mailboxes", mailbox_json(scene));
}

/// A mailbox that signs in by tokens, and where it is.
std::string google_path(Scene& scene) {
    const auto name = scene.fresh("google");
    const auto json = fmt::format(
        R"({{"name":"{}","addresses":["{}@desk.example"],"oauth":{{"provider":"google",)"
        R"("client_id":"desk","client_secret":"s"}}}})",
        name,
        name
    );
    return "/api/v1/mailboxes/" + scene.made("/api/v1/mailboxes", json);
}

/// What the provider sends a browser back with; nonsense for who may not ask.
std::string state_for(Visitor& visitor, const std::string& path) {
    const auto url = visitor.post(path + "/authorisation").text("/url");
    const auto at = url.find("state=");
    return at == std::string::npos ? "none" : url.substr(at + 6, url.find('&', at) - at - 6);
}

void add_mailbox_calls(Calls& calls) {
    calls["GET /api/v1/mailboxes"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/mailboxes"};
    };
    calls["POST /api/v1/mailboxes"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/mailboxes", .json = mailbox_json(scene)};
    };
    for (const auto* method : {"GET", "DELETE"})
        calls[fmt::format("{} /api/v1/mailboxes/{{mailbox}}", method)] =
            [](Scene& scene, Visitor&, const Who&) -> Call {
            return {.path = mailbox_path(scene)};
        };
    calls["PATCH /api/v1/mailboxes/{mailbox}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = mailbox_path(scene), .json = R"({"signature":"Your desk"})"};
    };
    calls["POST /api/v1/mailboxes/{mailbox}/test"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = mailbox_path(scene) + "/test"};
    };
    calls["POST /api/v1/mailboxes/{mailbox}/authorisation"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = google_path(scene) + "/authorisation"};
    };
    calls["POST /api/v1/mailbox_connections"] =
        [](Scene& scene, Visitor& visitor, const Who&) -> Call {
        return {
            .path = "/api/v1/mailbox_connections",
            .json = fmt::format(
                R"({{"state":"{}","code":"c"}})", state_for(visitor, google_path(scene))
            )
        };
    };
}

/// A key of a domain that only this mailbox has, and where it is.
std::string signing_key_path(Scene& scene) {
    const auto name = scene.fresh("signed");
    const auto json = fmt::format(R"({{"name":"{}","addresses":["help@{}.example"]}})", name, name);
    const auto mailbox = scene.made("/api/v1/mailboxes", json);
    const auto keys = fmt::format("/api/v1/mailboxes/{}/signing_keys", mailbox);
    return "/api/v1/signing_keys/" + scene.made(keys, R"({"algorithm":"ed25519"})");
}

void add_signing_calls(Calls& calls) {
    calls["GET /api/v1/mailboxes/{mailbox}/signing_keys"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = mailbox_path(scene) + "/signing_keys"};
    };
    calls["POST /api/v1/mailboxes/{mailbox}/signing_keys"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        const auto name = scene.fresh("signing");
        const auto json =
            fmt::format(R"({{"name":"{}","addresses":["help@{}.example"]}})", name, name);
        return {
            .path = "/api/v1/mailboxes/" + scene.made("/api/v1/mailboxes", json) + "/signing_keys",
            .json = R"({"algorithm":"ed25519"})"
        };
    };
    calls["PATCH /api/v1/signing_keys/{key}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = signing_key_path(scene), .json = R"({"signs":true,"insist":true})"};
    };
    calls["DELETE /api/v1/signing_keys/{key}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = signing_key_path(scene)};
    };
}

void add_letter_calls(Calls& calls) {
    calls["POST /api/v1/mail/inbound"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/mail/inbound",
            .raw = fmt::format(
                "From: zed@customers.example\r\nTo: help@desk.example\r\nSubject: Scanner\r\n"
                "Message-ID: <{}@customers.example>\r\n\r\nIt is silent.\r\n",
                scene.fresh("inbound")
            ),
        };
    };
    calls["GET /api/v1/letters"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/letters?state=blocked"};
    };
    calls["POST /api/v1/letters/{letter}/retry"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = fmt::format("/api/v1/letters/{}/retry", scene.blocked_letter())};
    };
    calls["GET /api/v1/outgoing_letters"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/outgoing_letters"};
    };
    calls["POST /api/v1/outgoing_letters/{letter}/retry"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = fmt::format("/api/v1/outgoing_letters/{}/retry", scene.outgoing_letter())};
    };
    calls["GET /api/v1/letters/{letter}/source"] = [](Scene& scene, Visitor&, const Who& who
                                                   ) -> Call {
        return {.path = fmt::format("/api/v1/letters/{}/source", scene.letter(who).letter)};
    };
    calls["GET /api/v1/entries/{entry}/original"] = [](Scene& scene, Visitor&, const Who& who
                                                    ) -> Call {
        return {.path = fmt::format("/api/v1/entries/{}/original", scene.letter(who).entry)};
    };
}

void add_block_calls(Calls& calls) {
    const auto pattern = [](Scene& scene) {
        return fmt::format(R"({{"pattern":"@{}.example"}})", scene.fresh("spam"));
    };
    calls["GET /api/v1/blocked_senders"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/blocked_senders"};
    };
    calls["POST /api/v1/blocked_senders"] = [=](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/blocked_senders", .json = pattern(scene)};
    };
    calls["DELETE /api/v1/blocked_senders/{block}"] =
        [=](Scene& scene, Visitor&, const Who&) -> Call {
        const auto id = scene.made("/api/v1/blocked_senders", pattern(scene));
        return {.path = "/api/v1/blocked_senders/" + id};
    };
}

void add_template_calls(Calls& calls) {
    constexpr std::string_view words =
        R"({"subject":"We have it","text":"Thank you.","html":"<p>Thank you.</p>"})";
    const std::string one = "/api/v1/templates/acknowledgement/en";
    const auto add = [&](std::string_view route, const Call& call) {
        calls[std::string(route)] = [call](Scene&, Visitor&, const Who&) { return call; };
    };
    add("GET /api/v1/templates", {.path = "/api/v1/templates"});
    add("GET /api/v1/templates/{kind}/{language}", {.path = one});
    add("PUT /api/v1/templates/{kind}/{language}", {.path = one, .json = std::string(words)});
    add("POST /api/v1/templates/{kind}/{language}/preview",
        {.path = one + "/preview", .json = std::string(words)});
}

} // namespace

void add_mail_calls(Calls& calls) {
    add_mailbox_calls(calls);
    add_signing_calls(calls);
    add_letter_calls(calls);
    add_block_calls(calls);
    add_template_calls(calls);
}

} // namespace heed::tests
