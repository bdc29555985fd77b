// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/limits.hpp"
#include "platform/http/request.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace heed::http {

/// Why a message is refused before any route sees it. Where it ends is then unknown or
/// unwanted, so the connection closes after the answer.
struct Rejection {
    int status;
    std::string_view code;
    std::string_view detail;
};

/// Reads one HTTP/1.1 request, strictly: a message that two readers could understand in two ways
/// is refused. Beast reads; what it lets pass is refused on top (README).
class MessageParser {
public:
    enum class Stage { head, body, done };

    explicit MessageParser(const Limits& limits);
    MessageParser(MessageParser&&) noexcept;
    MessageParser& operator=(MessageParser&&) noexcept;
    ~MessageParser();

    /// Takes bytes from the beginning of what has arrived, says how many, and stops at the end
    /// of the head. Give what was left again, followed by more.
    std::expected<std::size_t, Rejection> feed(std::string_view bytes);

    [[nodiscard]] Stage stage() const;

    /// Method, target, path and headers, when the stage is past the head.
    [[nodiscard]] Request& request();

    [[nodiscard]] std::string_view method_text() const;
    [[nodiscard]] bool method_is_known() const;
    [[nodiscard]] std::string_view query_text() const;
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool is_http_1_0() const;
    [[nodiscard]] bool expects_continue() const;
    [[nodiscard]] std::optional<std::uint64_t> content_length() const;

    void limit_body(std::uint64_t bytes_max);

    /// Bytes of the body so far, whether taken or not.
    [[nodiscard]] std::uint64_t body_bytes() const;

    /// What has been read of the body since the last call.
    [[nodiscard]] std::string take_body();

private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

} // namespace heed::http
