// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/html_tree.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heed::mail {

namespace {

using Entity = std::pair<std::string_view, std::string_view>; // written and meant

constexpr auto entities = std::to_array<Entity>({
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
    {"&apos;", "'"},
    {"&nbsp;", " "},
});

std::string_view tag_name(std::string_view tag) {
    if (tag.starts_with('/')) tag.remove_prefix(1);
    const auto end = tag.find_first_of(" \t\r\n/>");
    return tag.substr(0, std::min(end, tag.size()));
}

/// Behind the end tag of an element whose content is no text.
std::size_t behind_element(std::string_view lower, std::size_t at, std::string_view name) {
    const auto end = lower.find("</" + std::string(name), at);
    return end == std::string_view::npos ? lower.size() : end;
}

} // namespace

std::string crude_text(std::string_view html) {
    auto valid = valid_utf8(html);
    std::erase(valid, '\r');
    const auto lower = ascii_lower(valid);
    std::string out;
    for (std::size_t at = 0; at < valid.size();) {
        if (lower.compare(at, 4, "<!--") == 0) {
            const auto end = lower.find("-->", at);
            at = end == std::string::npos ? lower.size() : end + 3;
        } else if (valid[at] == '<') {
            const auto end = std::min(valid.find('>', at), valid.size());
            const auto tag = std::string_view(lower).substr(at + 1, end - at - 1);
            const auto name = tag_name(tag);
            at = std::min(end + 1, valid.size());
            const bool opens = !tag.starts_with('/');
            if (opens && (name == "script" || name == "style"))
                at = behind_element(lower, at, name);
            if ((is_block_element(name) || name == "br") && !out.ends_with("\n\n") && !out.empty())
                out += '\n';
        } else if (valid[at] == '&') {
            const auto rest = std::string_view(lower).substr(at, 8);
            const auto found = std::ranges::find_if(entities, [&](const auto& entity) {
                return rest.starts_with(entity.first);
            });
            out += found == entities.end() ? "&" : found->second;
            at += found == entities.end() ? 1 : found->first.size();
        } else {
            out += valid[at++];
        }
    }
    return out;
}

} // namespace heed::mail
