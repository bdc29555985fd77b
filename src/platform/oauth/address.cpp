// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/number.hpp"
#include "platform/oauth/oauth.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace heed::oauth {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (is_unreserved(c))
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

bool is_visible(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

std::string form_of(const std::map<std::string, std::string>& values) {
    std::string form;
    for (const auto& [name, value] : values)
        form += (form.empty() ? "" : "&") + escaped(name) + '=' + escaped(value);
    return form;
}

std::optional<Url> url_from(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    if (!text.starts_with(scheme) || !is_visible(text)) return std::nullopt;
    text.remove_prefix(scheme.size());
    const auto slash = std::min(text.find_first_of("/?#"), text.size());
    auto server = text.substr(0, slash);
    const auto path = text.substr(slash);
    if (path.contains('#') || path.starts_with('?') || server.contains('@')) return std::nullopt;
    Url url{.host = {}, .path = path.empty() ? "/" : std::string(path)};
    if (const auto colon = server.rfind(':'); colon != std::string_view::npos) {
        const auto port = number_from<std::uint16_t>(server.substr(colon + 1));
        if (!port || *port == 0) return std::nullopt;
        url.port = *port;
        server = server.substr(0, colon);
    }
    const bool is_name =
        std::ranges::all_of(server, [](char c) { return is_unreserved(c) && c != '~'; });
    if (server.empty() || !is_name) return std::nullopt;
    url.host = server;
    return url;
}

std::string authorisation_url(const Asking& asking) {
    auto values = asking.parameters;
    values["response_type"] = "code";
    values["client_id"] = asking.client_id;
    values["redirect_uri"] = asking.redirect_url;
    values["scope"] = asking.scope;
    values["state"] = asking.state;
    values["code_challenge"] = asking.challenge;
    values["code_challenge_method"] = "S256";
    const char joint = asking.authorise_url.contains('?') ? '&' : '?';
    return asking.authorise_url + joint + form_of(values);
}

} // namespace heed::oauth
