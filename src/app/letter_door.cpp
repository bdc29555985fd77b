// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/letter_door.hpp"

#include "features/inbound_mail/inbound_mail.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/settings/settings.hpp"
#include "kernel/check.hpp"
#include "kernel/format.hpp"
#include "platform/config/config.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/encode.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace heed::app {

namespace {

using lmtp::Verdict;

const Verdict storage_full{
    .code = 452, .text = "4.3.1 The storage of this desk is full or broken; come again"
};

/// The lines that are put before each letter have room as well.
constexpr std::uint64_t trace_bytes_max = std::uint64_t{64} * 1024;

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name.front() == '\0')
        return "localhost";
    return name.data();
}

std::optional<mailboxes::MailboxId> mailbox_at(db::Transaction& tx, const std::string& address) {
    const auto id = mailboxes::mailbox_of_address(tx, address);
    const auto mailbox = id ? mailboxes::find_mailbox(tx, *id) : std::nullopt;
    return mailbox && mailbox->active ? id : std::nullopt;
}

Verdict about_recipient(Desk& desk, const std::string& address) {
    return desk.db.read([&](db::Transaction& tx) -> Verdict {
        if (settings::is_quiet(tx))
            return {.code = 451, .text = "4.3.2 This desk is quiet and takes nothing; come again"};
        if (desk.config.lmtp.take_all || mailbox_at(tx, address))
            return {.code = 250, .text = "2.1.5 Ok"};
        return {.code = 550, .text = "5.1.1 No mailbox of this desk has that address"};
    });
}

/// A host's name or number as it may stand in a header line.
std::string plain_host(std::string_view name) {
    std::string plain;
    std::ranges::copy_if(name, std::back_inserter(plain), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
    });
    return plain.empty() ? "unknown" : plain;
}

/// What whoever delivers for good writes on a letter (RFC 5321, 4.4): answers of machines go to the
/// first line, and a signed reply address may stand in no other place.
std::string trace_of(const lmtp::Envelope& envelope, const std::string& host, Instant now) {
    auto trace = fmt::format("Return-Path: <{}>\r\n", envelope.from);
    for (const auto& recipient : envelope.recipients)
        trace += fmt::format("Delivered-To: {}\r\n", recipient);
    trace += fmt::format(
        "Received: from {} by {} with LMTP;\r\n\t{}\r\n",
        plain_host(envelope.hello),
        host,
        mail::date_value(now)
    );
    return trace;
}

Verdict verdict_on(const Error& refused) {
    if (refused.kind == Refusal::invalid)
        return {.code = 554, .text = "5.6.0 There is nothing in this letter"};
    log::warning("lmtp_put_off", {{"code", refused.code}});
    return {.code = 451, .text = "4.3.2 This desk cannot take the letter now; come again"};
}

/// The first of its recipients that is a mailbox says whose it is; without one the letter does.
std::optional<mailboxes::MailboxId> mailbox_of(Desk& desk, const lmtp::Envelope& envelope) {
    return desk.db.read([&](db::Transaction& tx) -> std::optional<mailboxes::MailboxId> {
        for (const auto& recipient : envelope.recipients)
            if (const auto id = mailbox_at(tx, recipient)) return id;
        return std::nullopt;
    });
}

Verdict about_letter(Desk& desk, const lmtp::Envelope& envelope, std::string_view letter) {
    try {
        if (letter.empty())
            return verdict_on({.kind = Refusal::invalid, .code = "empty_letter", .detail = {}});
        const auto bytes = trace_of(envelope, host_name(), desk.clock.now()).append(letter);
        const auto ingested = inbound_mail::ingest(
            desk,
            {.bytes = bytes,
             .mailbox = mailbox_of(desk, envelope),
             .source = inbound_mail::Source::lmtp}
        );
        if (!ingested) return verdict_on(ingested.error());
        return {
            .code = 250, .text = fmt::format("2.0.0 Kept as letter {}", ingested->letter.value)
        };
    } catch (const StorageFault& fault) {
        log::error("lmtp_storage", {{"reason", fault.what()}});
        return storage_full;
    }
}

} // namespace

lmtp::Receiver letter_receiver(Desk& desk) {
    return {
        .recipient = [&desk](const std::string& address) { return about_recipient(desk, address); },
        .letter = [&desk](
                      const lmtp::Envelope& envelope, std::string_view letter
                  ) { return about_letter(desk, envelope, letter); }
    };
}

std::unique_ptr<lmtp::Server> letter_door(Desk& desk) {
    if (desk.config.lmtp.listen.empty()) return nullptr;
    lmtp::Options options{.listen = desk.config.lmtp.listen, .host_name = host_name()};
    options.limits.letter_bytes = desk.config.mail.letter_max.count - trace_bytes_max;
    return std::make_unique<lmtp::Server>(std::move(options), letter_receiver(desk));
}

} // namespace heed::app
