// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/oauth/http_answer.hpp"

#include "kernel/number.hpp"
#include "kernel/text.hpp"

#include <charconv>

namespace heed::oauth {

namespace {

constexpr std::string_view line_end = "\r\n";

/// The value of a header line in `head`.
std::optional<std::string_view> header_in(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const auto line = head.substr(0, head.find(line_end));
        head.remove_prefix(std::min(line.size() + line_end.size(), head.size()));
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && equals_ignoring_case(line.substr(0, colon), name))
            return trimmed(line.substr(colon + 1));
    }
    return std::nullopt;
}

/// Nothing while the last piece is not there.
std::optional<HttpAnswer> from_pieces(int status, std::string_view rest) {
    HttpAnswer answer{.status = status, .body = {}};
    for (;;) {
        const auto end = rest.find(line_end);
        if (end == std::string_view::npos) return std::nullopt;
        std::size_t size = 0;
        const auto digits = rest.substr(0, end);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
        if (read.ec != std::errc{}) return HttpAnswer{};
        rest.remove_prefix(end + line_end.size());
        if (size == 0) return answer;
        if (rest.size() < size || rest.size() - size < line_end.size()) return std::nullopt;
        answer.body += rest.substr(0, size);
        rest.remove_prefix(size + line_end.size());
    }
}

/// 200 of `HTTP/1.1 200 OK`; 0 for what is no such line.
int status_in(std::string_view head) {
    constexpr std::size_t begin = 9;
    if (!head.starts_with("HTTP/1.") || head.size() < begin + 3) return 0;
    return heed::number_from<int>(head.substr(begin, 3)).value_or(0);
}

} // namespace

std::optional<HttpAnswer> http_answer_in(std::string_view bytes, bool ended) {
    const auto head_end = bytes.find("\r\n\r\n");
    if (head_end == std::string_view::npos)
        return ended ? std::optional(HttpAnswer{}) : std::nullopt;
    const auto head = bytes.substr(0, head_end);
    const auto rest = bytes.substr(head_end + 4);
    const int status = status_in(head);
    if (status == 0) return HttpAnswer{};
    const auto coding = header_in(head, "Transfer-Encoding");
    if (coding && equals_ignoring_case(*coding, "chunked")) {
        auto answer = from_pieces(status, rest);
        return answer || !ended ? answer : HttpAnswer{};
    }
    const auto length = header_in(head, "Content-Length");
    if (!length)
        return ended ? std::optional(HttpAnswer{.status = status, .body = std::string(rest)})
                     : std::nullopt;
    const auto size = heed::number_from<std::size_t>(*length);
    if (!size) return HttpAnswer{};
    if (rest.size() >= *size)
        return HttpAnswer{.status = status, .body = std::string(rest.substr(0, *size))};
    return ended ? std::optional(HttpAnswer{}) : std::nullopt;
}

} // namespace heed::oauth
