// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailbox.hpp"

#include <algorithm>
#include <array>

namespace heed::mailboxes {

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

} // namespace

std::string seal_context(MailboxId id, std::string_view column) {
    return "mailbox/" + std::to_string(id.value) + "/" + std::string(column);
}

std::string filled(std::string_view form, const Names& names) {
    std::string text(form);
    replace_all(text, "{agent}", names.agent);
    replace_all(text, "{desk}", names.desk);
    replace_all(text, "{mailbox}", names.mailbox);
    return text;
}

std::optional<std::string> unknown_variable(std::string_view form) {
    constexpr auto known = std::to_array<std::string_view>({"agent", "desk", "mailbox"});
    for (auto at = form.find('{'); at != form.npos; at = form.find('{', at + 1)) {
        const auto rest = form.substr(at + 1);
        const auto name = rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"));
        const bool closed = name.size() < rest.size() && rest[name.size()] == '}';
        if (closed && !name.empty() && std::ranges::find(known, name) == known.end())
            return std::string(name);
    }
    return std::nullopt;
}

} // namespace heed::mailboxes
