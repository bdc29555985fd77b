// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/visitor.hpp"

#include "features/access/access.hpp"
#include "tests/support/world.hpp"

#include <charconv>

namespace heed::tests {

namespace {

constexpr std::string_view origin = "https://desk.example";

std::optional<Json> found(const JsonDocument& document, std::string_view pointer) {
    std::optional<Json> place = document.root();
    while (place && !pointer.empty()) {
        pointer.remove_prefix(1);
        const auto step = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(step.size());
        std::size_t index = 0;
        if (place->kind() != Json::Kind::list) {
            place = place->find(step);
            continue;
        }
        std::from_chars(step.data(), step.data() + step.size(), index);
        place = index < place->size() ? std::optional(place->item(index)) : std::nullopt;
    }
    return place;
}

} // namespace

std::string Answer::text(std::string_view pointer) const {
    const auto document = JsonDocument::parse(response.body);
    if (!document) return {};
    const auto value = found(*document, pointer);
    if (!value) return {};
    return value->kind() == Json::Kind::text ? std::string(value->as_text()) : value->to_text();
}

std::int64_t Answer::number(std::string_view pointer) const {
    const auto digits = text(pointer);
    std::int64_t result = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), result);
    return result;
}

std::size_t Answer::size(std::string_view pointer) const {
    const auto document = JsonDocument::parse(response.body);
    if (!document) return 0;
    const auto value = found(*document, pointer);
    return value ? value->size() : 0;
}

std::string Answer::header(std::string_view name) const {
    return std::string(response.header(name).value_or(""));
}

Answer Visitor::get(std::string_view path) {
    return ask(http::Method::get, path, {});
}

Answer Visitor::post(std::string_view path, std::string_view json) {
    return ask(http::Method::post, path, json);
}

Answer Visitor::put(std::string_view path, std::string_view json) {
    return ask(http::Method::put, path, json);
}

Answer Visitor::patch(std::string_view path, std::string_view json) {
    return ask(http::Method::patch, path, json);
}

Answer Visitor::remove(std::string_view path) {
    return ask(http::Method::delete_, path, {});
}

Answer Visitor::send(http::Method method, std::string_view path, std::string_view json) {
    return submit(request(method, path, json));
}

Answer Visitor::ask(http::Method method, std::string_view path, std::string_view json) {
    return submit(own_page_request(method, path, json));
}

http::Request
Visitor::own_page_request(http::Method method, std::string_view path, std::string_view body) const {
    auto result = request(method, path, body);
    if (cookie_.empty()) return result;
    result.headers.add("Origin", origin);
    result.headers.add("X-Heed-Csrf", access::csrf_of(cookie_.substr(cookie_.find('=') + 1)));
    return result;
}

Answer Visitor::submit(http::Request request) {
    Answer answer{world_->answer(request)};
    keep_cookies(answer.response);
    return answer;
}

http::Request
Visitor::request(http::Method method, std::string_view path, std::string_view json) const {
    http::Request result;
    result.method = method;
    result.target = path;
    const auto question = path.find('?');
    result.path = path.substr(0, question);
    if (question != std::string_view::npos) {
        const auto query = http::Parameters::parse(path.substr(question + 1));
        CHECK(query.has_value());
        result.query = *query;
    }
    result.body = json;
    result.peer = peer_;
    result.scheme = "https";
    result.host = "desk.example";
    std::string jar = cookie_;
    for (const auto& [name, value] : other_cookies_)
        jar += (jar.empty() ? "" : "; ") + name + '=' + value;
    if (!jar.empty()) result.headers.add("Cookie", jar);
    for (const auto& [name, value] : headers_) result.headers.add(name, value);
    return result;
}

void Visitor::keep_cookies(const http::Response& response) {
    for (const auto& [header, value] : response.headers) {
        if (header != "Set-Cookie") continue;
        const auto pair = value.substr(0, value.find(';'));
        const auto name = pair.substr(0, pair.find('='));
        if (name == "__Host-heed" || name == "heed") {
            cookie_ = pair.ends_with('=') ? std::string() : pair;
            continue;
        }
        std::erase_if(other_cookies_, [&](const auto& cookie) { return cookie.first == name; });
        if (!pair.ends_with('='))
            other_cookies_.emplace_back(name, pair.substr(pair.find('=') + 1));
    }
}

Visitor& Visitor::with(std::string name, std::string value) {
    std::erase_if(headers_, [&](const auto& header) { return header.first == name; });
    if (!value.empty()) headers_.emplace_back(std::move(name), std::move(value));
    return *this;
}

Visitor& Visitor::with_cookie(std::string cookie) {
    cookie_ = std::move(cookie);
    return *this;
}

Visitor& Visitor::with_bearer(std::string token) {
    return with("Authorization", "Bearer " + std::move(token));
}

Visitor& Visitor::at(std::string peer) {
    peer_ = std::move(peer);
    return *this;
}

} // namespace heed::tests
