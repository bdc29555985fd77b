// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/mailboxes.hpp"
#include "features/outbound_mail/composing.hpp"
#include "platform/desk/desk.hpp"
#include "platform/smtp/mail_transport.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace heed::outbound_mail {

/// Takes letters from the outbox to the mail servers, mailbox by mailbox. One per process; safe
/// from any thread, each mailbox is served by one thread at a time. A letter is taken by a
/// conditional update, so that of several nodes one sends it.
class Postbox {
public:
    using MakeTransport = std::function<std::unique_ptr<smtp::MailTransport>(smtp::Account)>;

    Postbox(Desk& desk, MakeTransport make_transport);
    ~Postbox();
    Postbox(const Postbox&) = delete;
    Postbox& operator=(const Postbox&) = delete;

    /// Where this process is the only one: what it was sending when it ended is tried again now.
    void take_up();

    /// Mailboxes that have a letter to send now and a server to give it to. Nothing while the desk
    /// is quiet. Letters whose mailbox is gone are given to another on the way.
    std::vector<mailboxes::MailboxId> due_mailboxes();

    /// Sends what is due in a mailbox, at most 50 letters; returns how many were tried. Never lets
    /// an exception out.
    int send_due(mailboxes::MailboxId id);

private:
    /// A mailbox's connection, kept between letters, and until when its server is left alone.
    struct Line {
        std::mutex mutex;
        std::int64_t version = 0;
        std::unique_ptr<smtp::MailTransport> transport;
        int failures = 0;                   // under the postbox's mutex
        std::optional<Instant> rests_until; // too
    };

    Line& line_of(std::int64_t mailbox);
    bool rests(std::int64_t mailbox, Instant now);
    bool connect(Line& line, const mailboxes::Mailbox& mailbox);
    std::optional<LetterRow> take_next(std::int64_t mailbox);
    /// False when the server is in trouble, so that the other letters need not try.
    bool send(Line& line, const mailboxes::Mailbox& mailbox, LetterRow letter);
    bool begin_sending(const LetterRow& letter);
    void note_server(Line& line, bool in_trouble, Instant now);

    Desk& desk_;
    MakeTransport make_transport_;
    std::mutex mutex_;
    std::map<std::int64_t, std::unique_ptr<Line>> lines_;
};

} // namespace heed::outbound_mail
