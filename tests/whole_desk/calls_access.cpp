// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

std::string email(std::string_view address) {
    return fmt::format(R"({{"email":"{}"}})", address);
}

std::string new_password() {
    return fmt::format(R"({{"password":"{}"}})", password_of_all);
}

std::string token_of_newcomer(Scene& scene) {
    static_cast<void>(scene.new_agent());
    return scene.desk.token_in_letter("agent_invited");
}

std::string reset_token(Scene& scene) {
    const auto id = scene.new_agent();
    const auto address = scene.ada.get("/api/v1/agents/" + id).text("/email");
    scene.desk.stranger().post("/api/v1/password_resets", email(address));
    return scene.desk.token_in_letter("password_reset_asked");
}

std::string agent_path(Scene& scene, std::string_view rest = {}) {
    return fmt::format("/api/v1/agents/{}{}", scene.new_agent(), rest);
}

std::string role_path(Scene& scene) {
    const auto json =
        fmt::format(R"({{"name":"{}","permissions":["ticket:read"]}})", scene.fresh("Readers"));
    return "/api/v1/roles/" + scene.made("/api/v1/roles", json);
}

/// A token of the visitor where it is their own, else one of somebody else's.
std::string token_path(Scene& scene, Visitor& visitor, const Who& who) {
    constexpr std::string_view json = R"({"name":"Script","scopes":["ticket:read"]})";
    if (who.relation == Relation::own) {
        const auto own = visitor.post("/api/v1/tokens", json);
        if (own.status() == 201) return "/api/v1/tokens/" + own.text("/id");
    }
    return "/api/v1/tokens/" + scene.made("/api/v1/tokens", json);
}

void add_session_calls(Calls& calls) {
    calls["GET /api/v1/session"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/session"};
    };
    calls["POST /api/v1/session"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/session",
            .json =
                fmt::format(R"({{"email":"agent@desk.example","password":"{}"}})", password_of_all),
        };
    };
    calls["DELETE /api/v1/session"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/session"};
    };
    calls["POST /api/v1/setup"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/setup",
            .json = fmt::format(
                R"({{"desk_name":"Desk","name":"Eve","email":"eve@desk.example","password":"{}"}})",
                password_of_all
            ),
        };
    };
    calls["PUT /api/v1/me/password"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/me/password",
            .json = fmt::format(
                R"({{"current":"{}","password":"{}"}})", password_of_all, password_of_all
            ),
        };
    };
    calls["PATCH /api/v1/me"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/me", .json = R"({"zone":"Europe/Berlin"})"};
    };
}

/// One of several that the visitor has where it is their own, else one of somebody else's.
std::string session_path(Scene& scene, const Visitor& visitor, const Who& who) {
    const bool own = who.relation == Relation::own && visitor.person.is_set();
    auto other = scene.desk.person(own ? visitor.person : scene.ada.person);
    return "/api/v1/sessions/" + other.get("/api/v1/sessions").text("/items/0/id");
}

void add_own_session_calls(Calls& calls) {
    for (const auto* route : {"GET /api/v1/sessions", "DELETE /api/v1/sessions"}) {
        calls[route] = [](Scene& scene, Visitor& visitor, const Who&) -> Call {
            if (visitor.person.is_set()) static_cast<void>(scene.desk.person(visitor.person));
            return {.path = "/api/v1/sessions"};
        };
    }
    calls["DELETE /api/v1/sessions/{id}"] = [](Scene& scene, Visitor& visitor, const Who& who) {
        return Call{.path = session_path(scene, visitor, who)};
    };
}

void add_link_calls(Calls& calls) {
    calls["POST /api/v1/sign_in_links"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/sign_in_links", .json = email("zed@customers.example")};
    };
    calls["POST /api/v1/password_resets"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/password_resets", .json = email("agent@desk.example")};
    };
    calls["POST /api/v1/password_resets/{token}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/password_resets/" + reset_token(scene),
            .json = new_password(),
        };
    };
    calls["POST /api/v1/invitations/{token}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/invitations/" + token_of_newcomer(scene),
            .json = new_password(),
        };
    };
}

void add_agent_calls(Calls& calls) {
    calls["GET /api/v1/agents"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/agents"};
    };
    calls["POST /api/v1/agents"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        const auto name = scene.fresh("hired");
        return {
            .path = "/api/v1/agents",
            .json = fmt::format(
                R"({{"name":"{}","email":"{}@desk.example","roles":[],"teams":[{}]}})",
                name,
                name,
                scene.support
            ),
        };
    };
    calls["GET /api/v1/agents/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = agent_path(scene)};
    };
    calls["PATCH /api/v1/agents/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = agent_path(scene), .json = R"({"name":"Somebody"})"};
    };
    calls["POST /api/v1/agents/{id}/invitation"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = agent_path(scene, "/invitation")};
    };
    calls["POST /api/v1/agents/{id}/deactivation"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = agent_path(scene, "/deactivation"),
            .json = fmt::format(R"({{"hand_over":{{"team_id":{}}}}})", scene.support),
        };
    };
    calls["DELETE /api/v1/agents/{id}/deactivation"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        const auto path = agent_path(scene, "/deactivation");
        scene.ada.post(path, "{}");
        return {.path = path};
    };
}

void add_role_calls(Calls& calls) {
    calls["GET /api/v1/roles"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/roles"};
    };
    calls["POST /api/v1/roles"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/roles",
            .json = fmt::format(
                R"({{"name":"{}","permissions":["ticket:read"]}})", scene.fresh("Role")
            ),
        };
    };
    calls["PATCH /api/v1/roles/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = role_path(scene), .json = R"({"permissions":["person:read"]})"};
    };
    calls["DELETE /api/v1/roles/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = role_path(scene)};
    };
    calls["GET /api/v1/tokens"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/tokens"};
    };
    calls["POST /api/v1/tokens"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/tokens", .json = R"({"name":"Script","scopes":["ticket:read"]})"};
    };
    calls["DELETE /api/v1/tokens/{id}"] = [](Scene& scene, Visitor& visitor, const Who& who) {
        return Call{.path = token_path(scene, visitor, who)};
    };
}

void add_journal_calls(Calls& calls) {
    calls["GET /api/v1/facts"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/facts?limit=2"};
    };
    calls["GET /api/v1/facts/seal"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/facts/seal"};
    };
}

void add_demo_calls(Calls& calls) {
    calls["POST /api/v1/setup/demo"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/setup/demo", .json = "{}"};
    };
    calls["POST /api/v1/demo/removal"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        scene.becomes_a_demo();
        return {
            .path = "/api/v1/demo/removal",
            .json = fmt::format(R"({{"desk_name":"{}"}})", scene.desk_name())
        };
    };
}

void add_operations_calls(Calls& calls) {
    calls["GET /api/v1/backups"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/backups"};
    };
    calls["POST /api/v1/backups"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/backups"};
    };
    calls["GET /api/v1/readers"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/readers"};
    };
    calls["POST /api/v1/readers/{reader}/retries"] = [](Scene& scene, Visitor&, const Who& who
                                                     ) -> Call {
        const auto subject = scene.parked(who);
        return {
            .path = "/api/v1/readers/ticket_words/retries",
            .json = fmt::format(R"({{"subject_type":"ticket","subject_id":{}}})", subject)
        };
    };
}

} // namespace

void add_access_calls(Calls& calls) {
    add_session_calls(calls);
    add_own_session_calls(calls);
    add_link_calls(calls);
    add_agent_calls(calls);
    add_role_calls(calls);
    add_journal_calls(calls);
    add_operations_calls(calls);
    add_demo_calls(calls);
}

} // namespace heed::tests
