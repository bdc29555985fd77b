// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/sender.hpp"

#include "platform/mail/addresses.hpp"

#include <algorithm>

namespace heed::mail {

namespace {

bool any_address(const MailAddress& /*address*/) {
    return true;
}

template <class Wanted = bool (*)(const MailAddress&)>
std::optional<MailAddress>
first_usable(const std::vector<MailAddress>& addresses, Wanted wanted = any_address) {
    for (const auto& address : addresses) {
        MailAddress usable{.name = address.name, .address = normalised_address(address.address)};
        if (is_mail_address(usable.address) && wanted(usable)) return usable;
    }
    return std::nullopt;
}

/// The first that is usable, with the name of From where it has none.
MailAddress
named_first(const Letter& letter, const std::vector<std::vector<MailAddress>>& candidates) {
    const auto name = letter.from.empty() ? std::string() : letter.from.front().name;
    for (const auto& addresses : candidates) {
        auto found = first_usable(addresses);
        if (!found) continue;
        if (found->name.empty()) found->name = name;
        return *found;
    }
    return {.name = name, .address = {}};
}

std::vector<MailAddress> envelope_sender(const Letter& letter) {
    if (!letter.return_path) return {};
    return {{.name = {}, .address = *letter.return_path}};
}

std::vector<MailAddress> named_sender(const Letter& letter) {
    if (!letter.sender) return {};
    return {*letter.sender};
}

std::optional<MailAddress> written_through_group(const Letter& letter, const DeskIdentity& desk) {
    const auto is_outside = [&](const MailAddress& address) {
        return !is_address_of(desk, address.address);
    };
    for (const auto* header : {"X-Original-From", "X-Original-Sender"}) {
        const auto value = letter.header(header);
        if (!value) continue;
        if (auto found = first_usable(parse_addresses(*value), is_outside)) return found;
    }
    return std::nullopt;
}

bool went_to(const Letter& letter, const std::string& address) {
    const auto is_it = [&](const MailAddress& recipient) {
        return normalised_address(recipient.address) == address;
    };
    return std::ranges::any_of(letter.to, is_it) || std::ranges::any_of(letter.cc, is_it);
}

} // namespace

MailAddress sender_of(const Letter& letter) {
    return named_first(letter, {letter.from, envelope_sender(letter), named_sender(letter)});
}

MailAddress writer_of(const Letter& letter, const DeskIdentity& desk) {
    std::vector<MailAddress> original;
    if (auto found = written_through_group(letter, desk)) original.push_back(std::move(*found));
    return named_first(
        letter,
        {original, letter.from, letter.reply_to, named_sender(letter), envelope_sender(letter)}
    );
}

MailAddress answer_address(const Letter& letter, bool automatic, const DeskIdentity& desk) {
    const auto is_theirs = [&](const MailAddress& address) {
        return !is_address_of(desk, address.address) && !went_to(letter, address.address);
    };
    auto asked = automatic ? std::nullopt : first_usable(letter.reply_to, is_theirs);
    return asked ? std::move(*asked) : writer_of(letter, desk);
}

} // namespace heed::mail
