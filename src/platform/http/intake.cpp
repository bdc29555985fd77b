// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/intake.hpp"

#include "kernel/text.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>

namespace heed::http {

namespace {

/// A proxy of ours may name the request, so that its log and ours tell one story.
std::string request_id(const Request& request, bool from_proxy) {
    constexpr std::size_t size_max = 64;
    constexpr std::string_view legal =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const auto given = request.headers.find("x-request-id").value_or("");
    const bool usable = from_proxy && !given.empty() && given.size() <= size_max &&
                        given.find_first_not_of(legal) == given.npos;
    return usable ? std::string(given) : new_request_id();
}

/// A refusal with a status that no kind of refusal has.
Intake refused(int status, Refusal nearest, std::string_view code, std::string detail) {
    return {
        .response = problem(status, code, detail),
        .words =
            Error{
                .kind = nearest,
                .code = std::string(code),
                .pointer = {},
                .detail = std::move(detail),
                .members = {},
            },
    };
}

Intake no_route(const Router::Match& match, std::string_view method) {
    if (match.allowed.empty())
        return {
            .error =
                Error{
                    .kind = Refusal::not_found,
                    .code = "no_such_address",
                    .detail = "There is nothing at this address.",
                },
        };
    auto intake = method == "OPTIONS" ? Intake{.response = no_content()}
                                      : refused(
                                            405,
                                            Refusal::malformed,
                                            "method_not_allowed",
                                            "This address takes " + match.allowed + "."
                                        );
    intake.response->set("Allow", match.allowed);
    return intake;
}

std::string_view content_type_of(BodyKind kind) {
    switch (kind) {
        case BodyKind::json: return "application/json";
        case BodyKind::form: return "application/x-www-form-urlencoded";
        case BodyKind::multipart: return "multipart/form-data";
        case BodyKind::none:
        case BodyKind::raw: return "";
    }
    return "";
}

/// Nothing here unpacks what a client has packed; read as it is it would be nonsense.
bool is_packed(const Request& request) {
    const auto encoding = request.headers.find("content-encoding");
    return encoding && !equals_ignoring_case(trimmed(*encoding), "identity");
}

std::optional<Intake> check_body(const BodyRule& rule, MessageParser& parser) {
    if (parser.stage() == MessageParser::Stage::done) return std::nullopt;
    if (rule.kind == BodyKind::none)
        return refused(400, Refusal::malformed, "body_not_expected", "This address takes no body.");
    if (parser.content_length().value_or(0) > rule.size_max)
        return refused(
            413, Refusal::too_large, "too_large", "The body is larger than this address takes."
        );
    if (is_packed(parser.request()))
        return refused(
            415,
            Refusal::malformed,
            "unsupported_content_encoding",
            "Send the body as it is, without a Content-Encoding."
        );
    const auto wanted = content_type_of(rule.kind);
    const auto given = parser.request().headers.find("content-type").value_or("");
    if (!wanted.empty() && !equals_ignoring_case(trimmed(given.substr(0, given.find(';'))), wanted))
        return refused(
            415,
            Refusal::malformed,
            "unsupported_media_type",
            "The Content-Type must be " + std::string(wanted) + "."
        );
    return std::nullopt;
}

Result<void> fill(Request& request, const Router::Match& match, std::string_view query) {
    TRY(Router::fill(request, match));
    request.query = TRY(Parameters::parse(query));
    return {};
}

} // namespace

Intake take_in(const Shared& shared, MessageParser& parser, const IpAddress& connected) {
    auto& request = parser.request();
    request.id = request_id(request, shared.origins.is_trusted_proxy(connected));
    shared.origins.fill(request, connected);
    const auto method = parser.method_is_known() ? std::optional(request.method) : std::nullopt;
    const auto match = shared.router.match(method, request.path);

    const bool any_host = match.route && match.route->any_host;
    if (!any_host && !shared.origins.serves(request.host))
        return refused(
            421,
            Refusal::malformed,
            "wrong_host",
            "This server is not reached by that name. Check base_url."
        );
    if (!match.route) return no_route(match, parser.method_text());
    if (auto refusal = check_body(match.route->body, parser)) return std::move(*refusal);
    if (const auto filled = fill(request, match, parser.query_text()); !filled)
        return {.error = filled.error()};
    parser.limit_body(match.route->body.size_max);
    return {.route = match.route};
}

} // namespace heed::http
