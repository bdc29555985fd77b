// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/net/endpoint.hpp"

#include <array>
#include <utility>

namespace heed::net {

namespace {

using Sentence = std::pair<std::string_view, std::string_view>;

constexpr std::array sentences = {
    Sentence("ok", "Connected and signed in."),
    Sentence("ok_without_sign_in", "Connected. There is no user name, so nobody signed in."),
    Sentence("cannot_connect", "Nothing answers at this host and port."),
    Sentence(
        "address_not_allowed",
        "The desk does not connect to inner addresses unless the setting outbound.allow names them."
    ),
    Sentence("port_not_allowed", "The desk is not allowed to connect to this port."),
    Sentence("bad_address", "This is not the name or number of a server."),
    Sentence("unknown_host", "There is no server of this name."),
    Sentence(
        "tls_failed",
        "No secure connection: the server offers no TLS here, or its certificate is not trusted."
    ),
    Sentence("wrong_credentials", "The server did not accept the user name and password."),
    Sentence("sign_in_not_offered", "The server lets nobody sign in this way. Try it with TLS."),
    Sentence("timed_out", "The server did not answer in time."),
    Sentence("connection_lost", "The server closed the connection."),
    Sentence("folder_not_found", "Signed in, but the folder cannot be opened."),
    Sentence("stopped", "The desk is stopping. Please try again in a moment."),
    Sentence("server_unavailable", "The server is there but refuses to work at the moment."),
};

constexpr std::string_view unexpected_text =
    "The server answered in an unexpected way. Are host, port and TLS right?";

} // namespace

ConnectionTest connection_test(std::string_view code) {
    for (const auto& [known, text] : sentences) {
        if (known != code) continue;
        return {.ok = code.starts_with("ok"), .code = std::string(code), .text = std::string(text)};
    }
    return {.ok = false, .code = "unexpected_answer", .text = std::string(unexpected_text)};
}

} // namespace heed::net
