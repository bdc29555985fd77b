// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::http {

/// Where a handler runs: on the I/O thread (health and embedded assets only: never blocks), with
/// the few readers, or with the many threads that mostly wait for a commit.
enum class Lane { inline_, read, write };

/// What a route takes as body. `raw` is any content type, e.g. a letter.
enum class BodyKind { none, json, form, multipart, raw };

struct BodyRule {
    BodyKind kind = BodyKind::none;
    std::size_t size_max = 0;
};

inline constexpr std::size_t mebibyte = std::size_t{1} << 20;
inline constexpr BodyRule no_body = {};
inline constexpr BodyRule json_body = {.kind = BodyKind::json, .size_max = mebibyte};
inline constexpr BodyRule form_body = {.kind = BodyKind::form, .size_max = mebibyte};
inline constexpr BodyRule upload_body = {.kind = BodyKind::multipart, .size_max = 55 * mebibyte};
inline constexpr BodyRule letter_body = {.kind = BodyKind::raw, .size_max = 55 * mebibyte};

using Handler = std::function<Result<Response>(Request&)>;

/// One line of a route table. Patterns: `/tickets/{number}`; `/assets/{path...}` takes the rest,
/// which may be empty. A literal part wins over a parameter. GET answers HEAD too.
struct Route {
    Method method = Method::get;
    std::string pattern;
    std::string needs; // what the caller needs, in words of the hook: "anonymous", "ticket:read"
    Handler handler;
    Lane lane = Lane::read;
    BodyRule body = no_body;
    bool hook_before_body = false; // let nobody without rights send 55 MiB
    bool any_host = false;         // probes ask by address
};

class Router {
public:
    /// Throws Fault for a malformed pattern or two routes of one method and path.
    explicit Router(std::vector<Route> routes);
    Router(Router&&) noexcept;
    ~Router();

    /// Parameters in the order of the pattern, still escaped, as parts of the given path.
    struct Match {
        const Route* route = nullptr; // none: `allowed` says which methods the path has
        std::vector<std::string_view> values;
        std::string allowed; // e.g. "GET, HEAD, POST"; empty when the path is unknown
    };

    /// `method` is nothing for one that no route can have (OPTIONS, TRACE …).
    [[nodiscard]] Match match(std::optional<Method> method, std::string_view path) const;

    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

    /// Fills path parameters and pattern of `request`; refuses broken escapes.
    [[nodiscard]] static Result<void> fill(Request& request, const Match& match);

private:
    struct Node;
    std::vector<Route> routes_;
    std::unique_ptr<Node> root_;
};

} // namespace heed::http
