// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/json.hpp"

#include <cmath>
#include <fmt/format.h>

namespace heed {

void write_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto letter = static_cast<unsigned char>(text[at]);
        if (letter >= 0x20U && letter != '"' && letter != '\\') continue;
        out += text.substr(plain, at - plain);
        plain = at + 1;
        switch (letter) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", letter);
        }
    }
    out += text.substr(plain);
    out += '"';
}

void write_json(std::string& out, double number) {
    // JSON has no word for these; null is what every other writer of it says.
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    fmt::format_to(std::back_inserter(out), "{}", number);
}

} // namespace heed
