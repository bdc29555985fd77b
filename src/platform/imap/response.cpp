// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/response.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace heed::imap {

namespace {

constexpr std::size_t read_bytes = 16'384;

constexpr std::uint64_t uid_max = std::numeric_limits<std::uint32_t>::max();

std::optional<std::uint32_t> uid_from(std::string_view digits) {
    const auto number = number_from(digits, uid_max);
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

// Free text never holds literals, so a "{9}" at its end is just text.
bool may_hold_literals(std::string_view line) {
    return line.starts_with("* ") && !status_from(line.substr(2));
}

// 25 for a line that ends with {25}, {25+} or ~{25}.
std::optional<std::size_t> announced_literal(std::string_view line) {
    if (!line.ends_with('}')) return std::nullopt;
    line.remove_suffix(1);
    if (line.ends_with('+')) line.remove_suffix(1);
    const auto open = line.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;
    return number_from(line.substr(open + 1), std::numeric_limits<std::size_t>::max());
}

void drop_announcement(std::string& line) {
    line.erase(line.rfind('{'));
    if (line.ends_with('~')) line.pop_back();
}

} // namespace

std::unexpected<Error> protocol_error(std::string_view why) {
    return refuse(Refusal::unavailable, "protocol_error", {}, why);
}

std::optional<std::uint64_t> number_from(std::string_view digits, std::uint64_t max) {
    if (digits.empty()) return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (number > (max - digit) / 10) return std::nullopt;
        number = number * 10 + digit;
    }
    return number;
}

Result<Response> ResponseReader::next(const ReadLimits& limits, const Source& source) {
    Response response;
    std::size_t literal_bytes = 0;
    for (;;) {
        const auto text_left = limits.text_bytes_max - response.text.size();
        auto line = TRY(read_line(text_left, source));
        const bool first = response.text.empty();
        const bool literals_allowed = first ? may_hold_literals(line) : true;
        const auto size = literals_allowed ? announced_literal(line) : std::nullopt;
        if (size) drop_announcement(line);
        response.text += line;
        if (!size) return response;
        if (*size > limits.literal_bytes_max - literal_bytes) {
            return protocol_error("a literal of " + std::to_string(*size) + " bytes");
        }
        if (response.literals.size() >= limits.literals_max)
            return protocol_error("too many literals");
        literal_bytes += *size;
        auto literal = TRY(read_literal(*size, source));
        response.literals.push_back(std::move(literal));
        response.text += '\0';
    }
}

Result<> ResponseReader::read_more(const Source& source) {
    buffer_.erase(0, position_);
    position_ = 0;
    const auto old_size = buffer_.size();
    buffer_.resize(old_size + read_bytes);
    const auto got = source(std::span(buffer_).subspan(old_size));
    buffer_.resize(old_size + got.value_or(0));
    if (!got) return std::unexpected(got.error());
    return {};
}

Result<std::string> ResponseReader::read_line(std::size_t bytes_max, const Source& source) {
    std::size_t length = 0; // without the line end, as far as searched
    while (position_ + length == buffer_.size() || buffer_[position_ + length] != '\n') {
        if (length > bytes_max) return protocol_error("an endless line");
        if (position_ + length == buffer_.size()) TRY(read_more(source));
        length = std::min(buffer_.find('\n', position_ + length), buffer_.size()) - position_;
    }
    if (length > bytes_max) return protocol_error("an endless line");
    auto line = buffer_.substr(position_, length);
    position_ += length + 1;
    if (line.ends_with('\r')) line.pop_back();
    if (line.find('\0') != std::string::npos) return protocol_error("a NUL in a line");
    return line;
}

Result<std::string> ResponseReader::read_literal(std::size_t size, const Source& source) {
    std::string literal;
    // Room is taken as bytes come, not as they are announced.
    while (literal.size() < size) {
        if (!has_unread()) TRY(read_more(source));
        const auto bytes = std::min(size - literal.size(), buffer_.size() - position_);
        literal.append(buffer_, position_, bytes);
        position_ += bytes;
    }
    return literal;
}

std::optional<Status> status_from(std::string_view text) {
    using Word = Status::Word;
    static constexpr std::array words = {
        std::pair("OK", Word::ok),
        std::pair("NO", Word::no),
        std::pair("BAD", Word::bad),
        std::pair("BYE", Word::bye),
        std::pair("PREAUTH", Word::preauth)
    };
    const auto first = text.substr(0, std::min(text.find(' '), text.size()));
    const auto* const known = std::ranges::find_if(words, [&](const auto& word) {
        return equals_ignoring_case(word.first, first);
    });
    if (known == words.end()) return std::nullopt;
    Status status = {.word = known->second};
    auto rest = trimmed(text.substr(first.size()));
    const auto close = rest.find(']');
    if (rest.starts_with('[') && close != std::string_view::npos) {
        status.code = rest.substr(1, close - 1);
        rest = trimmed(rest.substr(close + 1));
    }
    status.text = rest;
    return status;
}

std::optional<std::uint32_t> code_number(const Status& status, std::string_view name) {
    const auto blank = status.code.find(' ');
    if (blank == std::string::npos) return std::nullopt;
    const std::string_view code = status.code;
    if (!equals_ignoring_case(code.substr(0, blank), name)) return std::nullopt;
    return uid_from(trimmed(code.substr(blank + 1)));
}

std::optional<std::uint32_t> number_before(std::string_view text, std::string_view name) {
    if (!text.starts_with("* ")) return std::nullopt;
    text.remove_prefix(2);
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    if (!equals_ignoring_case(trimmed(text.substr(blank + 1)), name)) return std::nullopt;
    return uid_from(text.substr(0, blank));
}

std::optional<std::vector<std::uint32_t>> search_result(std::string_view text) {
    constexpr std::string_view beginning = "* SEARCH";
    if (!equals_ignoring_case(text.substr(0, beginning.size()), beginning)) return std::nullopt;
    text.remove_prefix(beginning.size());
    std::vector<std::uint32_t> numbers;
    while (!trimmed(text).empty()) {
        text = trimmed(text);
        const auto word = text.substr(0, std::min(text.find(' '), text.size()));
        // What is no number is an extension, such as (MODSEQ 7).
        if (const auto number = uid_from(word)) numbers.push_back(*number);
        text.remove_prefix(word.size());
    }
    return numbers;
}

} // namespace heed::imap
