// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/oauth/http_answer.hpp"
#include "platform/oauth/oauth.hpp"
#include "tests/scripted_peer/scripted_peer.hpp"

#include <doctest/doctest.h>
#include <vector>

namespace heed::oauth {

namespace {

using tests::Answer;
using tests::Script;
using tests::ScriptedPeer;
using tests::Then;

Result<std::string> loopback(std::string_view, std::uint16_t) {
    return "127.0.0.1";
}

std::string answer_of(int status, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) + " Fine\r\nContent-Type: application/json\r\n" +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A token server that says `answer` after the head of any request.
Script token_server(const tests::Authority& authority, const std::string& answer, Then then) {
    std::vector<Answer> answers;
    for (const auto* line : {"POST", "Host", "Content-", "Accept", "Connection"})
        answers.push_back({line, ""});
    answers.push_back({"", answer, then});
    return {
        .answers = std::move(answers),
        .identity = authority.issue("DNS:localhost"),
        .tls_at_once = true
    };
}

std::string outcome_of(const Result<Tokens>& tokens) {
    return tokens ? tokens->access_token : tokens.error().code;
}

Result<Tokens> traded(const std::string& answer, Then then = Then::close) {
    const tests::Authority authority;
    const ScriptedPeer peer(token_server(authority, answer, then));
    const auto exchange = make_token_exchange(loopback, {}, authority.ca_file());
    return exchange(
        {.token_url = "https://localhost:" + std::to_string(peer.port()) + "/token", .id = "desk"},
        {.refresh_token = "old"}
    );
}

} // namespace

TEST_CASE("a refresh token is traded for an access token") {
    const auto tokens = traded(answer_of(
        200, R"({"access_token":"ya29.x","expires_in":1800,"token_type":"Bearer","id_token":"i"})"
    ));
    REQUIRE(tokens.has_value());
    CHECK(tokens->access_token == "ya29.x");
    CHECK(tokens->lasts == std::chrono::minutes(30));
    CHECK_FALSE(tokens->refresh_token.has_value());
}

TEST_CASE("each answer of a token server has its meaning") {
    const std::string good = R"({"access_token":"t"})";
    const auto error = [](const std::string& code) { return R"({"error":")" + code + R"("})"; };
    const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {answer_of(200, good), "t"},
        {"HTTP/1.1 200 OK\r\n\r\n" + good, "t"},
        {chunked + "14\r\n" + good + "\r\n0\r\n\r\n", "t"},
        {chunked + "9\r\n" + good.substr(0, 9) + "\r\nb\r\n" + good.substr(9) + "\r\n0\r\n\r\n", "t"
        },
        {chunked + "zz\r\n", "token_refused"},
        {answer_of(400, error("invalid_grant")), "grant_revoked"},
        {answer_of(401, error("invalid_client")), "client_refused"},
        {answer_of(400, error("unauthorized_client")), "client_refused"},
        {answer_of(400, error("invalid_scope")), "token_refused"},
        {answer_of(302, ""), "token_refused"},
        {answer_of(200, "{}"), "token_refused"},
        {answer_of(200, R"({"access_token":"a\r\nb"})"), "token_refused"},
        {answer_of(200, "<html>"), "token_refused"},
        {answer_of(503, ""), "server_unavailable"},
        {"", "token_refused"},
        {"SSH-2.0-x\r\n\r\n", "token_refused"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n" + good, "token_refused"},
    };
    for (const auto& [answer, outcome] : cases) {
        CAPTURE(answer);
        CHECK(outcome_of(traded(answer)) == outcome);
    }
    CHECK(outcome_of(traded("", Then::flood)) == "token_refused");
}

TEST_CASE("a token server must be one that may be reached, with TLS and a name that is right") {
    const tests::Authority authority;
    const ScriptedPeer peer(token_server(authority, answer_of(200, "{}"), Then::close));
    const auto url = "https://localhost:" + std::to_string(peer.port()) + "/token";
    const auto code = [](const Exchange& exchange, const std::string& to) {
        return outcome_of(exchange({.token_url = to, .id = "desk"}, {.refresh_token = "old"}));
    };
    const auto inner = [](std::string_view, std::uint16_t) -> Result<std::string> {
        return refuse(Refusal::invalid, "address_not_allowed");
    };
    CHECK(code(make_token_exchange(inner), url) == "address_not_allowed");
    CHECK(code(make_token_exchange(loopback), url) == "tls_failed");
    CHECK(code(make_token_exchange(loopback), "http://localhost/token") == "bad_address");
    CHECK(peer.heard_count("POST") == 0);
}

TEST_CASE("only plain https addresses are addresses") {
    const auto url = url_from("https://login.example:8443/t/token?x=1");
    REQUIRE(url.has_value());
    CHECK(url->host == "login.example");
    CHECK(url->port == 8443);
    CHECK(url->path == "/t/token?x=1");
    CHECK(url_from("https://login.example")->path == "/");
    for (const auto* bad :
         {"",
          "http://a.example/",
          "https://",
          "https:///x",
          "https://a b/",
          "https://u@a.example/",
          "https://a.example:0/",
          "https://a.example:x/",
          "https://a.example/#f",
          "https://a.example/\r\nX: y",
          "https://[::1]/",
          "javascript:alert(1)"})
        CHECK_FALSE(url_from(bad).has_value());
}

TEST_CASE("the browser is sent with all that the provider needs, and nothing of it can be bent") {
    const auto url = authorisation_url(
        {.authorise_url = "https://login.example/auth",
         .client_id = "desk&x=1",
         .redirect_url = "https://desk.example/back",
         .scope = "mail offline",
         .state = "s",
         .challenge = "c",
         .parameters = {{"prompt", "consent"}}}
    );
    CHECK(
        url == "https://login.example/auth?client_id=desk%26x%3D1&code_challenge=c&"
               "code_challenge_method=S256&prompt=consent&"
               "redirect_uri=https%3A%2F%2Fdesk.example%2Fback&response_type=code&"
               "scope=mail%20offline&state=s"
    );
}

TEST_CASE("every refusal has a sentence") {
    for (const auto* code :
         {"grant_revoked",
          "client_refused",
          "token_refused",
          "not_connected",
          "timed_out",
          "anything"})
        CHECK(words_for(code).find_last_of(".?") == words_for(code).size() - 1);
}

} // namespace heed::oauth
