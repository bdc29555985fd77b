// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/outbound/host.hpp"

#include "kernel/number.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstring>

namespace heed::outbound {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_label(std::string_view label) {
    constexpr std::size_t letters_max = 63;
    return !label.empty() && label.size() <= letters_max &&
           std::ranges::all_of(label, [](char letter) {
               return is_digit(letter) || (letter >= 'a' && letter <= 'z') || letter == '-' ||
                      letter == '_';
           });
}

bool is_name(std::string_view name) {
    constexpr std::size_t letters_max = 253;
    if (name.empty() || name.size() > letters_max) return false;
    while (true) {
        const auto dot = name.find('.');
        if (!is_label(name.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        name.remove_prefix(dot + 1);
    }
}

/// What ends in a number is an IPv4 address to every browser and resolver, never a name.
bool ends_in_a_number(std::string_view name) {
    const auto label = name.substr(name.rfind('.') + 1);
    if (label.starts_with("0x")) return true;
    return std::ranges::all_of(label, is_digit);
}

/// 127.1, 0x7f000001, 017700000001: what the system's own functions would take.
std::optional<IpAddress> loose_ipv4(const std::string& text) {
    in_addr read = {};
    if (inet_aton(text.c_str(), &read) != 1) return std::nullopt;
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &read, bytes.size());
    return IpAddress::from_ipv4(bytes);
}

Result<Host> read_ipv6(std::string_view text) {
    const auto address = IpAddress::parse(text);
    if (!address) return bad_address();
    return Host{.name = address->text(), .literal = address};
}

} // namespace

std::unexpected<Error> bad_address() {
    return refuse(Refusal::invalid, "bad_address", {}, "This is not the address of a server.");
}

std::optional<std::uint16_t> read_port(std::string_view text) {
    const auto port = number_from<std::uint16_t>(text);
    return port == 0 ? std::nullopt : port;
}

Result<Host> read_host(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']'))
        return read_ipv6(text.substr(1, text.size() - 2));
    if (text.contains(':')) return read_ipv6(text);
    auto name = ascii_lower(text);
    if (name.ends_with('.')) name.pop_back();
    if (!is_name(name)) return bad_address();
    if (!ends_in_a_number(name)) return Host{.name = std::move(name)};
    const auto address = loose_ipv4(name);
    if (!address) return bad_address();
    return Host{.name = address->text(), .literal = address};
}

Result<WebAddress> read_url(std::string_view text) {
    const auto parsed = boost::urls::parse_uri(boost::urls::string_view(text.data(), text.size()));
    if (!parsed) return bad_address();
    const auto& url = *parsed;
    const auto scheme = ascii_lower({url.scheme().data(), url.scheme().size()});
    if (scheme != "https" && scheme != "http")
        return refuse(
            Refusal::invalid, "scheme_not_allowed", {}, "Only https addresses are allowed."
        );
    if (!url.has_authority() || url.has_userinfo() || url.encoded_host().empty())
        return bad_address();
    // The parser takes "[::1]x" and "1.2.3.4.5" apart in the middle.
    const auto target = url.encoded_target();
    if (!target.empty() && target.front() != '/' && target.front() != '?') return bad_address();
    const std::uint16_t usual_port = scheme == "https" ? 443 : 80;
    const auto port = url.has_port() ? read_port({url.port().data(), url.port().size()})
                                     : std::optional(usual_port);
    if (!port) return bad_address();

    const auto host = url.encoded_host();
    WebAddress address{
        .is_tls = scheme == "https",
        .host = std::string(host.data(), host.size()),
        .port = *port,
        .path = std::string(target.data(), target.size()),
    };
    if (!address.path.starts_with('/')) address.path.insert(0, "/");
    return address;
}

} // namespace heed::outbound
