// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/whole_desk/calls.hpp"

namespace heed::tests {

namespace {

constexpr std::string_view one = "/api/v1/tickets/{number}";

std::string path_of(const std::string& ticket, std::string_view rest = {}) {
    return fmt::format("/api/v1/tickets/{}{}", ticket, rest);
}

/// A call that concerns one ticket, in the state it needs.
Builder about_ticket(std::string rest, std::string json = {}, std::string state = "new") {
    return [=](Scene& scene, Visitor&, const Who& who) {
        return Call{.path = path_of(scene.ticket(who, state), rest), .json = json};
    };
}

void add_reading_calls(Calls& calls) {
    calls["GET /api/v1/tickets"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/tickets?state=new"};
    };
    calls["GET /api/v1/counts"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/counts"};
    };
    for (const auto* path : {"/api/v1/search", "/api/v1/search/suggestions"}) {
        calls[fmt::format("GET {}", path)] = [path](Scene&, Visitor&, const Who&) -> Call {
            return {.path = fmt::format("{}?q=printer", path)};
        };
    }
    for (const auto* rest : {"", "/entries", "/history", "/presence", "/similar"})
        calls[fmt::format("GET {}{}", one, rest)] = about_ticket(rest);
    calls["GET /api/v1/entries/{entry}/body"] = [](Scene& scene, Visitor&, const Who& who) -> Call {
        return {.path = fmt::format("/api/v1/entries/{}/body", scene.entry(who))};
    };
    calls["GET /api/v1/attachments/{attachment}"] = [](Scene& scene, Visitor&, const Who& who) {
        return Call{.path = "/api/v1/attachments/" + scene.attachment(scene.ticket(who))};
    };
    calls["GET /api/v1/stream"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/stream"};
    };
}

void add_state_calls(Calls& calls) {
    const auto put = [&](std::string_view method, std::string_view rest, Builder builder) {
        calls[fmt::format("{} {}{}", method, one, rest)] = std::move(builder);
    };
    put("PATCH", "", about_ticket("", R"({"subject":"Printer on the first floor"})"));
    put("POST", "/resolution", about_ticket("/resolution", R"({"resolution":"New toner."})"));
    put("DELETE", "/resolution", about_ticket("/resolution", "", "resolved"));
    put("POST", "/waiting", about_ticket("/waiting", R"({"waiting_for":"supplier"})"));
    put("DELETE", "/waiting", about_ticket("/waiting", "", "waiting"));
    put("POST", "/cancellation", about_ticket("/cancellation", R"({"as":"error"})"));
    put("DELETE", "/cancellation", about_ticket("/cancellation", "", "cancelled"));
    put("POST", "/closure", about_ticket("/closure", "", "resolved"));
    put("PUT", "/presence", about_ticket("/presence", R"({"doing":"viewing"})"));
    put("DELETE", "/presence", about_ticket("/presence"));
    put("PUT", "/read", about_ticket("/read", R"({"entry_id":1})"));
    put("DELETE", "/read", about_ticket("/read"));
    put("PUT", "/tags/{tag}", about_ticket("/tags/vip"));
    put("DELETE", "/tags/{tag}", [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto path = path_of(scene.ticket(who), "/tags/vip");
        scene.ada.put(path);
        return {.path = path};
    });
}

void add_joining_calls(Calls& calls) {
    calls["PUT /api/v1/tickets/{number}/helpers/{person}"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        return {.path = path_of(scene.ticket(who), "/helpers/" + scene.new_agent())};
    };
    calls["DELETE /api/v1/tickets/{number}/helpers/{person}"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto path = path_of(scene.ticket(who), "/helpers/" + scene.new_agent());
        scene.ada.put(path);
        return {.path = path};
    };
    calls["PUT /api/v1/tickets/{number}/watchers/{person}"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        return {.path = path_of(scene.ticket(who), "/watchers/" + scene.new_agent())};
    };
    calls["DELETE /api/v1/tickets/{number}/watchers/{person}"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto path = path_of(scene.ticket(who), "/watchers/" + scene.new_agent());
        scene.ada.put(path);
        return {.path = path};
    };
    calls["DELETE /api/v1/tickets/{number}/request_links"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto ticket = scene.ticket(who);
        static_cast<void>(scene.link(who, ticket));
        return {.path = path_of(ticket, "/request_links")};
    };
    calls["POST /api/v1/tickets/{number}/links"] = [](Scene& scene, Visitor&, const Who& who
                                                   ) -> Call {
        return {
            .path = path_of(scene.ticket(who), "/links"),
            .json = fmt::format(R"({{"kind":"related","number":{}}})", scene.ticket(who)),
        };
    };
    calls["DELETE /api/v1/tickets/{number}/links/{link}"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto path = path_of(scene.ticket(who), "/links");
        const auto json = fmt::format(R"({{"kind":"related","number":{}}})", scene.ticket(who));
        return {.path = path + "/" + scene.ada.post(path, json).text("/links/0/id")};
    };
}

void add_writing_calls(Calls& calls) {
    calls["POST /api/v1/tickets"] = [](Scene& scene, Visitor&, const Who&) -> Call {
        return {
            .path = "/api/v1/tickets",
            .json = fmt::format(
                R"({{"subject":"Scanner","customer":{{"id":{}}},"team_id":{},)"
                R"("message":{{"kind":"note","body_text":"By telephone."}}}})",
                scene.people.at("zed").value,
                scene.support
            ),
        };
    };
    for (const auto* what : {"replies", "notes"})
        calls[fmt::format("POST {}/{}", one, what)] =
            about_ticket(fmt::format("/{}", what), R"({"body_text":"We look."})");
    calls["POST /api/v1/tickets/{number}/calls"] =
        about_ticket("/calls", R"({"direction":"in","body_text":"She called."})");
    calls["POST /api/v1/entries/{entry}/judgements/{judgement}/reversal"] =
        [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto [entry, judgement] = scene.judgement(who);
        return {.path = fmt::format("/api/v1/entries/{}/judgements/{}/reversal", entry, judgement)};
    };
    calls["DELETE /api/v1/entries/{entry}"] = [](Scene& scene, Visitor&, const Who& who) -> Call {
        const auto later = to_rfc3339(scene.desk.clock.now() + std::chrono::hours{1});
        const auto held = scene.ada.post(
            path_of(scene.ticket(who), "/replies"),
            fmt::format(R"({{"body_text":"We look.","release_at":"{}"}})", later)
        );
        return {.path = "/api/v1/entries/" + held.text("/entry_id")};
    };
    calls["POST /api/v1/attachments"] = [](Scene&, Visitor&, const Who&) -> Call {
        return {.path = "/api/v1/attachments", .files = {{"file", "a few words"}}};
    };
}

} // namespace

void add_ticket_calls(Calls& calls) {
    add_reading_calls(calls);
    add_state_calls(calls);
    add_joining_calls(calls);
    add_writing_calls(calls);
}

} // namespace heed::tests
