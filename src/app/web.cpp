// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/web.hpp"

#include "app/web_files.hpp"
#include "kernel/text.hpp"
#include "platform/config/config.hpp"
#include "platform/http/entity_tag.hpp"
#include "platform/journal/fact.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace heed::app {

namespace {

constexpr std::string_view desk_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Told to the browser's console and enforced nowhere yet: no string becomes a script or a page
/// part unless the desk has named who may make it one.
constexpr std::string_view desk_wish = "require-trusted-types-for 'script'";

/// A worker obeys the policy of its own file and not that of the page: the one that keeps the live
/// stream asks this desk and nobody else.
constexpr std::string_view asset_policy =
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

struct TypeOf {
    std::string_view ending;
    std::string_view type;
};

constexpr std::array types = {
    TypeOf{.ending = ".js", .type = "text/javascript; charset=utf-8"},
    TypeOf{.ending = ".css", .type = "text/css; charset=utf-8"},
    TypeOf{.ending = ".html", .type = "text/html; charset=utf-8"},
    TypeOf{.ending = ".svg", .type = "image/svg+xml"},
    TypeOf{.ending = ".png", .type = "image/png"},
    TypeOf{.ending = ".ico", .type = "image/x-icon"},
    TypeOf{.ending = ".woff2", .type = "font/woff2"},
    TypeOf{.ending = ".json", .type = "application/json"},
    TypeOf{.ending = ".txt", .type = "text/plain; charset=utf-8"},
    TypeOf{.ending = ".webmanifest", .type = "application/manifest+json"},
};

std::string type_of(std::string_view path) {
    const auto found = std::ranges::find_if(types, [&](const TypeOf& type) {
        return path.ends_with(type.ending);
    });
    return std::string(found == types.end() ? "application/octet-stream" : found->type);
}

/// A file of the web apps: where it stands, or inside the binary.
std::optional<std::string>
read_override(const std::filesystem::path& root, const std::string& path) {
    if (root.empty()) return std::nullopt;
    const auto file = (root / path).lexically_normal();
    const auto inside = file.lexically_relative(root.lexically_normal()).string();
    std::error_code unreadable; // a name too long, for one
    if (inside.starts_with("..") || !std::filesystem::is_regular_file(file, unreadable))
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

/// Each form of a file has its own tag, as what is sent under it is not the same.
std::optional<http::Response>
embedded_answer(const http::Request& request, const std::string& path) {
    const auto accepted = request.headers.find("Accept-Encoding").value_or("");
    const auto found = find_web_file(embedded_web(), path, accepted);
    if (!found) return std::nullopt;
    http::Response response;
    response.set("Content-Type", type_of(path)).set("Vary", "Accept-Encoding");
    if (!found->encoding.empty()) response.set("Content-Encoding", std::string(found->encoding));
    const auto tag = "\"" + std::string(found->file->sha256.substr(0, 32)) + "\"";
    response.set("ETag", tag);
    if (http::knows_tag(request.headers, tag))
        response.status = 304;
    else
        response.static_body = found->file->content;
    return response;
}

std::optional<http::Response> file_answer(
    const std::filesystem::path& root, const http::Request& request, const std::string& path
) {
    if (auto text = read_override(root, path))
        return http::content(type_of(path), std::move(*text));
    return embedded_answer(request, path);
}

Result<http::Response> missing() {
    return refuse(Refusal::not_found, "not_found", "", "There is nothing here.");
}

http::Handler asset_handler(std::filesystem::path root) {
    return [root = std::move(root)](http::Request& request) -> Result<http::Response> {
        auto response = file_answer(root, request, "assets/" + request.path_text("path"));
        if (!response) return missing();
        response->set("Cache-Control", "public, max-age=31536000, immutable");
        response->set("Content-Security-Policy", std::string(asset_policy));
        return std::move(*response);
    };
}

http::Handler shell_handler(std::filesystem::path root) {
    return [root = std::move(root)](http::Request& request) -> Result<http::Response> {
        auto response = file_answer(root, request, "desk/index.html");
        if (!response)
            return http::text(
                "The web apps are not built into this binary; build with ./dev build or use "
                "--web-root.",
                503
            );
        response->set("Cache-Control", "no-cache")
            .set("Content-Security-Policy", std::string(desk_policy))
            .set("Content-Security-Policy-Report-Only", std::string(desk_wish));
        return std::move(*response);
    };
}

} // namespace

void add_web_routes(Desk& desk, std::vector<http::Route>& routes) {
    const auto& root = desk.config.web_root;
    const auto add = [&](std::string pattern, http::Handler handler) {
        routes.push_back(
            {.method = http::Method::get,
             .pattern = std::move(pattern),
             .needs = "public",
             .handler = std::move(handler),
             .lane = root.empty() ? http::Lane::inline_ : http::Lane::read}
        );
    };
    add("/assets/{path...}", asset_handler(root));
    add("/desk",
        [](http::Request&) -> Result<http::Response> { return http::see_other("/desk/"); });
    add("/desk/{path...}", shell_handler(root));
}

} // namespace heed::app
