// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/pretty_json.hpp"

namespace heed::app {

namespace {

constexpr std::size_t step = 2;

/// How long the string at the beginning of `json` is, quotes included.
std::size_t string_length(std::string_view json) {
    std::size_t at = 1;
    while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
    return at + 1;
}

class Pretty {
public:
    void add(std::string_view json) {
        while (!json.empty()) json.remove_prefix(piece(json));
        text_ += '\n';
    }

    std::string take() { return std::move(text_); }

private:
    void line() { text_.append(1, '\n').append(depth_ * step, ' '); }

    void open(char bracket) {
        text_ += bracket;
        ++depth_;
        line();
    }

    void close(char bracket) {
        --depth_;
        line();
        text_ += bracket;
    }

    /// Adds the first piece of `json` and answers its length.
    std::size_t piece(std::string_view json) {
        const char letter = json.front();
        if (letter == '"') {
            const auto length = string_length(json);
            text_ += json.substr(0, length);
            return length;
        }
        if (json.starts_with("{}") || json.starts_with("[]")) {
            text_ += json.substr(0, 2);
            return 2;
        }
        // A list of plain values stands on one line.
        if (letter == '[') {
            const auto end = json.find_first_of("[]{}", 1);
            if (end != std::string_view::npos && json[end] == ']') {
                text_ += json.substr(0, end + 1);
                return end + 1;
            }
        }
        if (letter == '{' || letter == '[')
            open(letter);
        else if (letter == '}' || letter == ']')
            close(letter);
        else
            text_ += letter;
        if (letter == ',') line();
        if (letter == ':') text_ += ' ';
        return 1;
    }

    std::string text_;
    std::size_t depth_ = 0;
};

} // namespace

std::string pretty_json(std::string_view json) {
    Pretty pretty;
    pretty.add(json);
    return pretty.take();
}

} // namespace heed::app
