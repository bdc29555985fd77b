// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/header_text.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace heed::mail {

namespace {

constexpr std::size_t parameters_max = 200;

/// One `name=value` as it stands, quotes removed.
struct RawParameter {
    std::string name;
    std::string value;
};

/// Reads a raw parameter list from left to right.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    /// Up to `;`, without comments.
    std::string main_value() {
        std::string value;
        while (!at_end() && text_[at_] != ';') {
            if (text_[at_] == '(')
                skip_comment();
            else
                value += text_[at_++];
        }
        return value;
    }

    RawParameter parameter() {
        RawParameter parameter;
        if (text_[at_] == ';') ++at_;
        const auto end = std::min(text_.find_first_of("=;", at_), text_.size());
        parameter.name = ascii_lower(trimmed(text_.substr(at_, end - at_)));
        at_ = end;
        if (at_end() || text_[at_] == ';') return parameter;
        ++at_;
        while (!at_end() && std::string_view(" \t\r\n").contains(text_[at_])) ++at_;
        parameter.value = !at_end() && text_[at_] == '"' ? quoted() : bare();
        return parameter;
    }

private:
    void skip_comment() {
        int depth = 0;
        do {
            if (text_[at_] == '(') ++depth;
            if (text_[at_] == ')') --depth;
            ++at_;
        } while (!at_end() && depth > 0);
    }

    std::string quoted() {
        std::string value;
        for (++at_; !at_end() && text_[at_] != '"'; ++at_) {
            // Windows paths are sent without doubling the backslash: "C:\new".
            const bool escapes = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                                 (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\');
            if (escapes) ++at_;
            value += text_[at_];
        }
        at_ = std::min(text_.find(';', at_), text_.size());
        return value;
    }

    std::string bare() {
        const auto end = std::min(text_.find(';', at_), text_.size());
        const auto value = trimmed(text_.substr(at_, end - at_));
        at_ = end;
        return std::string(value);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// The pieces of one RFC 2231 parameter: `name*0*`, `name*1` …
struct Pieces {
    struct Piece {
        std::string value;
        bool percent = false;
    };

    std::map<unsigned, Piece> by_number;

    [[nodiscard]] std::string decoded() const {
        std::string charset;
        std::string bytes;
        bool labelled = false;
        for (const auto& [number, piece] : by_number) {
            std::string_view value = piece.value;
            if (piece.percent && bytes.empty() && !labelled) {
                const auto first = value.find('\'');
                const auto second =
                    first == std::string_view::npos ? first : value.find('\'', first + 1);
                if (second != std::string_view::npos) {
                    charset = value.substr(0, first);
                    value.remove_prefix(second + 1);
                    labelled = true;
                }
            }
            bytes += piece.percent ? decode_percent(value) : std::string(value);
        }
        if (labelled) return decode_charset(bytes, charset).text;
        return decode_header(bytes);
    }
};

/// Adds `name*`, `name*0` or `name*0*` to the pieces of `name`; false when it is a plain name.
bool add_piece(std::map<std::string, Pieces>& extended, const RawParameter& raw) {
    const auto star = raw.name.find('*');
    if (star == std::string::npos) return false;
    std::string_view rest = std::string_view(raw.name).substr(star + 1);
    const bool percent = rest.empty() || rest.ends_with('*');
    if (rest.ends_with('*')) rest.remove_suffix(1);
    unsigned number = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), number);
    extended[raw.name.substr(0, star)].by_number.try_emplace(number, raw.value, percent);
    return true;
}

} // namespace

std::string_view ParameterValue::parameter(std::string_view name) const {
    for (const auto& [key, text] : parameters) {
        if (key == name) return text;
    }
    return {};
}

ParameterValue parse_parameters(std::string_view raw) {
    Reader reader(raw);
    ParameterValue parsed;
    for (const char letter : ascii_lower(decode_header(reader.main_value())))
        if (letter != ' ' && letter != '"') parsed.value += letter;
    std::map<std::string, Pieces> extended;
    for (std::size_t count = 0; !reader.at_end() && count < parameters_max; ++count) {
        const auto parameter = reader.parameter();
        if (parameter.name.empty() || add_piece(extended, parameter)) continue;
        parsed.parameters.emplace_back(valid_utf8(parameter.name), decode_header(parameter.value));
    }
    // The extended form is the better one; plain forms beside it are for old readers.
    for (const auto& [name, pieces] : extended) {
        std::erase_if(parsed.parameters, [&](const auto& known) { return known.first == name; });
        parsed.parameters.emplace_back(valid_utf8(name), display_text(pieces.decoded()));
    }
    return parsed;
}

} // namespace heed::mail
