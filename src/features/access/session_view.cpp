// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/session_view.hpp"

#include "features/access/factor_policy.hpp"
#include "features/access/setup.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"
#include "features/access/wire.hpp"
#include "features/settings/settings.hpp"
#include "platform/config/config.hpp"
#include "platform/journal/fact.hpp"

#include <algorithm>

namespace heed::access {

namespace {

/// Teams one works in come also without rights of their own there.
std::vector<wire::TeamPermissions> teams_for(db::Transaction& tx, const Actor& actor) {
    std::vector<wire::TeamPermissions> result;
    const auto memberships = people::teams_of(tx, actor.person);
    for (auto& team : people::find_teams(tx)) {
        const auto held = std::ranges::find(actor.in_teams, team.id, &Actor::InTeam::team);
        const bool works_there = std::ranges::find(memberships, team.id) != memberships.end();
        if (held == actor.in_teams.end() && !works_there) continue;
        wire::TeamPermissions view{.id = team.id, .name = std::move(team.name), .permissions = {}};
        if (held != actor.in_teams.end()) view.permissions = permissions_in(held->permissions);
        result.push_back(std::move(view));
    }
    return result;
}

std::vector<Banner> banners_for(db::Transaction& tx, const Gate& gate, const Actor& actor) {
    std::vector<Banner> result;
    for (const auto& source : gate.options().banners) {
        for (auto& banner : source(tx, actor)) result.push_back(std::move(banner));
    }
    return result;
}

void add_own_banners(wire::SessionView& view, const Actor& actor) {
    if (view.desk.insecure && actor.may(Permission::settings_manage)) {
        view.banners.push_back({
            .code = "insecure",
            .text = "This desk is reached without TLS: passwords and letters can be read on the"
                    " way. Set base_url to an https address.",
            .link = {},
            .about = {},
            .why = {},
        });
    }
    if (view.enrol_by) {
        view.banners.push_back({
            .code = "second_factor_due",
            .text = "This desk asks you for a second factor soon. Set one up in your profile.",
            .link = "/desk/me",
            .about = {},
            .why = {},
        });
    }
    if (view.desk.quiet && actor.may(Permission::operations_manage)) {
        view.banners.push_back({
            .code = "quiet",
            .text = "This desk is quiet: nothing is fetched and nothing is sent.",
            .link = "/desk/settings",
            .about = {},
            .why = {},
        });
    }
}

wire::SecondStepView step_view(db::Transaction& tx, const SecondStep& step) {
    return {
        .token = step.token,
        .expires_at = step.expires_at,
        .by_code = store::find_authenticator(tx, step.person, true).has_value(),
        .by_passkey = store::has_passkey(tx, step.person),
    };
}

} // namespace

std::string session_json(Desk& desk, const Gate& gate, const Viewer& viewer) {
    const auto& actor = viewer.actor;
    wire::SessionView view;
    desk.db.read_job([&](db::Transaction& tx) {
        view = {};
        const auto settings = settings::settings_of(tx);
        view.desk = {
            .name = settings.desk_name,
            .language = settings.language,
            .zone = settings.zone,
            .base_url = desk.config.public_url(),
            .quiet = settings.quiet,
            .demo = settings::is_demo(tx),
            .insecure = desk.config.insecure && desk.config.public_url().starts_with("http:"),
        };
        view.setup_needed = !has_administrator(tx);
        view.permissions = permissions_in(actor.permissions);
        view.signed_in = actor.kind != Actor::Kind::anonymous;
        if (!viewer.session_token.empty()) view.csrf = csrf_of(viewer.session_token);
        if (viewer.second_step) view.second_step = step_view(tx, *viewer.second_step);
        if (!actor.person.is_set()) return;
        const auto person = people::find_person(tx, actor.person);
        CHECK(person.has_value());
        view.person = {
            .id = person->id,
            .name = person->name,
            .email = person->email,
            .kind = person->kind,
            .language = person->language.value_or(settings.language),
            .zone = person->zone.value_or(settings.zone),
        };
        view.must_enrol = viewer.must_enrol;
        if (!actor.is_staff() || viewer.must_enrol) return;
        if (actor.kind == Actor::Kind::agent && !has_factor(tx, actor.person))
            view.enrol_by = factor_needed_from(tx, actor.person);
        view.position = journal::complete_to(tx);
        view.teams = teams_for(tx, actor);
        view.banners = banners_for(tx, gate, actor);
    });
    add_own_banners(view, actor);
    return to_json(view);
}

Viewer viewer_of(const http::Request& request) {
    const auto& visit = visit_of(request);
    Viewer viewer{
        .actor = request.actor,
        .session_token = visit.session_token,
        .must_enrol = visit.must_enrol,
        .second_step = {},
    };
    if (!visit.must_enrol) return viewer;
    viewer.actor.kind = Actor::Kind::agent;
    viewer.actor.person = visit.person;
    return viewer;
}

Result<> require_session(const http::Request& request) {
    if (visit_of(request).session.is_set()) return {};
    return refuse(Refusal::forbidden, "session_needed", {}, "This takes a sign-in, not a token.");
}

http::Response signed_out(const http::Request& request) {
    auto response = http::no_content();
    response.set("Set-Cookie", visit_of(request).gate.cookie_of_nobody());
    response.set("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}

} // namespace heed::access
