// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/openapi.hpp"

#include "app/parts.hpp"
#include "app/pretty_json.hpp"
#include "kernel/format.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace heed::app {

namespace {

constexpr std::string_view base = "/api/v1";

constexpr std::string_view head =
    R"("openapi":"3.1.0","info":{"title":"Heed","version":"1","summary":"A service desk.",)"
    R"("description":"Everything the desk's own screens do goes through this API. )"
    R"(docs/api/README.md has the conventions.",)"
    R"("license":{"name":"AGPL-3.0-or-later","identifier":"AGPL-3.0-or-later"}},)"
    R"("servers":[{"url":"/api/v1"}])";

constexpr std::string_view security_schemes =
    R"("securitySchemes":{)"
    R"("token":{"type":"http","scheme":"bearer","description":"An API token. It may do )"
    R"(what its scopes say."},)"
    R"("session":{"type":"apiKey","in":"cookie","name":"__Host-heed",)"
    R"("description":"The cookie of a browser; writes also carry `X-Heed-Csrf` from )"
    R"(GET /session."}})";

constexpr std::string_view shared_parameters =
    R"("parameters":{"IdempotencyKey":{"name":"Idempotency-Key","in":"header","required":false,)"
    R"("description":"Makes the write safe to repeat for 24 hours: the same key )"
    R"(answers what was done.",)"
    R"("schema":{"type":"string","maxLength":200}}})";

constexpr std::string_view shared_responses =
    R"("responses":{"Problem":{"description":"A refusal: RFC 9457 with a stable `code`.",)"
    R"("content":{"application/problem+json":)"
    R"({"schema":{"$ref":"#/components/schemas/Problem"}}}}})";

/// Refusals are written by platform/http; some carry members of their own.
constexpr std::string_view problem_schema =
    R"({"type":"object","properties":{)"
    R"("type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
    R"("code":{"type":"string"},"detail":{"type":"string"},)"
    R"("pointer":{"type":"string","description":"The field that is meant, as /imap/host."},)"
    R"("errors":{"type":"array","items":{"$ref":"#/components/schemas/FieldProblem"}},)"
    R"("retry_after":{"type":"integer"},"incident":{"type":"string"},)"
    R"("allowed":{"type":"array","items":{"type":"string"}},"version":{"type":"integer"},)"
    R"("fields":{"type":"object","description":"Both values of each field that another )"
    R"(change stands in the way of.",)"
    R"("additionalProperties":{"$ref":"#/components/schemas/FieldConflict"}},)"
    R"("entries":{"type":"array","description":"Messages that came )"
    R"(meanwhile.","items":{"type":"integer"}}},)"
    R"("required":["type","title","status","code","detail"],"additionalProperties":true})";

constexpr std::string_view field_problem_schema =
    R"({"type":"object","properties":{"pointer":{"type":"string"},"code":{"type":"string"},)"
    R"("detail":{"type":"string"}},"required":["pointer","code"],"additionalProperties":true})";

constexpr std::string_view field_conflict_schema =
    R"({"type":"object","properties":{"yours":{},"theirs":{}},)"
    R"("required":["yours","theirs"],"additionalProperties":true})";

/// A route as the document needs it, from its table and its description.
struct Operation {
    Described described;
    std::string_view needs;
    http::BodyKind body = http::BodyKind::none;
};

std::vector<Operation> operations() {
    std::vector<Operation> all;
    const auto routes = all_routes();
    for (const auto& described : all_described()) {
        const auto route = std::ranges::find_if(routes, [&](const Route& one) {
            return one.method == described.method && one.pattern == described.pattern;
        });
        const auto own_body =
            described.body == nullptr ? http::BodyKind::none : http::BodyKind::json;
        all.push_back({
            .described = described,
            .needs = route == routes.end() ? described.needs : route->needs,
            .body = route == routes.end() ? own_body : route->body.kind,
        });
    }
    return all;
}

bool changes(http::Method method) {
    return method != http::Method::get && method != http::Method::head;
}

std::string json_text(std::string_view text) {
    std::string json;
    write_json_string(json, text);
    return json;
}

std::string method_name(http::Method method) {
    return ascii_lower(name_of(method));
}

/// `patch_tickets_number` for PATCH /tickets/{number}.
std::string operation_id(const Described& described) {
    auto id = method_name(described.method);
    for (const char letter : described.pattern.substr(base.size())) {
        if (letter == '/')
            id += '_';
        else if (letter != '{' && letter != '}')
            id += letter;
    }
    return id;
}

std::string parameter(
    std::string_view name, std::string_view where, const std::string& schema, std::string_view says
) {
    auto json = fmt::format(
        R"({{"name":{},"in":"{}","required":{},)", json_text(name), where, where == "path"
    );
    if (!says.empty()) json += fmt::format(R"("description":{},)", json_text(says));
    return json + fmt::format(R"("schema":{}}})", schema);
}

/// Parts of a path are ids but for a few names.
std::string path_schema(Schemas& schemas, std::string_view name) {
    constexpr std::array<std::string_view, 5> words{"kind", "language", "reader", "tag", "token"};
    if (std::ranges::find(words, name) != words.end()) return gives<std::string>(schemas);
    return schemas.integer(1, id_max).text();
}

