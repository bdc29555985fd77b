// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"
#include "platform/json/json.hpp"
#include "tests/bad_input/mutations.hpp"
#include "tests/whole_desk/calls.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <initializer_list>
#include <mutex>
#include <set>
#include <sstream>

using namespace heed;
using namespace heed::tests;

namespace {

using Reply = http::TestClient::Reply;

constexpr const char* json_type = "application/json";

struct Sent {
    std::string body = {};
    std::string type = {};
};

/// A desk behind a socket, as it runs.
class Served {
public:
    explicit Served(db::Engine engine) : scene(engine), server_(options(), routes()) {
        server_.start();
    }

    Scene scene;

    /// The request with another body, or to another path. Without a type no Content-Type is sent.
    Reply send(const http::Request& request, const Sent& sent, std::string_view path = {}) {
        auto bytes = fmt::format(
            "{} {} HTTP/1.1\r\nHost: desk.example\r\nConnection: close\r\n",
            name_of(request.method),
            path.empty() ? request.target : path
        );
        for (const auto* name : {"Cookie", "Origin", "X-Heed-Csrf", "Authorization"}) {
            if (const auto value = request.headers.find(name))
                bytes += fmt::format("{}: {}\r\n", name, *value);
        }
        if (!sent.type.empty()) bytes += fmt::format("Content-Type: {}\r\n", sent.type);
        if (!sent.body.empty() || request.method != http::Method::get)
            bytes += fmt::format("Content-Length: {}\r\n", sent.body.size());
        bytes += "\r\n";
        bytes += sent.body;
        http::TestClient client(server_.port());
        return client.ask(bytes);
    }

    /// How many facts there are: bad input adds none.
    std::int64_t head() {
        return scene.desk.read([](db::Transaction& tx) { return journal::head(tx); });
    }

    std::vector<std::string> faults() {
        const std::scoped_lock lock(mutex_);
        return faults_;
    }

private:
    http::Options options() {
        http::Options options;
        options.io_threads = 2;
        options.read_workers = 2;
        options.write_workers = 4;
        options.base_url = "https://desk.example";
        options.upload_folder = scene.desk.desk().config.data / "uploads";
        options.hook = [this](http::Request& request, const http::Route& route) {
            return scene.desk.gate().authorise(request, route);
        };
        options.on_fault = [this](const http::FaultRecord& fault) {
            const std::scoped_lock lock(mutex_);
            faults_.push_back(fmt::format("{}: {}", fault.pattern, fault.what));
        };
        return options;
    }

    std::vector<http::Route> routes() { return scene.desk.router().routes(); }

    std::mutex mutex_;
    std::vector<std::string> faults_;
    http::Server server_;
};

/// A route with a good call of somebody who may make it.
struct Target {
    const http::Route& route;
    Call call;
    http::Request request;
};

Target target_of(Served& served, const http::Route& route) {
    const bool of_customer = route.pattern.starts_with("/requests") || route.pattern == "/sign_out";
    const Who who{
        .role = of_customer ? "customer" : "administrator",
        .relation = of_customer ? Relation::own : Relation::foreign,
    };
    auto visitor = served.scene.visitor(who.role);
    const auto name = name_of_route(route);
    auto call = calls().at(name)(served.scene, visitor, who);
    auto request = visitor.own_page_request(route.method, call.path, {});
    return {.route = route, .call = std::move(call), .request = std::move(request)};
}

bool is_answer(const Reply& reply) {
    return reply.status >= 200 && reply.status < 500;
}

/// A program that is refused is told why, in a sentence.
bool says_why(const Reply& reply) {
    if (!reply.body.starts_with('{') || reply.status < 400) return true;
    const Answer answer{http::Response{.status = reply.status, .headers = {}, .body = reply.body}};
    return !answer.text("/detail").empty();
}

void expect_refusal(Served& served, const Target& target, const Wrong& wrong) {
    INFO(name_of_route(target.route), ": ", wrong.name);
    const auto reply = served.send(target.request, {wrong.body, json_type});
    const Answer answer{http::Response{.status = reply.status, .headers = {}, .body = reply.body}};
    CHECK(reply.status == wrong.status);
    CHECK(!answer.text("/detail").empty());
    if (!wrong.code.empty()) CHECK(answer.code() == wrong.code);
    if (!wrong.pointer.empty()) CHECK(answer.text("/pointer").starts_with(wrong.pointer));
}

bool takes_json(const http::Route& route) {
    // Once somebody administers the desk, nothing that is sent there is looked at.
    return route.body.kind == http::BodyKind::json && !route.pattern.starts_with("/api/v1/setup");
}

/// What the API document lets a body of that route hold.
std::set<std::string> fields_of(const http::Route& route) {
    static const auto document = [] {
        std::ifstream stream("docs/api/openapi.json");
        std::ostringstream text;
        text << stream.rdbuf();
        return JsonDocument::parse(text.str()).value();
    }();
    const auto at = [](Json from, std::initializer_list<std::string_view> names) {
        for (const auto name : names) from = from.find(name).value();
        return from;
    };
    const auto path = std::string_view(route.pattern).substr(std::string_view("/api/v1").size());
    const auto method = ascii_lower(name_of(route.method));
    const auto reference =
        at(document.root(),
           {"paths", path, method, "requestBody", "content", json_type, "schema", "$ref"});
    const auto name = reference.as_text().substr(reference.as_text().rfind('/') + 1);
    const auto properties = at(document.root(), {"components", "schemas", name, "properties"});
    std::set<std::string> fields;
    for (const auto& [field, value] : properties.members()) fields.emplace(field);
    return fields;
}

template <class Test>
void on_each_engine(Test test) {
    for (const auto engine : db::test_engines()) {
        Served served(engine);
        const auto routes = served.scene.desk.router().routes();
        for (const auto& route : routes) test(served, route);
        for (const auto& fault : served.faults()) FAIL_CHECK(fault);
    }
}

/// The path of the call with its part named `{parameter}` replaced.
std::string with_part(const Target& target, std::string_view parameter, std::string_view word) {
    std::string path;
    std::string_view pattern = target.route.pattern;
    std::string_view given = target.call.path;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);
        given.remove_prefix(std::min<std::size_t>(1, given.size()));
        const auto part = pattern.substr(0, pattern.find('/'));
        const auto own = given.substr(0, given.find('/'));
        path += '/';
        path += part == parameter ? word : own;
        pattern.remove_prefix(part.size());
        given.remove_prefix(own.size());
    }
    return path;
}

