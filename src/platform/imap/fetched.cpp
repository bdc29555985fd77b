// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading of FETCH responses. Lists are skipped by counting, never by recursion: a hostile server
// may nest as deep as it likes.
#include "kernel/text.hpp"
#include "platform/imap/response.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace heed::imap {

namespace {

class Scanner {
public:
    explicit Scanner(Response response) : response_(std::move(response)) {}

    [[nodiscard]] bool at_end() const { return position_ >= response_.text.size(); }

    [[nodiscard]] char peek() const { return at_end() ? '\n' : response_.text[position_]; }

    bool take(char expected) {
        if (peek() != expected) return false;
        ++position_;
        return true;
    }

    void skip_blanks() {
        while (take(' ')) {
        }
    }

    std::string_view word() {
        const auto begin = position_;
        while (!at_end() && !ends_word(peek())) ++position_;
        return std::string_view(response_.text).substr(begin, position_ - begin);
    }

    // The name of an item with its section, e.g. BODY[HEADER.FIELDS (DATE)]<0>.
    std::string_view item_name() {
        const auto begin = position_;
        (void)word();
        if (peek() == '[') {
            while (!at_end() && peek() != ']') ++position_;
            take(']');
            (void)word();
        }
        return std::string_view(response_.text).substr(begin, position_ - begin);
    }

    // A literal or quoted string; nothing for NIL and everything else.
    std::optional<std::string> string() {
        if (peek() == '\0') return literal();
        if (peek() == '"') return quoted();
        return std::nullopt;
    }

    // Any value: string, word, or list with whatever is in it. False when it does not end.
    bool skip_value() {
        std::size_t depth = 0;
        do {
            skip_blanks();
            if (take('(')) {
                ++depth;
            } else if (take(')')) {
                if (depth-- == 0) return false;
            } else if (!string() && word().empty()) {
                return false;
            }
        } while (depth > 0);
        return true;
    }

private:
    static bool ends_word(char c) {
        return c == ' ' || c == '(' || c == ')' || c == '[' || c == '"' || c == '\0';
    }

    std::optional<std::string> literal() {
        if (next_literal_ >= response_.literals.size()) return std::nullopt;
        ++position_;
        return std::move(response_.literals[next_literal_++]);
    }

    std::optional<std::string> quoted() {
        std::string text;
        for (auto at = position_ + 1; at < response_.text.size(); ++at) {
            char c = response_.text[at];
            if (c == '"') {
                position_ = at + 1;
                return text;
            }
            if (c == '\\' && at + 1 < response_.text.size()) c = response_.text[++at];
            text += c;
        }
        return std::nullopt;
    }

    Response response_;
    std::size_t position_ = 0;
    std::size_t next_literal_ = 0;
};

// What is no number counts as not said: one strange letter must not spoil a whole page.
template <class Number>
bool read_number(Scanner& scanner, std::optional<Number>& into) {
    const auto word = scanner.word();
    const auto number = number_from(word, std::numeric_limits<Number>::max());
    if (number) into = static_cast<Number>(*number);
    return !word.empty() || scanner.skip_value();
}

// What is no moment counts as not said, too.
bool read_moment(Scanner& scanner, std::optional<Instant>& into) {
    const auto text = scanner.string();
    if (!text) return scanner.skip_value();
    into = moment_from(*text);
    return true;
}

bool is_body(std::string_view name) {
    constexpr std::string_view beginning = "BODY[";
    return equals_ignoring_case(name.substr(0, beginning.size()), beginning);
}

bool read_item(Scanner& scanner, Fetched& fetched) {
    const auto name = scanner.item_name();
    if (name.empty()) return false;
    const bool is_uid = equals_ignoring_case(name, "UID");
    const bool is_size = equals_ignoring_case(name, "RFC822.SIZE");
    const bool is_moment = equals_ignoring_case(name, "INTERNALDATE");
    const bool is_wanted_body = is_body(name) && !fetched.body;
    scanner.skip_blanks();
    if (is_uid) return read_number(scanner, fetched.uid);
    if (is_size) return read_number(scanner, fetched.size_bytes);
    if (is_moment) return read_moment(scanner, fetched.delivered_at);
    if (!is_wanted_body) return scanner.skip_value();
    fetched.body = scanner.string();
    return fetched.body || scanner.skip_value();
}

} // namespace

Result<std::optional<Fetched>> fetched_from(Response response) {
    Scanner scanner(std::move(response));
    if (!scanner.take('*')) return std::nullopt;
    scanner.skip_blanks();
    if (!number_from(scanner.word(), std::numeric_limits<std::uint32_t>::max()))
        return std::nullopt;
    scanner.skip_blanks();
    if (!equals_ignoring_case(scanner.word(), "FETCH")) return std::nullopt;
    scanner.skip_blanks();
    Fetched fetched;
    if (!scanner.take('(')) return protocol_error("a FETCH without a list");
    for (scanner.skip_blanks(); !scanner.take(')'); scanner.skip_blanks()) {
        if (!read_item(scanner, fetched)) return protocol_error("a FETCH that cannot be read");
    }
    scanner.skip_blanks();
    if (!scanner.at_end()) return protocol_error("more than a FETCH");
    return fetched;
}

} // namespace heed::imap
