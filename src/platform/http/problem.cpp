// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/problem.hpp"

#include "kernel/check.hpp"
#include "kernel/json.hpp"
#include "kernel/refusal_words.hpp"

#include <algorithm>

namespace heed::http {

namespace {

struct Body {
    int status;
    std::string_view code;
    std::string_view detail;
    std::string_view pointer;
};

Response made(const Body& body, const std::vector<std::pair<std::string, std::string>>& members) {
    std::string json = R"({"type":"about:blank","title":)";
    write_json(json, reason_phrase(body.status));
    json += R"(,"status":)";
    write_json(json, body.status);
    json += R"(,"code":)";
    write_json(json, body.code);
    json += R"(,"detail":)";
    write_json(json, body.detail.empty() ? reason_phrase(body.status) : body.detail);
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        json += ",\"" + std::string(name) + "\":";
        write_json(json, value);
    };
    add("pointer", body.pointer);
    for (const auto& [name, value] : members) {
        json += ',';
        write_json(json, name);
        json += ':' + value;
    }
    json += '}';
    auto response = content("application/problem+json", std::move(json));
    response.status = body.status;
    return response;
}

} // namespace

int status_of(Refusal kind) {
    switch (kind) {
        case Refusal::malformed: return 400;
        case Refusal::unauthenticated: return 401;
        case Refusal::forbidden: return 403;
        case Refusal::not_found: return 404;
        case Refusal::conflict: return 409;
        case Refusal::too_large: return 413;
        case Refusal::invalid: return 422;
        case Refusal::too_many: return 429;
        case Refusal::unavailable: return 503;
    }
    check_failed("a known refusal", std::source_location::current());
}

Response problem(const Error& error) {
    const int status = status_of(error.kind);
    const auto detail = words_of(error);
    auto response = made(
        {.status = status, .code = error.code, .detail = detail, .pointer = error.pointer},
        error.members
    );
    if ((status == 429 || status == 503) && error.code != outcome_unclear) {
        const auto wait =
            std::ranges::find(error.members, "retry_after", [](const auto& m) { return m.first; });
        response.set("Retry-After", wait == error.members.end() ? "1" : wait->second);
    }
    return response;
}

Response problem(
    int status,
    std::string_view code,
    std::string_view detail,
    const std::vector<std::pair<std::string, std::string>>& members
) {
    return made({.status = status, .code = code, .detail = detail, .pointer = {}}, members);
}

Error retry_later(Refusal kind, std::string_view code, std::string_view detail, int seconds) {
    return {
        .kind = kind,
        .code = std::string(code),
        .pointer = {},
        .detail = std::string(detail),
        .members = {{"retry_after", std::to_string(seconds)}},
    };
}

} // namespace heed::http
