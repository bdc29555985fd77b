// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/net/endpoint.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace heed::oauth {

/// Whom the provider knows us as, and where it trades.
struct Client {
    std::string token_url;
    std::string id;
    std::string secret = {}; // empty for clients that have none
};

/// What is traded: a code that a browser brought, or the refresh token of before.
struct Grant {
    std::string code = {};
    std::string verifier = {};
    std::string redirect_url = {};
    std::string refresh_token = {}; // when there is no code
};

struct Tokens {
    std::string access_token;
    std::chrono::seconds lasts{3600};
    std::optional<std::string> refresh_token = {}; // a new one, when the provider gives one
};

using Exchange = std::function<Result<Tokens>(const Client& client, const Grant& grant)>;

/// Trades over the network; `check` judges where it may be reached.
Exchange
make_token_exchange(net::AddressCheck check, std::stop_token stop = {}, std::string ca_file = {});

/// The sentence for a code that an exchange was refused with; never empty.
std::string words_for(std::string_view code);

/// Where the browser is sent to ask for leave; `parameters` beyond those of the standard.
struct Asking {
    std::string authorise_url;
    std::string client_id;
    std::string redirect_url;
    std::string scope;
    std::string state;
    std::string challenge; // base64url of the SHA-256 of the verifier (RFC 7636)
    std::map<std::string, std::string> parameters = {};
};

std::string authorisation_url(const Asking& asking);

struct Url {
    std::string host;
    std::uint16_t port = 443;
    std::string path = "/";
};

/// Nothing for what is no plain https address.
std::optional<Url> url_from(std::string_view text);

/// `a=b&c=d`, with everything else than letters, digits and `-._~` by its number.
std::string form_of(const std::map<std::string, std::string>& values);

} // namespace heed::oauth
