// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/id.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/json/json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::tests {

class World;

/// What came back. Texts are read by path: `answer.text("/person/name")`.
struct Answer {
    http::Response response;

    [[nodiscard]] int status() const { return response.status; }

    /// Of a problem.
    [[nodiscard]] std::string code() const { return text("/code"); }

    /// A value of the body as text: strings bare, all else as JSON; empty when absent.
    [[nodiscard]] std::string text(std::string_view pointer) const;
    [[nodiscard]] std::int64_t number(std::string_view pointer) const;
    /// Number of items of a list or members of an object.
    [[nodiscard]] std::size_t size(std::string_view pointer) const;
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// Somebody in front of a browser, or a program with a token. Keeps cookies as a browser does and
/// sends what our own pages send; a copy shares nothing with the original.
class Visitor {
public:
    Visitor(World& world, std::string peer) : world_(&world), peer_(std::move(peer)) {}

    Answer get(std::string_view path);
    Answer post(std::string_view path, std::string_view json = {});
    Answer put(std::string_view path, std::string_view json = {});
    Answer patch(std::string_view path, std::string_view json);
    Answer remove(std::string_view path);

    /// Sends a request as it is, with cookie or token but no proof of coming from our pages.
    Answer send(http::Method method, std::string_view path, std::string_view json);

    /// What `send` would send, to be filled further: forms, files.
    [[nodiscard]] http::Request
    request(http::Method method, std::string_view path, std::string_view body) const;
    /// With the proof of coming from our own pages.
    [[nodiscard]] http::Request
    own_page_request(http::Method method, std::string_view path, std::string_view body) const;
    Answer submit(http::Request request);

    /// A header for the requests that follow; empty takes it away.
    Visitor& with(std::string name, std::string value);
    Visitor& with_cookie(std::string cookie);
    Visitor& with_bearer(std::string token);
    Visitor& at(std::string peer);

    [[nodiscard]] const std::string& cookie() const { return cookie_; }

    PersonId person = {};

private:
    Answer ask(http::Method method, std::string_view path, std::string_view json);
    void keep_cookies(const http::Response& response);

    World* world_;
    std::string peer_;
    std::string cookie_; // of the session: name=value
    std::vector<std::pair<std::string, std::string>> other_cookies_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

} // namespace heed::tests