std::vector<std::string> parameters_of(std::string_view pattern) {
    std::vector<std::string> found;
    for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
        found.emplace_back(pattern.substr(at, pattern.find('}', at) + 1 - at));
    return found;
}

/// Words of one's own choosing: others than in the call may be good as well.
bool is_free(std::string_view parameter) {
    return parameter == "{tag}" || parameter == "{path...}" || parameter == "{language}";
}

std::string form_of(const Call& call) {
    std::string body;
    for (const auto& [name, value] : call.form) {
        body += body.empty() ? "" : "&";
        body += http::percent_encoded(name) + '=' + http::percent_encoded(value);
    }
    return body;
}

std::string multipart_of(const Call& call) {
    std::string body;
    for (const auto& [name, value] : call.form)
        body += fmt::format(
            "--edge\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", name, value
        );
    for (const auto& [name, content] : call.files)
        body += fmt::format(
            "--edge\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"a.txt\"\r\n"
            "Content-Type: text/plain\r\n\r\n{}\r\n",
            name,
            content
        );
    return body + "--edge--\r\n";
}

Sent good_body(const Target& target) {
    switch (target.route.body.kind) {
        case http::BodyKind::none: return {};
        case http::BodyKind::json: return {target.call.json, json_type};
        case http::BodyKind::raw: return {target.call.raw, "message/rfc822"};
        case http::BodyKind::form:
            return {form_of(target.call), "application/x-www-form-urlencoded"};
        case http::BodyKind::multipart:
            return {multipart_of(target.call), "multipart/form-data; boundary=edge"};
    }
    return {};
}

} // namespace

TEST_CASE("what is no JSON, or has another shape, is refused with its place and changes nothing") {
    on_each_engine([](Served& served, const http::Route& route) {
        if (!takes_json(route)) return;
        const auto target = target_of(served, route);
        const auto before = served.head();
        for (const auto& wrong : broken_json(target.call.json))
            expect_refusal(served, target, wrong);
        for (const auto& wrong : wrong_shapes(target.call.json))
            expect_refusal(served, target, wrong);
        INFO(name_of_route(route));
        CHECK(served.head() == before);
    });
}

