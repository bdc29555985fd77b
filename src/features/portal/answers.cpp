// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/answers.hpp"

#include "features/access/access.hpp"
#include "features/portal/styles.hpp"
#include "kernel/format.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::portal {

namespace {

constexpr std::string_view policy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";
constexpr int form_seconds = 24 * 60 * 60;
constexpr std::size_t token_letters = 43;

bool is_plain(const Desk& desk) {
    return desk.config.insecure && desk.config.public_url().starts_with("http:");
}

bool looks_like_token(std::string_view text) {
    return text.size() == token_letters && std::ranges::all_of(text, [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
           });
}

/// The secret that the forms of a browser without a session are tied to; empty when it has none.
std::string form_cookie(const Desk& desk, const http::Request& request) {
    const auto value = request.cookie(cookie_name(desk, "heed_form")).value_or("");
    return looks_like_token(value) ? std::string(value) : std::string();
}

} // namespace

std::string cookie_name(const Desk& desk, std::string_view name) {
    return (is_plain(desk) ? "" : "__Host-") + std::string(name);
}

std::string cookie(const Desk& desk, std::string_view name, std::string_view value, int seconds) {
    return fmt::format(
        "{}={}; Path=/; {}HttpOnly; SameSite=Lax; Max-Age={}",
        cookie_name(desk, name),
        value,
        is_plain(desk) ? "" : "Secure; ",
        seconds
    );
}

std::string theme_of(const http::Request& request) {
    const auto theme = request.cookie("heed_theme").value_or("");
    return theme == "light" || theme == "dark" ? std::string(theme) : std::string();
}

std::string_view language_of(const http::Request& request) {
    return language_liked(request.headers.find("Accept-Language").value_or(""));
}

Look look_at(Desk& desk, const http::Request& request) {
    Look look;
    look.theme = theme_of(request);
    look.browser = language_of(request);
    look.now = desk.clock.now();
    const auto& visit = access::visit_of(request);
    if (visit.session.is_set()) {
        look.actor = as_customer(request.actor);
        look.form_token = access::csrf_of(visit.session_token);
    }
    desk.db.read_job([&](db::Transaction& tx) { recognise(tx, look); });
    return look;
}

Look look_for_form(Desk& desk, const http::Request& request) {
    auto look = look_at(desk, request);
    if (!look.form_token.empty()) return look;
    auto secret = form_cookie(desk, request);
    if (secret.empty()) {
        secret = crypto::random_token();
        look.new_cookie = cookie(desk, "heed_form", secret, form_seconds);
    }
    look.form_token = access::csrf_of(secret);
    return look;
}

Result<> require_own_form(const Look& look, const http::Request& request) {
    const auto given = TRY(request.form.text("csrf"));
    const bool own = given && !look.form_token.empty() &&
                     crypto::equal_in_constant_time(*given, look.form_token);
    if (own) return {};
    return refuse(Refusal::forbidden, "stale_form", {}, "Reload the page and send it again.");
}

http::Response shown(const Look& look, const Page& page, int status) {
    auto response = http::html(whole_page(look, page), status);
    response.set("Content-Security-Policy", std::string(policy))
        .set("Cache-Control", "no-store")
        .set("X-Robots-Tag", "noindex, nofollow");
    // Not `no-referrer`: with it browsers hide the Origin of forms, by which we know our own.
    if (!look.new_cookie.empty()) response.headers.emplace_back("Set-Cookie", look.new_cookie);
    if (look.token_in_path) response.set("Referrer-Policy", "strict-origin");
    return response;
}

} // namespace heed::portal
