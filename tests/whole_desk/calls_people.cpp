// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

std::string person_path(Scene& scene, std::string_view rest = {}) {
    return fmt::format("/api/v1/people/{}{}", scene.new_customer(), rest);
}

std::string organisation_path(Scene& scene) {
    const auto json = fmt::format(R"({{"name":"{}","domains":[]}})", scene.fresh("Organisation"));
    return "/api/v1/organisations/" + scene.made("/api/v1/organisations", json);
}

std::string team_path(Scene& scene) {
    const auto json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Team"));
    return "/api/v1/teams/" + scene.made("/api/v1/teams", json);
}

std::string category_path(Scene& scene) {
    const auto json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Category"));
    return "/api/v1/categories/" + scene.made("/api/v1/categories", json);
}

Builder simply(Call call) {
    return [call = std::move(call)](Scene&, Visitor&, const Who&) { return call; };
}

void add_person_calls(Calls& calls) {
    calls["GET /api/v1/people"] = simply({.path = "/api/v1/people?q=zed"});
    calls["POST /api/v1/people"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/people",
            .json = fmt::format(
                R"({{"name":"Pat","addresses":["{}@elsewhere.example"]}})", scene.fresh("pat")
            ),
        };
    };
    calls["GET /api/v1/people/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = person_path(scene)};
    };
    calls["PATCH /api/v1/people/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = person_path(scene), .json = R"({"note":"Prefers to be called."})"};
    };
    calls["POST /api/v1/people/{id}/addresses"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = person_path(scene, "/addresses"),
            .json = fmt::format(R"({{"address":"{}@elsewhere.example"}})", scene.fresh("second")),
        };
    };
    calls["DELETE /api/v1/people/{id}/addresses/{address_id}"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        const auto path = person_path(scene);
        const auto more = scene.ada.post(
            path + "/addresses",
            fmt::format(R"({{"address":"{}@elsewhere.example"}})", scene.fresh("second"))
        );
        return {.path = path + "/addresses/" + more.text("/addresses/1/id")};
    };
}

void add_organisation_calls(Calls& calls) {
    calls["GET /api/v1/organisations"] = simply({.path = "/api/v1/organisations"});
    calls["POST /api/v1/organisations"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/organisations",
            .json = fmt::format(R"({{"name":"{}","domains":[]}})", scene.fresh("Company")),
        };
    };
    calls["GET /api/v1/organisations/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = organisation_path(scene)};
    };
    calls["PATCH /api/v1/organisations/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = organisation_path(scene), .json = R"({"note":"Pays late."})"};
    };
}

void add_team_calls(Calls& calls) {
    calls["GET /api/v1/teams"] = simply({.path = "/api/v1/teams"});
    calls["POST /api/v1/teams"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/teams",
            .json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Crew")),
        };
    };
    calls["GET /api/v1/teams/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = team_path(scene)};
    };
    calls["PATCH /api/v1/teams/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = team_path(scene),
            .json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Squad")),
        };
    };
    calls["PUT /api/v1/teams/{id}/members/{person_id}"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = team_path(scene) + "/members/" + scene.new_agent()};
    };
    calls["DELETE /api/v1/teams/{id}/members/{person_id}"] =
        [](Scene& scene, Visitor&, const Who&) -> Call {
        const auto path = team_path(scene) + "/members/" + scene.new_agent();
        scene.ada.put(path);
        return {.path = path};
    };
}

void add_settings_calls(Calls& calls) {
    calls["GET /api/v1/settings"] = simply({.path = "/api/v1/settings"});
    calls["PATCH /api/v1/settings"] =
        simply({.path = "/api/v1/settings", .json = R"({"auto_close_days":7})"});
    calls["PUT /api/v1/settings/quiet"] =
        simply({.path = "/api/v1/settings/quiet", .json = R"({"quiet":false})"});
    calls["GET /api/v1/priorities"] = simply({.path = "/api/v1/priorities"});
    calls["PUT /api/v1/priorities"] =
        simply({.path = "/api/v1/priorities", .json = R"({"matrix":[[1,1,2],[2,3,3],[3,4,5]]})"});
    calls["GET /api/v1/categories"] = simply({.path = "/api/v1/categories"});
    calls["POST /api/v1/categories"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/categories",
            .json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Topic")),
        };
    };
    calls["GET /api/v1/cause_codes"] = simply({.path = "/api/v1/cause_codes"});
    calls["POST /api/v1/cause_codes"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/cause_codes",
            .json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Wear")),
        };
    };
    calls["PATCH /api/v1/cause_codes/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        const auto json = fmt::format(R"({{"name":"{}"}})", scene.fresh("Cause"));
        return {
            .path = "/api/v1/cause_codes/" + scene.made("/api/v1/cause_codes", json),
            .json = R"({"active":false})",
        };
    };
    calls["PATCH /api/v1/categories/{id}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = category_path(scene), .json = R"({"active":false})"};
    };
}

} // namespace

void add_people_calls(Calls& calls) {
    add_person_calls(calls);
    add_organisation_calls(calls);
    add_team_calls(calls);
    add_settings_calls(calls);
}

} // namespace heed::tests