TEST_CASE("no column of any table is set by naming it, unless the API document says so") {
    Scene scene(db::Engine::sqlite);
    const auto columns = scene.desk.read([](db::Transaction& tx) {
        return tx.rows<std::string>(
            "SELECT DISTINCT c.name FROM sqlite_master t, pragma_table_info(t.name) c "
            "WHERE t.type = 'table' ORDER BY 1"
        );
    });
    CHECK(columns.size() > 100);
    for (const auto& route : scene.desk.router().routes()) {
        if (!takes_json(route)) continue;
        INFO(name_of_route(route));
        const auto known = fields_of(route);
        auto visitor = scene.visitor("administrator");
        const Who who{.role = "administrator", .relation = Relation::foreign};
        const auto call = calls().at(name_of_route(route))(scene, visitor, who);
        for (const auto& column : columns) {
            if (known.contains(column)) continue;
            const auto body = with_member(call.json, fmt::format(R"("{}":1)", column));
            auto request = visitor.own_page_request(route.method, call.path, body);
            const Answer answer{scene.desk.answer(request)};
            CAPTURE(column);
            CHECK(answer.code() == "unknown_field");
            CHECK(answer.text("/pointer") == "/" + column);
        }
    }
}

TEST_CASE("a body of another type, or where none belongs, is refused and changes nothing") {
    on_each_engine([](Served& served, const http::Route& route) {
        const auto target = target_of(served, route);
        INFO(name_of_route(route));
        const auto before = served.head();
        if (route.body.kind == http::BodyKind::none) {
            if (route.method == http::Method::get) return;
            CHECK(served.send(target.request, {"{}", json_type}).status == 400);
        } else if (route.body.kind != http::BodyKind::raw) {
            const auto good = good_body(target);
            CHECK(served.send(target.request, {good.body, "text/plain"}).status == 415);
            CHECK(served.send(target.request, {good.body, ""}).status == 415);
        }
        CHECK(served.head() == before);
    });
}

TEST_CASE("ids that name nothing are not found and change nothing") {
    on_each_engine([](Served& served, const http::Route& route) {
        for (const auto& parameter : parameters_of(route.pattern)) {
            const auto target = target_of(served, route);
            const auto good = good_body(target);
            const auto before = served.head();
            for (const auto& word : wrong_words()) {
                const auto path = with_part(target, parameter, word);
                const auto reply = served.send(target.request, good, path);
                INFO(name_of_route(route), " with ", word.substr(0, 40), " for ", parameter);
                CHECK(is_answer(reply));
                CHECK(says_why(reply));
                if (!is_free(parameter)) CHECK(reply.status >= 300);
            }
            if (!is_free(parameter)) CHECK(served.head() == before);
        }
    });
}

TEST_CASE("no question behind a path brings the desk down") {
    on_each_engine([](Served& served, const http::Route& route) {
        if (route.method != http::Method::get) return;
        const auto target = target_of(served, route);
        const auto path = target.call.path.substr(0, target.call.path.find('?'));
        for (const auto& query : wrong_queries()) {
            INFO(name_of_route(route), "?", query.substr(0, 60));
            CHECK(is_answer(served.send(target.request, {}, path + "?" + query)));
        }
    });
}

TEST_CASE("a parameter the API does not know is refused and changes nothing") {
    on_each_engine([](Served& served, const http::Route& route) {
        if (!route.pattern.starts_with("/api/v1/")) return;
        const auto target = target_of(served, route);
        const auto before = served.head();
        const bool asks = target.request.target.contains('?');
        const auto path = target.request.target + (asks ? "&" : "?") + "no_such_parameter=1";
        const auto reply = served.send(target.request, good_body(target), path);
        const Answer answer{
            http::Response{.status = reply.status, .headers = {}, .body = reply.body}
        };
        INFO(name_of_route(route));
        CHECK(reply.status == 422);
        CHECK(answer.code() == "unknown_parameter");
        CHECK(answer.text("/detail").contains("no_such_parameter"));
        CHECK(served.head() == before);
    });
}

TEST_CASE("texts and numbers at the ends of what fits, and beyond, are answered") {
    on_each_engine([](Served& served, const http::Route& route) {
        if (!takes_json(route)) return;
        const auto target = target_of(served, route);
        for (const auto& body : odd_values(target.call.json)) {
            INFO(name_of_route(route), ": ", body.substr(0, 200));
            CHECK(is_answer(served.send(target.request, {body, json_type})));
        }
    });
}

TEST_CASE("bodies near a good one are answered, whatever they are") {
    constexpr std::uint64_t seed = 20'261'122;
    constexpr int bodies_each = 12;
    on_each_engine([](Served& served, const http::Route& route) {
        if (route.body.kind == http::BodyKind::none) return;
        const auto target = target_of(served, route);
        const auto good = good_body(target);
        if (good.body.empty()) return;
        for (const auto& body : near(good.body, seed, bodies_each)) {
            INFO(name_of_route(route), ": ", body.substr(0, 400));
            CHECK(is_answer(served.send(target.request, {body, good.type})));
        }
    });
}
