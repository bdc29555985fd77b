// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/event_stream.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::http {

/// A part of a file; the whole rest when `size` is absent.
struct FileContent {
    std::filesystem::path path;
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> size = {};
};

using OnOpen = std::function<void(std::shared_ptr<EventStream>)>;

/// What a handler answers. Exactly one of the four contents is sent: the stream, else the file,
/// else the static text, else `body`. Date, length, request id and security headers are added
/// by the server; a header set here wins over a security header of the same name.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    std::string_view static_body = {}; // outlives the server: embedded assets
    std::optional<FileContent> file = {};
    OnOpen on_open = {}; // called once on an I/O thread, must not block

    Response&& with(std::string name, std::string value) &&;
    Response& set(std::string name, std::string value);
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;

    /// Server-sent events: the answer stays open and carries what is sent to the stream.
    static Response event_stream(OnOpen on_open);
};

/// A body of any type, to be given a status and headers.
Response content(std::string content_type, std::string body);
Response ok_json(std::string json);
/// 201; without `Location` when `location` is empty.
Response created(std::string json, std::string location = {});
Response no_content();
/// 303: after a form was posted, look there.
Response see_other(std::string url);
Response html(std::string page, int status = 200);
Response text(std::string words, int status = 200);

/// The usual words of a status, e.g. `Not Found`.
std::string_view reason_phrase(int status);

} // namespace heed::http
