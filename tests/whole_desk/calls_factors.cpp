// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "platform/crypto/one_time_code.hpp"
#include "tests/support/app.hpp"
#include "tests/support/browser_key.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

constexpr std::string_view authenticator = "/api/v1/me/authenticator";

std::string password() {
    return fmt::format(R"({{"password":"{}"}})", password_of_all);
}

std::string code_of(Scene& scene, const Answer& begun) {
    const AuthenticatorApp app(begun.text("/secret"));
    return fmt::format(R"({{"code":"{}"}})", app.code_at(scene.desk.clock.now()));
}

/// With an app in force, where the visitor may have one; the recovery codes.
std::vector<std::string> protect(Scene& scene, Visitor& visitor) {
    const auto begun = visitor.post(authenticator, password());
    if (begun.status() != 201) return {};
    const auto confirmed = visitor.put(authenticator, code_of(scene, begun));
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < confirmed.size("/codes"); ++at)
        codes.push_back(confirmed.text(fmt::format("/codes/{}", at)));
    return codes;
}

/// Somebody new who came in, in front of a browser.
Visitor newcomer(Scene& scene) {
    const auto id = scene.new_agent();
    scene.desk.stranger().post(
        "/api/v1/invitations/" + scene.desk.token_in_letter("agent_invited"), password()
    );
    return scene.desk.person(PersonId{std::stoll(id)});
}

std::string second_step(Scene& scene) {
    auto owner = newcomer(scene);
    const auto codes = protect(scene, owner);
    const auto address = owner.get("/api/v1/session").text("/person/email");
    const auto begun = scene.desk.stranger().post(
        "/api/v1/session",
        fmt::format(R"({{"email":"{}","password":"{}"}})", address, password_of_all)
    );
    return fmt::format(
        R"({{"token":"{}","code":"{}"}})", begun.text("/second_step/token"), codes.at(0)
    );
}

void add_own_calls(Calls& calls) {
    calls["GET /api/v1/me/security"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/me/security"};
    };
    calls["POST /api/v1/me/authenticator"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = std::string(authenticator), .json = password()};
    };
    calls["PUT /api/v1/me/authenticator"] = [](Scene& scene, Visitor& visitor, const Who&) -> Call {
        const auto begun = visitor.post(authenticator, password());
        if (begun.status() != 201)
            return {.path = std::string(authenticator), .json = R"({"code":"123456"})"};
        return {.path = std::string(authenticator), .json = code_of(scene, begun)};
    };
    calls["POST /api/v1/me/authenticator/removal"] =
        [](Scene& scene, Visitor& visitor, const Who&) -> Call {
        protect(scene, visitor);
        return {.path = "/api/v1/me/authenticator/removal", .json = password()};
    };
    calls["POST /api/v1/me/recovery_codes"] =
        [](Scene& scene, Visitor& visitor, const Who&) -> Call {
        protect(scene, visitor);
        return {.path = "/api/v1/me/recovery_codes", .json = password()};
    };
}

/// With a passkey; its place among the visitor's own, or else among somebody else's.
std::string passkey_path(Scene& scene, Visitor& visitor, const Who& who) {
    auto owner = who.relation == Relation::own ? visitor : newcomer(scene);
    BrowserKey key;
    const auto added = key.add(owner, "Laptop", password_of_all);
    if (who.relation == Relation::own) visitor = owner;
    const auto id = added.status() == 201 ? added.text("/passkey/id") : "1";
    return fmt::format("/api/v1/me/passkeys/{}", id);
}

void add_passkey_calls(Calls& calls) {
    calls["POST /api/v1/me/passkeys/challenge"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/me/passkeys/challenge", .json = password()};
    };
    calls["POST /api/v1/me/passkeys"] = [](Scene&, Visitor& visitor, const Who&) -> Call {
        BrowserKey key;
        const auto* const path = "/api/v1/me/passkeys";
        return {.path = path, .json = key.added_body(visitor, "Laptop", password_of_all)};
    };
    calls["PUT /api/v1/me/passkeys/{id}/name"] = [](Scene& scene, Visitor& visitor, const Who& who
                                                 ) -> Call {
        return {
            .path = passkey_path(scene, visitor, who) + "/name",
            .json = R"({"name":"Key ring"})",
        };
    };
    calls["POST /api/v1/me/passkeys/{id}/removal"] =
        [](Scene& scene, Visitor& visitor, const Who& who) -> Call {
        return {.path = passkey_path(scene, visitor, who) + "/removal", .json = password()};
    };
    calls["POST /api/v1/session/passkey_challenge"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/session/passkey_challenge", .json = "{}"};
    };
    calls["POST /api/v1/session/passkey"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        auto owner = newcomer(scene);
        BrowserKey key;
        key.add(owner, "Laptop", password_of_all);
        auto stranger = scene.desk.stranger();
        return {.path = session_passkey, .json = key.signed_in_body(stranger, {})};
    };
}

} // namespace

void add_factor_calls(Calls& calls) {
    add_own_calls(calls);
    add_passkey_calls(calls);
    calls["POST /api/v1/session/second_step"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/session/second_step", .json = second_step(scene)};
    };
    calls["DELETE /api/v1/agents/{id}/factors"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        auto colleague = newcomer(scene);
        protect(scene, colleague);
        return {.path = fmt::format("/api/v1/agents/{}/factors", colleague.person.value)};
    };
    calls["GET /api/v1/agents/{id}/security"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = fmt::format("/api/v1/agents/{}/security", newcomer(scene).person.value)};
    };
    calls["DELETE /api/v1/agents/{id}/sessions"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = fmt::format("/api/v1/agents/{}/sessions", newcomer(scene).person.value)};
    };
    calls["GET /api/v1/factor_policy"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/factor_policy"};
    };
    calls["PUT /api/v1/factor_policy"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/factor_policy",
            .json = R"({"everybody":false,"role_ids":[],"grace_days":14})",
        };
    };
}

} // namespace heed::tests
