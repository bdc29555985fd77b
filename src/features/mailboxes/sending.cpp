// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/sending.hpp"

#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"
#include "features/mailboxes/wire.hpp"
#include "kernel/text.hpp"
#include "platform/mail/encode.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace heed::mailboxes {

namespace {

constexpr std::array<std::string_view, 8> endings_of_nobody = {
    "example", "test", "invalid", "localhost", "local", "internal", "lan", "home.arpa"
};

bool is_of_the_world(std::string_view domain) {
    return domain.contains('.') &&
           std::ranges::none_of(endings_of_nobody, [&](std::string_view ending) {
               return domain.ends_with(ending) && domain[domain.size() - ending.size() - 1] == '.';
           });
}

std::optional<std::string> stated(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

} // namespace

std::optional<dns::SendingDomain> sending_domain_of(db::Transaction& tx, const Mailbox& mailbox) {
    const auto addresses = addresses_of(tx, mailbox.id);
    if (addresses.empty() || !mailbox.smtp_host) return std::nullopt;
    auto domain = domain_of_letters(addresses);
    if (!is_of_the_world(domain)) return std::nullopt;
    dns::SendingDomain sending{
        .domain = std::move(domain), .host = ascii_lower(mail::ascii_domain(*mailbox.smtp_host))
    };
    for (const auto& key : store::signing_keys_of(tx, sending.domain))
        sending.keys.push_back(own_key(key));
    return sending;
}

std::vector<dns::SendingDomain> sending_domains(db::Transaction& tx) {
    std::set<dns::SendingDomain> found;
    for (const auto& mailbox : all_mailboxes(tx)) {
        auto sending = mailbox.active ? sending_domain_of(tx, mailbox) : std::nullopt;
        if (sending) found.insert(std::move(*sending));
    }
    return {found.begin(), found.end()};
}

SendingWire wire_of(dns::SendingFinding finding) {
    return {
        .subject = finding.subject,
        .level = finding.level,
        .code = std::move(finding.code),
        .domain = std::move(finding.domain),
        .about = std::move(finding.about),
        .text = std::move(finding.text),
        .cure = stated(std::move(finding.cure)),
        .record = stated(std::move(finding.record)),
    };
}

} // namespace heed::mailboxes
