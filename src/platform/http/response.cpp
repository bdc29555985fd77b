// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/response.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>

namespace heed::http {

Response&& Response::with(std::string name, std::string value) && {
    set(std::move(name), std::move(value));
    return std::move(*this);
}

Response& Response::set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

std::optional<std::string_view> Response::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (equals_ignoring_case(key, name)) return value;
    return std::nullopt;
}

Response Response::event_stream(OnOpen on_open) {
    Response response;
    response.on_open = std::move(on_open);
    response.set("Content-Type", "text/event-stream");
    // Buffering proxies would hold events back.
    response.set("X-Accel-Buffering", "no");
    return response;
}

Response content(std::string content_type, std::string body) {
    Response response;
    response.set("Content-Type", std::move(content_type));
    response.body = std::move(body);
    return response;
}

Response ok_json(std::string json) {
    return content("application/json", std::move(json));
}

Response created(std::string json, std::string location) {
    auto response = ok_json(std::move(json));
    response.status = 201;
    if (!location.empty()) response.set("Location", std::move(location));
    return response;
}

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response see_other(std::string url) {
    Response response;
    response.status = 303;
    response.set("Location", std::move(url));
    return response;
}

Response html(std::string page, int status) {
    auto response = content("text/html; charset=utf-8", std::move(page));
    response.status = status;
    return response;
}

Response text(std::string words, int status) {
    auto response = content("text/plain; charset=utf-8", std::move(words));
    response.status = status;
    return response;
}

std::string_view reason_phrase(int status) {
    using Phrase = std::pair<int, std::string_view>;
    constexpr std::array phrases = std::to_array<Phrase>({
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    });
    const auto found = std::ranges::find(phrases, status, &Phrase::first);
    return found == phrases.end() ? "Unknown" : found->second;
}

} // namespace heed::http
