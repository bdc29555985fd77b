// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::http {

/// An open file; closed with its owner.
class FileReader {
public:
    FileReader() = default;
    /// Throws Fault when the file cannot be opened.
    explicit FileReader(const FileContent& content);
    FileReader(FileReader&& other) noexcept;
    FileReader& operator=(FileReader&& other) noexcept;
    ~FileReader();

    [[nodiscard]] std::uint64_t left() const { return left_; }

    /// The next part of the content; empty when it is over or the file has become shorter.
    std::string next();

private:
    int descriptor_ = -1;
    std::uint64_t at_ = 0;
    std::uint64_t left_ = 0;
};

/// A place among the open streams; given back with its owner.
struct GiveBack {
    void operator()(std::atomic<std::size_t>* count) const { --*count; }
};

using StreamPlace = std::unique_ptr<std::atomic<std::size_t>, GiveBack>;

/// A response as it goes over the wire.
struct Answer {
    int status = 0;
    std::string head;
    std::string body;
    std::string_view static_body;
    FileReader file;
    OnOpen on_open;
    StreamPlace stream_place; // with on_open
    bool keep_alive = false;
    std::uint64_t body_bytes = 0;
};

/// What an answer depends on besides the response.
struct AnswerSettings {
    std::string_view request_id;
    bool keep_alive = false;
    bool is_http_1_0 = false;
    bool without_body = false; // the answer to HEAD
    const std::vector<std::pair<std::string, std::string>>& security_headers;
};

/// Throws Fault for headers that would break the message.
Answer make_answer(Response response, const AnswerSettings& settings);

} // namespace heed::http
