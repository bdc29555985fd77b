// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/answer.hpp"

#include "kernel/check.hpp"
#include "kernel/clock.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace heed::http {

namespace {

constexpr std::size_t file_part_bytes = std::size_t{128} * 1024;

void append_padded(std::string& out, unsigned number) {
    out += static_cast<char>('0' + number / 10 % 10);
    out += static_cast<char>('0' + number % 10);
}

/// `Date: Sun, 06 Nov 1994 08:49:37 GMT` and the line end, made once a second and thread.
std::string_view date_line() {
    constexpr std::array<std::string_view, 7> days = {
        "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
    };
    constexpr std::array<std::string_view, 12> months = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    thread_local std::chrono::sys_seconds made_at = {};
    thread_local std::string line;
    const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().now());
    if (now == made_at && !line.empty()) return line;
    made_at = now;
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(now - day);
    line = "Date: ";
    line += days[std::chrono::weekday(day).c_encoding()];
    line += ", ";
    append_padded(line, static_cast<unsigned>(date.day()));
    line += ' ';
    line += months[static_cast<unsigned>(date.month()) - 1];
    line += ' ' + std::to_string(static_cast<int>(date.year())) + ' ';
    append_padded(line, static_cast<unsigned>(time.hours().count()));
    line += ':';
    append_padded(line, static_cast<unsigned>(time.minutes().count()));
    line += ':';
    append_padded(line, static_cast<unsigned>(time.seconds().count()));
    line += " GMT\r\n";
    return line;
}

bool is_field_text(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f';
    });
}

/// These say where the message ends, which is the server's to know.
bool is_framing(std::string_view name) {
    return equals_ignoring_case(name, "content-length") ||
           equals_ignoring_case(name, "transfer-encoding") ||
           equals_ignoring_case(name, "connection");
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
    CHECK(!name.empty() && is_field_text(name) && is_field_text(value));
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

} // namespace

FileReader::FileReader(const FileContent& content)
    : descriptor_(open(content.path.c_str(), O_RDONLY | O_CLOEXEC)), at_(content.offset) {
    struct stat status = {};
    if (descriptor_ < 0 || fstat(descriptor_, &status) != 0)
        throw StorageFault("cannot open " + content.path.string());
    const auto size = static_cast<std::uint64_t>(status.st_size);
    const auto rest = size - std::min(size, content.offset);
    left_ = std::min(rest, content.size.value_or(rest));
}

FileReader::FileReader(FileReader&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      at_(other.at_),
      left_(std::exchange(other.left_, 0)) {}

FileReader& FileReader::operator=(FileReader&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(at_, other.at_);
    std::swap(left_, other.left_);
    return *this;
}

FileReader::~FileReader() {
    if (descriptor_ >= 0) close(descriptor_);
}

std::string FileReader::next() {
    std::string part(std::min<std::uint64_t>(left_, file_part_bytes), '\0');
    const auto got = pread(descriptor_, part.data(), part.size(), static_cast<off_t>(at_));
    part.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    at_ += part.size();
    left_ -= part.size();
    return part;
}

Answer make_answer(Response response, const AnswerSettings& settings) {
    Answer answer;
    answer.status = response.status;
    answer.keep_alive = settings.keep_alive && !response.on_open;

    auto& head = answer.head;
    head.reserve(1024);
    head += "HTTP/1.1 ";
    head += std::to_string(response.status);
    head += ' ';
    head += reason_phrase(response.status);
    head += "\r\n";
    head += date_line();
    for (const auto& [name, value] : response.headers) {
        CHECK(!is_framing(name));
        append_field(head, name, value);
    }
    for (const auto& [name, value] : settings.security_headers)
        if (!response.header(name)) append_field(head, name, value);
    if (!settings.request_id.empty()) append_field(head, "X-Request-Id", settings.request_id);
    if (!answer.keep_alive)
        append_field(head, "Connection", "close");
    else if (settings.is_http_1_0)
        append_field(head, "Connection", "keep-alive");

    const bool bodiless = response.status == 204 || response.status == 304;
    if (response.on_open) {
        if (!settings.without_body) answer.on_open = std::move(response.on_open);
    } else if (!bodiless) {
        FileReader file;
        if (response.file) file = FileReader(*response.file);
        answer.static_body = response.file ? "" : response.static_body;
        if (!response.file && response.static_body.empty()) answer.body = std::move(response.body);
        const auto size = file.left() + answer.static_body.size() + answer.body.size();
        append_field(head, "Content-Length", std::to_string(size));
        answer.file = std::move(file);
        answer.body_bytes = size;
    }
    head += "\r\n";
    if (settings.without_body) {
        answer.body.clear();
        answer.static_body = {};
        answer.file = {};
        answer.body_bytes = 0;
    }
    return answer;
}

} // namespace heed::http
