// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

constexpr std::string_view because = R"({"reason":"asked by post"})";

void add_redaction_calls(Calls& calls) {
    calls["POST /api/v1/entries/{entry}/redactions"] = [](Scene& scene, Visitor&, const Who& who
                                                       ) -> Call {
        return {
            .path = fmt::format("/api/v1/entries/{}/redactions", scene.entry(who)),
            .json = R"({"words":["jams"],"reason":"a customer's secret"})",
        };
    };
    calls["POST /api/v1/attachments/{attachment}/redaction"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto file = scene.attachment(scene.ticket(who));
        return {
            .path = fmt::format("/api/v1/attachments/{}/redaction", file),
            .json = R"({"reason":"a passport"})",
        };
    };
}

std::string hold_of(const std::string& ticket) {
    return fmt::format("/api/v1/tickets/{}/legal_hold", ticket);
}

/// What Ada asked for, to be confirmed by somebody else.
std::string asked_for(Scene& scene, const Who& who) {
    scene.ada.put("/api/v1/privacy/settings", R"({"needs_two":true})");
    const auto path = fmt::format("/api/v1/tickets/{}/deletion", scene.ticket(who));
    auto id = scene.ada.post(path, because).text("/id");
    scene.ada.put("/api/v1/privacy/settings", R"({"needs_two":false})");
    return id;
}

void add_hold_calls(Calls& calls) {
    calls["GET /api/v1/tickets/{number}/legal_hold"] = [](Scene& scene, Visitor&, const Who& who
                                                       ) -> Call {
        return {.path = hold_of(scene.ticket(who))};
    };
    calls["PUT /api/v1/tickets/{number}/legal_hold"] = [](Scene& scene, Visitor&, const Who& who
                                                       ) -> Call {
        return {.path = hold_of(scene.ticket(who)), .json = std::string(because)};
    };
    calls["DELETE /api/v1/tickets/{number}/legal_hold"] = [](Scene& scene, Visitor&, const Who& who
                                                          ) -> Call {
        const auto path = hold_of(scene.ticket(who));
        scene.ada.put(path, because);
        return {.path = path};
    };
}

void add_request_calls(Calls& calls) {
    calls["POST /api/v1/tickets/{number}/deletion"] = [](Scene& scene, Visitor&, const Who& who
                                                      ) -> Call {
        return {
            .path = fmt::format("/api/v1/tickets/{}/deletion", scene.ticket(who)),
            .json = std::string(because)
        };
    };
    calls["GET /api/v1/people/{id}/erasure"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = fmt::format("/api/v1/people/{}/erasure", scene.new_customer())};
    };
    calls["POST /api/v1/people/{id}/erasure"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = fmt::format("/api/v1/people/{}/erasure", scene.new_customer()),
            .json = std::string(because)
        };
    };
    calls["POST /api/v1/people/{id}/data_export"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = fmt::format("/api/v1/people/{}/data_export", scene.new_customer()),
            .json = R"({"notes":true})"
        };
    };
    calls["GET /api/v1/privacy/settings"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/privacy/settings"};
    };
    calls["PUT /api/v1/privacy/settings"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/privacy/settings", .json = R"({"needs_two":true})"};
    };
    calls["GET /api/v1/privacy/requests"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/privacy/requests"};
    };
    calls["POST /api/v1/privacy/requests/{id}/confirmation"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        return {
            .path = fmt::format("/api/v1/privacy/requests/{}/confirmation", asked_for(scene, who))
        };
    };
    calls["DELETE /api/v1/privacy/requests/{id}"] = [](Scene& scene, Visitor&, const Who& who
                                                    ) -> Call {
        return {.path = fmt::format("/api/v1/privacy/requests/{}", asked_for(scene, who))};
    };
}

} // namespace

void add_privacy_calls(Calls& calls) {
    add_redaction_calls(calls);
    add_hold_calls(calls);
    add_request_calls(calls);
}

} // namespace heed::tests