std::vector<std::string> parameters(Schemas& schemas, const Described& described) {
    std::vector<std::string> all;
    auto rest = described.pattern;
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
        const auto name = rest.substr(open + 1, close - open - 1);
        all.push_back(parameter(name, "path", path_schema(schemas, name), {}));
        rest.remove_prefix(close + 1);
    }
    for (const auto& query : described.query)
        all.push_back(parameter(query.name, "query", query.shape(schemas), query.says));
    if (changes(described.method) && described.unkeyed.empty())
        all.emplace_back(R"({"$ref":"#/components/parameters/IdempotencyKey"})");
    return all;
}

std::string request_body(Schemas& schemas, const Operation& operation) {
    const auto content = [](std::string_view media, const std::string& schema) {
        return fmt::format(
            R"("requestBody":{{"required":true,"content":{{"{}":{{"schema":{}}}}}}},)",
            media,
            schema
        );
    };
    switch (operation.body) {
        case http::BodyKind::none:
        case http::BodyKind::form: return {};
        case http::BodyKind::json:
            CHECK(operation.described.body != nullptr);
            return content("application/json", operation.described.body(schemas));
        case http::BodyKind::multipart:
            return content(
                "multipart/form-data",
                R"({"type":"object","properties":{"file":{"type":"string","format":"binary"}},)"
                R"("required":["file"]})"
            );
        case http::BodyKind::raw:
            return content("message/rfc822", R"({"type":"string","format":"binary"})");
    }
    check_failed("a known body", std::source_location::current());
}

std::string success(Schemas& schemas, const Described& described) {
    if (described.media.empty()) return R"({"description":"Done."})";
    const auto schema =
        described.answer == nullptr ? R"({"type":"string"})" : described.answer(schemas);
    return fmt::format(
        R"({{"description":"{}","content":{{"{}":{{"schema":{}}}}}}})",
        changes(described.method) ? "What is true after it." : "What was asked for.",
        described.media,
        schema
    );
}

std::string responses(Schemas& schemas, const Described& described) {
    const auto good = success(schemas, described);
    auto json = fmt::format(R"("{}":{})", described.status, good);
    if (described.or_status != 0) json += fmt::format(R"(,"{}":{})", described.or_status, good);
    return json + R"(,"default":{"$ref":"#/components/responses/Problem"})";
}

/// Who may ask, for people and for machines.
std::string permission_text(std::string_view needs) {
    if (needs == "anonymous") return "Anybody may ask.";
    if (needs == "signed_in") return "For everybody who is signed in.";
    if (needs == "own_account") return "For everybody who is signed in, about themselves.";
    if (needs == "staff") return "For agents and API tokens.";
    return fmt::format("Needs the permission `{}`.", needs);
}

/// What whoever asks should know beside what is done.
std::string terms_of(const Operation& operation) {
    const auto& unkeyed = operation.described.unkeyed;
    const auto who = permission_text(operation.needs);
    return unkeyed.empty() ? who : fmt::format("{} No Idempotency-Key: {}", who, unkeyed);
}

std::string operation_json(Schemas& schemas, const Operation& operation) {
    const auto& described = operation.described;
    const auto path = described.pattern.substr(base.size() + 1);
    const bool open = operation.needs == "anonymous";
    auto json = fmt::format(
        R"({{"operationId":"{}","tags":[{}],"summary":{},"description":{},"x-permission":"{}",)",
        operation_id(described),
        json_text(path.substr(0, path.find('/'))),
        json_text(described.says),
        json_text(terms_of(operation)),
        operation.needs
    );
    json += fmt::format(R"("security":[{}{{"token":[]}},{{"session":[]}}],)", open ? "{}," : "");
    if (const auto all = parameters(schemas, described); !all.empty())
        json += fmt::format(R"("parameters":[{}],)", fmt::join(all, ","));
    json += request_body(schemas, operation);
    return json + fmt::format(R"("responses":{{{}}}}})", responses(schemas, described));
}

/// Operations by path, each path with its methods in order.
std::string paths(Schemas& schemas) {
    std::map<std::string, std::map<http::Method, std::string>> by_path;
    for (const auto& operation : operations())
        by_path[std::string(operation.described.pattern.substr(base.size()))]
               [operation.described.method] = operation_json(schemas, operation);
    std::string json;
    for (const auto& [path, methods] : by_path) {
        json += fmt::format("{}{}:{{", json.empty() ? "" : ",", json_text(path));
        for (bool first = true; const auto& [method, text] : methods) {
            json += fmt::format(R"({}"{}":{})", first ? "" : ",", method_name(method), text);
            first = false;
        }
        json += '}';
    }
    return json;
}

std::string components(const Schemas& schemas) {
    auto named = schemas.named();
    named["Problem"] = problem_schema;
    named["FieldProblem"] = field_problem_schema;
    named["FieldConflict"] = field_conflict_schema;
    std::string json;
    for (const auto& [name, schema] : named)
        json += fmt::format("{}{}:{}", json.empty() ? "" : ",", json_text(name), schema);
    return fmt::format(
        R"({},{},{},"schemas":{{{}}})", security_schemes, shared_parameters, shared_responses, json
    );
}

} // namespace

std::string openapi() {
    Schemas schemas;
    const auto all_paths = paths(schemas);
    return pretty_json(fmt::format(
        R"({{{},"paths":{{{}}},"components":{{{}}}}})", head, all_paths, components(schemas)
    ));
}

} // namespace heed::app
