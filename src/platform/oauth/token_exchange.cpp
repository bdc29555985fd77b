// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/fields.hpp"
#include "platform/json/decode.hpp"
#include "platform/net/connection.hpp"
#include "platform/oauth/http_answer.hpp"
#include "platform/oauth/oauth.hpp"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace heed::oauth {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 10s;
constexpr std::size_t answer_bytes_max = 65'536;

/// What RFC 6749 names of an answer, good or bad.
struct TokenAnswer {
    std::optional<std::string> access_token = {};
    std::optional<std::string> refresh_token = {};
    std::optional<std::int64_t> expires_in = {};
    std::optional<std::string> error = {};
};
HEED_FIELDS(TokenAnswer, access_token, refresh_token, expires_in, error)

std::unexpected<Error> refused(std::string_view code) {
    return refuse(Refusal::unavailable, code, {}, words_for(code));
}

std::string form_for(const Client& client, const Grant& grant) {
    std::map<std::string, std::string> values{{"client_id", client.id}};
    if (!client.secret.empty()) values["client_secret"] = client.secret;
    if (grant.code.empty()) {
        values["grant_type"] = "refresh_token";
        values["refresh_token"] = grant.refresh_token;
    } else {
        values["grant_type"] = "authorization_code";
        values["code"] = grant.code;
        values["code_verifier"] = grant.verifier;
        values["redirect_uri"] = grant.redirect_url;
    }
    return form_of(values);
}

Result<HttpAnswer> read_answer(net::Connection& connection, const net::Until& until) {
    std::string bytes;
    std::array<char, 8'192> room{};
    for (;;) {
        const auto got = connection.read_some(room, until);
        const bool ended = !got && got.error().code == "connection_lost";
        if (!got && !ended) return refused(got.error().code);
        if (got) bytes.append(room.data(), *got);
        if (bytes.size() > answer_bytes_max) return refused("token_refused");
        if (auto answer = http_answer_in(bytes, ended)) return std::move(*answer);
    }
}

Result<Tokens> tokens_from(const HttpAnswer& answer) {
    constexpr int good = 200;
    const auto read = decode_fact<TokenAnswer>(answer.body);
    if (answer.status >= 500) return refused("server_unavailable");
    if (!read) return refused("token_refused");
    const auto problem = read->error.value_or("");
    if (problem == "invalid_grant") return refused("grant_revoked");
    if (problem == "invalid_client" || problem == "unauthorized_client")
        return refused("client_refused");
    if (answer.status != good || !read->access_token || read->access_token->empty())
        return refused("token_refused");
    Tokens tokens{.access_token = *read->access_token, .refresh_token = read->refresh_token};
    if (read->expires_in && *read->expires_in > 0)
        tokens.lasts = std::chrono::seconds(*read->expires_in);
    return tokens;
}

/// An access token stands in one line of a mail protocol.
bool is_one_word(std::string_view token) {
    return token.find_first_of(std::string_view("\r\n\0\x01 ", 5)) == std::string_view::npos;
}

} // namespace

std::string words_for(std::string_view code) {
    if (code == "grant_revoked")
        return "The provider no longer lets the desk into this mailbox. Connect it again.";
    if (code == "client_refused")
        return "The provider does not know the client id, or its secret is wrong or has run out.";
    if (code == "token_refused")
        return "The provider gave no leave. Are its addresses, client and scope right?";
    if (code == "not_connected") return "It is not connected with its provider yet. Connect it.";
    return net::connection_test(code).text;
}

Exchange make_token_exchange(net::AddressCheck check, std::stop_token stop, std::string ca_file) {
    return [check = std::move(check), stop = std::move(stop), ca_file = std::move(ca_file)](
               const Client& client, const Grant& grant
           ) -> Result<Tokens> {
        const auto url = url_from(client.token_url);
        if (!url) return refused("bad_address");
        const auto address = check(url->host, url->port);
        if (!address) return refused(address.error().code);
        const net::Until until{
            .deadline = std::chrono::steady_clock::now() + patience, .stop = stop
        };
        auto connection = net::Connection::open(
            {.host = url->host, .port = url->port, .tls = net::TlsMode::implicit, .ca_file = ca_file
            },
            *address,
            until
        );
        if (!connection) return refused(connection.error().code);
        const auto form = form_for(client, grant);
        const auto sent = connection->write(
            fmt::format(
                "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: "
                "application/x-www-form-urlencoded\r\n"
                "Accept: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                url->path,
                url->host,
                form.size(),
                form
            ),
            until
        );
        if (!sent) return refused(sent.error().code);
        const auto answer = TRY(read_answer(*connection, until));
        auto tokens = TRY(tokens_from(answer));
        if (!is_one_word(tokens.access_token)) return refused("token_refused");
        return tokens;
    };
}

} // namespace heed::oauth
