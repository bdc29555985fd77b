// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

/// The value of a hidden field of a page.
std::string hidden(const std::string& html, std::string_view name) {
    const auto mark = fmt::format("name=\"{}\" value=\"", name);
    const auto at = html.find(mark);
    if (at == std::string::npos) return {};
    const auto begin = at + mark.size();
    return html.substr(begin, html.find('"', begin) - begin);
}

/// What ties a form to the browser that asked for it.
std::string form_token(Visitor& visitor) {
    return hidden(visitor.get("/").response.body, "csrf");
}

Call ask_form(Visitor& visitor) {
    const auto page = visitor.get("/").response.body;
    return {
        .path = "/",
        .form =
            {{"csrf", hidden(page, "csrf")},
             {"once", hidden(page, "once")},
             {"subject", "The printer is silent"},
             {"text", "It prints nothing."},
             {"name", "Ana"},
             {"email", "ana@customers.example"},
             {"website", ""},
             {"kind", "incident"}},
        .files = {{"files", "what it printed"}},
    };
}

std::string sign_in_path(Scene& scene) {
    const auto name = scene.fresh("visitor");
    scene.made(
        "/api/v1/people",
        fmt::format(R"({{"name":"{}","addresses":["{}@customers.example"]}})", name, name)
    );
    scene.desk.stranger().post(
        "/api/v1/sign_in_links", fmt::format(R"({{"email":"{}@customers.example"}})", name)
    );
    return "/sign_in/" + scene.desk.token_in_letter("sign_in_link_asked");
}

/// A page of one request: by session, or by a link to it.
using PathOf = std::string (*)(Scene&, const Who&, const std::string& ticket);

std::string by_session(Scene&, const Who&, const std::string& ticket) {
    return "/requests/" + ticket;
}

/// A link is a right of its own, whoever holds it; the foreign one has ended.
std::string by_link(Scene& scene, const Who& who, const std::string& ticket) {
    const bool ended = who.role == "link" && who.relation == Relation::foreign;
    const auto path = scene.link(who, ticket);
    if (!ended) return path;
    scene.desk
        .run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<bool> {
            access::revoke_request_links(
                tx, actor, {.ticket = TicketId{std::stoll(ticket)}, .person = {}}, now
            );
            return true;
        })
        .value();
    return path;
}

void add_request_calls(Calls& calls, const std::string& pattern, PathOf path_of) {
    calls["GET " + pattern] = [=](Scene& scene, Visitor&, const Who& who) -> Call {
        return {.path = path_of(scene, who, scene.ticket(who))};
    };
    calls["POST " + pattern + "/reply"] = [=](Scene& scene, Visitor&, const Who& who) -> Call {
        return {
            .path = path_of(scene, who, scene.ticket(who)) + "/reply",
            .form = {{"text", "It still jams."}, {"once", scene.fresh("once")}},
            .files = {{"files", "what it printed"}},
        };
    };
    calls["POST " + pattern + "/solved"] = [=](Scene& scene, Visitor&, const Who& who) -> Call {
        return {
            .path = path_of(scene, who, scene.ticket(who)) + "/solved",
            .form = {{"once", scene.fresh("once")}},
        };
    };
    calls["GET " + pattern + "/files/{file}"] = [=](Scene& scene, Visitor&, const Who& who) {
        const auto ticket = scene.ticket(who);
        const auto path = path_of(scene, who, ticket);
        return Call{.path = path + "/files/" + scene.attachment(ticket)};
    };
    calls["GET " + pattern + "/letters/{entry}"] = [=](Scene& scene, Visitor&, const Who& who) {
        const auto came = scene.letter(who);
        return Call{.path = path_of(scene, who, came.ticket) + "/letters/" + came.entry};
    };
}

void add_portal_calls(Calls& calls) {
    const auto add = [&](std::string_view route, Call call) {
        calls[std::string(route)] = [call](Scene&, Visitor&, const Who&) { return call; };
    };
    add("GET /", {.path = "/"});
    add("GET /portal.css", {.path = "/portal.css"});
    add("GET /portal.svg", {.path = "/portal.svg"});
    add("GET /favicon.ico", {.path = "/favicon.ico"});
    add("GET /sign_in", {.path = "/sign_in"});
    add("POST /sign_out", {.path = "/sign_out", .form = {{"once", "1"}}});
    add("GET /requests", {.path = "/requests"});
    calls["POST /"] = [](Scene&, Visitor& visitor, const Who&) { return ask_form(visitor); };
    calls["GET /sign_in/{token}"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {.path = sign_in_path(scene)};
    };
    calls["POST /sign_in"] = [](Scene&, Visitor& visitor, const Who&) -> Call {
        return {
            .path = "/sign_in",
            .form =
                {{"csrf", form_token(visitor)},
                 {"email", "zed@customers.example"},
                 {"next", "/requests"}},
        };
    };
    calls["POST /sign_in/{token}"] = [](Scene& scene, Visitor& visitor, const Who&) -> Call {
        return {.path = sign_in_path(scene), .form = {{"csrf", form_token(visitor)}}};
    };
}

void add_web_calls(Calls& calls) {
    const auto add = [&](std::string_view route, std::string path) {
        calls[std::string(route)] = [path](Scene&, Visitor&, const Who&) -> Call {
            return {.path = path};
        };
    };
    add("GET /assets/{path...}", "/assets/desk.js");
    add("GET /desk", "/desk");
    add("GET /desk/{path...}", "/desk/tickets/1");
    add("GET /healthz", "/healthz");
    add("GET /readyz", "/readyz");
    add("GET /metrics", "/metrics");
}

} // namespace

void add_page_calls(Calls& calls) {
    add_portal_calls(calls);
    add_request_calls(calls, "/requests/{number}", by_session);
    add_request_calls(calls, "/r/{token}", by_link);
    add_web_calls(calls);
}

} // namespace heed::tests
