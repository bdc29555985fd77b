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
#include <optional>
#include <vector>

namespace heed::outbound_mail {

/// Takes letters from the outbox to the mail servers, mailbox by mailbox. One per process; safe
/// from any thread. A mailbox is served by one thread over one connection; only when a server
/// keeps silent over a letter do others take up what waits behind it. A letter is taken by a
/// conditional update, so that of several nodes and threads one sends it.
class Postbox {
public:
    using MakeTransport = std::function<std::unique_ptr<smtp::MailTransport>(smtp::Account)>;

    Postbox(Desk& desk, MakeTransport make_transport);
    ~Postbox();
    Postbox(const Postbox&) = delete;
    Postbox& operator=(const Postbox&) = delete;

    /// Where this process is the only one: what it was sending when it ended is tried again now.
    void take_up();

    /// Mailboxes that have a letter to send now, a server to give it to, and nobody at it but who
    /// is stuck. Nothing while the desk is quiet. Letters whose mailbox is gone are given to
    /// another on the way.
    std::vector<mailboxes::MailboxId> due_mailboxes();

    /// Sends what is due in a mailbox, at most 50 letters; returns how many were tried. Never lets
    /// an exception out.
    int send_due(mailboxes::MailboxId id);

private:
    /// A connection, kept between letters and used by one thread at a time.
    struct Line {
        std::string mark; // of the mailbox it was opened with
        std::unique_ptr<smtp::MailTransport> transport;
        bool served = false;                    // under the postbox's mutex
        std::optional<Instant> at_letter_since; // too
    };

    /// A mailbox's connections, and until when its server is left alone.
    struct Lines {
        std::vector<std::unique_ptr<Line>> lines;
        int failures = 0;
        std::optional<Instant> rests_until;
    };

    /// A line for one more thread: the first that is free, where all before it are stuck. Nothing
    /// when somebody is at work and gets on. Expects the mutex to be held.
    static std::optional<std::reference_wrapper<Line>> free_line(Lines& lines, Instant now);
    bool is_open(std::int64_t mailbox, Instant now);
    std::optional<std::reference_wrapper<Line>> begin_line(std::int64_t mailbox);
    void end_line(Line& line);
    void note_letter(Line& line, std::optional<Instant> since);
    bool connect(Line& line, const mailboxes::Mailbox& mailbox);
    std::optional<LetterRow> take_next(std::int64_t mailbox);
    /// False when the server is in trouble, so that the other letters need not try.
    bool send(Line& line, const mailboxes::Mailbox& mailbox, LetterRow letter);
    bool begin_sending(const LetterRow& letter);
    void note_server(std::int64_t mailbox, bool in_trouble, Instant now);
    int send_all(Line& line, mailboxes::MailboxId id);

    Desk& desk_;
    MakeTransport make_transport_;
    std::mutex mutex_;
    std::map<std::int64_t, Lines> lines_;
};

} // namespace heed::outbound_mail
