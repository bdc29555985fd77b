// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/desk/versions.hpp"

#include "kernel/text.hpp"

#include <charconv>

namespace heed {

Result<std::optional<std::int64_t>> if_match(const http::Request& request) {
    const auto header = request.headers.find("If-Match");
    if (!header) return std::nullopt;
    auto text = trimmed(*header);
    if (text == "*") return std::nullopt;
    if (text.starts_with("W/")) text.remove_prefix(2);
    if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"'))
        text = text.substr(1, text.size() - 2);
    std::int64_t version = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (problem == std::errc{} && end == text.data() + text.size() && version > 0) return version;
    return refuse(
        Refusal::invalid, "bad_if_match", "", "Send `If-Match: \"7\"` with the version you saw."
    );
}

} // namespace heed
