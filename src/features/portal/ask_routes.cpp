// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/portal/answers.hpp"
#include "features/portal/ask_pages.hpp"
#include "features/portal/icon.hpp"
#include "features/portal/posted.hpp"
#include "features/portal/route_tables.hpp"
#include "features/portal/styles.hpp"
#include "kernel/number.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::portal {

namespace {

using http::Lane;
using http::Request;
using http::Response;

AskForm form_in(const Request& request) {
    return {
        .subject = typed_line(request, "subject"),
        .text = typed(request, "text"),
        .kind = typed_line(request, "kind"),
        .name = typed_line(request, "name"),
        .email = typed_line(request, "email"),
        .trap = typed_line(request, "website"),
        .once = typed_line(request, "once"),
    };
}

/// Where nobody could answer yet, whoever comes first is the one who sets the desk up.
bool is_set_up(Desk& desk) {
    return desk.db.read([](db::Transaction& tx) { return access::has_administrator(tx); });
}

Result<Response> get_ask(Desk& desk, Request& request) {
    if (!is_set_up(desk)) return http::see_other("/desk");
    const auto look = look_for_form(desk, request);
    return shown(look, ask_page(look, {.once = crypto::random_token()}, {}));
}

/// The form again with all that was typed into it.
Response again(const Look& look, const AskForm& form, const FieldProblems& problems, int status) {
    return shown(look, ask_page(look, form, problems), status);
}

std::string minutes_of(const Error& error) {
    constexpr std::int64_t minute = 60;
    const auto found = std::ranges::find(
        error.members, "retry_after", &std::pair<std::string, std::string>::first
    );
    const auto seconds =
        found == error.members.end() ? std::nullopt : number_from<std::int64_t>(found->second);
    return std::to_string((seconds.value_or(minute) + minute - 1) / minute);
}

Ask ask_of(Desk& desk, const Request& request, const Look& look, const AskForm& form) {
    return {
        .kind = enum_from<tickets::Kind>(form.kind).value_or(tickets::Kind::question),
        .subject = form.subject,
        .said = {.text = form.text, .files = ready_files(desk, request)},
        .name = form.name,
        .address = form.email,
        .network = access::network_of(request.peer),
        .language = std::string(look.browser),
    };
}

Response asked(const Look& look, const AskForm& form, TicketId number) {
    if (!look.is_signed_in()) return shown(look, asked_page(look, number, form.email));
    return http::see_other("/requests/" + std::to_string(number.value) + "?said=asked");
}

Result<Response> post_ask(Desk& desk, Request& request) {
    const auto look = look_for_form(desk, request);
    const auto form = form_in(request);
    if (!require_own_form(look, request))
        return again(
            look, form, {{.field = "subject", .text = std::string(look.words.stale_form)}}, 403
        );
    if (const auto problems = problems_of(form, files_sent(request), look); !problems.empty())
        return again(look, form, problems, 422);

    const auto ask = ask_of(desk, request, look, form);
    const auto now = desk.clock.now();
    const auto outcome = run_once(desk, request, [&](db::Transaction& tx) {
        return ask_for_help(tx, look.actor, ask, now);
    });
    if (outcome) return asked(look, form, TicketId{outcome->done.id});
    const auto& error = outcome.error();
    if (error.code == "own_address")
        return again(
            look, form, {{.field = "email", .text = std::string(look.words.own_email)}}, 422
        );
    if (error.kind != Refusal::too_many) return std::unexpected(error);
    const auto text = filled(look.words.too_often, {{"minutes", minutes_of(error)}});
    return again(look, form, {{.field = "subject", .text = text}}, 429);
}

Result<Response> get_styles(Desk&, Request&) {
    Response response;
    response.static_body = style_sheet();
    response.set("Content-Type", "text/css; charset=utf-8")
        .set("Cache-Control", "public, max-age=31536000, immutable");
    return response;
}

Response icon_kept_for(std::string_view caching) {
    Response response;
    response.static_body = icon();
    response.set("Content-Type", "image/svg+xml").set("Cache-Control", std::string(caching));
    return response;
}

Result<Response> get_icon(Desk&, Request&) {
    return icon_kept_for("public, max-age=31536000, immutable");
}

/// What browsers ask for beside answers that name no icon: a file, or what the API says.
Result<Response> get_favicon(Desk&, Request&) {
    return icon_kept_for("public, max-age=86400");
}

using enum http::Method;

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, "/", "anonymous", get_ask},
    {post, "/", "anonymous", post_ask, Lane::write, http::upload_body},
    {get, "/portal.css", "public", get_styles, Lane::inline_},
    {get, "/portal.svg", "public", get_icon, Lane::inline_},
    {get, "/favicon.ico", "public", get_favicon, Lane::inline_},
};
// NOLINTEND(modernize-use-designated-initializers)

} // namespace

std::span<const Route> ask_routes() {
    return table;
}

} // namespace heed::portal
