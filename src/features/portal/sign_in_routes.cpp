// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/portal/answers.hpp"
#include "features/portal/posted.hpp"
#include "features/portal/route_tables.hpp"
#include "features/portal/sign_in_pages.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::portal {

namespace {

using http::Lane;
using http::Request;
using http::Response;

constexpr int next_seconds = 15 * 60; // as long as the link works
constexpr std::string_view next_name = "heed_next";

Result<Response> get_sign_in(Desk& desk, Request& request) {
    const auto look = look_for_form(desk, request);
    const auto wanted = TRY(request.query.text("next"));
    const auto next = local_path(wanted.value_or(""));
    if (look.is_signed_in()) return http::see_other(next);
    return shown(look, sign_in_page(look, {.next = next}));
}

/// The answer and the time it takes are the same for known addresses and others.
Result<Response> post_sign_in(Desk& desk, Request& request) {
    const auto look = look_for_form(desk, request);
    SignInForm form{
        .email = typed_line(request, "email"),
        .next = local_path(typed_line(request, "next")),
    };
    if (!require_own_form(look, request)) {
        form.problems.push_back({"email", std::string(look.words.stale_form)});
        return shown(look, sign_in_page(look, form), 403);
    }
    if (!mail::is_mail_address(form.email)) {
        form.problems.push_back({"email", std::string(look.words.bad_email)});
        return shown(look, sign_in_page(look, form), 422);
    }
    const access::LinkRequest asked{
        .address = form.email,
        .network = access::network_of(request.peer),
        .language = std::string(look.browser),
    };
    const auto wanted = TRY(access::sign_in_link_for(desk.sealer, asked));
    TRY(desk.db.write([&](db::Transaction& tx) {
        return access::ask_for_link(tx, wanted, look.now);
    }));
    auto response = shown(look, link_sent_page(look, form.email));
    // Only `/requests` and digits: nothing that would need escaping.
    response.headers.emplace_back("Set-Cookie", cookie(desk, next_name, form.next, next_seconds));
    return response;
}

Result<Response> get_enter(Desk& desk, Request& request) {
    auto look = look_for_form(desk, request);
    look.token_in_path = true;
    const auto& token = request.path_text("token");
    const auto person = desk.db.read([&](db::Transaction& tx) {
        return access::peek_sign_in_link(tx, token, look.now);
    });
    if (!person) return std::unexpected(person.error());
    // Into the form, so that a second press of its button leads where the first one did.
    const auto wanted = request.cookie(cookie_name(desk, next_name)).value_or("");
    return shown(look, enter_page(look, {.token = token, .next = local_path(wanted)}));
}

/// A cookie that came along is of somebody who leaves: a new session has a new token.
void end_session_at_hand(Desk& desk, const Request& request) {
    const auto& visit = access::visit_of(request);
    if (!visit.session.is_set()) return;
    static_cast<void>(desk.db.write([&](db::Transaction& tx) -> Result<> {
        access::end_session(tx, request.actor, visit.session, desk.clock.now());
        return {};
    }));
    visit.gate.forget_all();
}

/// Whether a form came from a page of this browser, be it from before the session at hand.
Result<> require_form_of_browser(Desk& desk, const Request& request) {
    auto look = look_for_form(desk, request);
    const auto own = require_own_form(look, request);
    const auto& ended = access::visit_of(request).ended_token;
    if (own || ended.empty()) return own;
    look.form_token = access::csrf_of(ended);
    return require_own_form(look, request);
}

/// The page's button may be pressed twice: the second press brings what the first one's answer
/// brought, or that answer was heard and the session at hand is the one that it began.
Result<Response> post_enter(Desk& desk, Request& request) {
    const auto& visit = access::visit_of(request);
    auto& gate = visit.gate;
    const auto& link = request.path_text("token");
    auto begun = access::session_token_of(desk.sealer, link, typed(request, "csrf"));
    auto response = http::see_other(local_path(typed_line(request, "next")));
    if (crypto::equal_in_constant_time(begun, visit.session_token)) return response;
    // Else somebody could be signed in as another without knowing.
    TRY(require_form_of_browser(desk, request));
    const access::SpendLink command{
        .token = link,
        .session_token = std::move(begun),
        .network = access::network_of(request.peer),
        .device = access::device_of(request),
        .life = gate.password_door().lives.customer,
    };
    const auto session = TRY(access::spend_sign_in_link(desk.db, command, desk.clock.now()));
    end_session_at_hand(desk, request);
    response.headers.emplace_back("Set-Cookie", gate.cookie_for(session));
    response.headers.emplace_back("Set-Cookie", cookie(desk, next_name, "", 0));
    return response;
}

Result<Response> post_sign_out(Desk& desk, Request& request) {
    end_session_at_hand(desk, request);
    auto response = http::see_other("/");
    response.set("Set-Cookie", access::visit_of(request).gate.cookie_of_nobody());
    response.set("Clear-Site-Data", "\"cache\"");
    return response;
}

using enum http::Method;
using http::form_body;

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, "/sign_in", "anonymous", get_sign_in},
    {post, "/sign_in", "anonymous", post_sign_in, Lane::write, form_body},
    {get, "/sign_in/{token}", "anonymous", get_enter},
    {post, "/sign_in/{token}", "anonymous", post_enter, Lane::write, form_body},
    {post, "/sign_out", "signed_in", post_sign_out, Lane::write, form_body},
};
// NOLINTEND(modernize-use-designated-initializers)

} // namespace

std::span<const Route> sign_in_routes() {
    return table;
}

} // namespace heed::portal
