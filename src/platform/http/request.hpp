// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/enums.hpp"
#include "kernel/result.hpp"
#include "platform/http/headers.hpp"
#include "platform/http/parameters.hpp"
#include "platform/http/temporary_file.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::http {

enum class Method { get, head, post, put, patch, delete_ };

} // namespace heed::http

template <>
inline constexpr std::array<std::string_view, 6> heed::enum_names<heed::http::Method> = {
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
};

namespace heed::http {

/// One file of a multipart form, already on disk. The file goes with the request unless the
/// handler renames it or calls `file.release()`.
struct Upload {
    std::string field;
    std::string filename; // as the sender called it, without folders; never part of a disk path
    std::string content_type;
    TemporaryFile file;
    std::uint64_t size = 0;
    std::string sha256; // of its bytes, raw
};

/// What a handler is given. Plain data: tests build one by hand.
struct Request {
    Method method = Method::get;
    std::string target;       // as sent: path and query
    std::string path;         // as sent, still escaped, without the query
    std::string pattern = {}; // of the matched route
    Parameters path_parameters;
    Parameters query;
    Headers headers;
    std::string body;            // empty for multipart
    Parameters form;             // fields of a urlencoded or multipart body
    std::vector<Upload> uploads; // files of a multipart body
    std::string peer;            // address of the client, behind trusted proxies
    std::string scheme = "http"; // http or https, as the client sees it
    std::string host;            // with port when one was given
    std::string id;              // of this request: in logs, answers and 500s

    Actor actor;                   // filled by the hook
    std::shared_ptr<void> session; // the hook's own, e.g. the session row

    /// The decoded part of the path named so in the pattern.
    [[nodiscard]] const std::string& path_text(std::string_view name) const;

    /// As `path_text`, for numbers; anything else is `not_found`, as no such thing exists.
    [[nodiscard]] Result<std::int64_t> path_number(std::string_view name) const;

    [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

} // namespace heed::http
