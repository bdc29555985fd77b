// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/sender.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"

namespace heed::mail {

namespace {

const MailAddress* first_usable(const std::vector<MailAddress>& addresses) {
    for (const auto& address : addresses)
        if (is_mail_address(normalised_address(address.address))) return &address;
    return nullptr;
}

} // namespace

MailAddress writer_of(const Letter& letter) {
    const auto name = letter.from.empty() ? std::string() : letter.from.front().name;
    const auto named = [&](MailAddress address) {
        if (address.name.empty()) address.name = name;
        return address;
    };
    for (const auto* header : {"X-Original-From", "X-Original-Sender"}) {
        const auto value = letter.header(header);
        if (!value) continue;
        const auto parsed = parse_addresses(*value);
        if (const auto* const found = first_usable(parsed)) return named(*found);
    }
    if (const auto* const found = first_usable(letter.from)) return *found;
    if (const auto* const found = first_usable(letter.reply_to)) return named(*found);
    if (letter.sender && first_usable({*letter.sender}) != nullptr) return named(*letter.sender);
    if (letter.return_path && is_mail_address(*letter.return_path))
        return {.name = name, .address = *letter.return_path};
    return {.name = name, .address = {}};
}

MailAddress answer_address(const Letter& letter, bool automatic) {
    const auto* const reply_to = automatic ? nullptr : first_usable(letter.reply_to);
    return reply_to == nullptr ? writer_of(letter) : *reply_to;
}

} // namespace heed::mail
