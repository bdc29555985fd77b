// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"
#include "features/outbound_mail/outbound_mail.hpp"
#include "platform/imap/letter_watch.hpp"
#include "platform/imap/mail_source.hpp"
#include "platform/outbound/guard.hpp"
#include "platform/tasks/worker_pool.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace heed::app {

/// Letters in and out: which mailbox is fetched from and sent for when, on threads of its own, so
/// that a silent mail server holds up neither requests nor other mailboxes.
class Post {
public:
    explicit Post(House& house);
    ~Post();
    Post(const Post&) = delete;
    Post& operator=(const Post&) = delete;

    /// Begins what is due; returns at once. For the scheduler, each second.
    void tick(Instant now);

    /// Breaks off what waits for a mail server, here and whoever holds the `stop_token`.
    void break_off();

    [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }

    /// Breaks off, and joins the threads.
    void stop();

    /// Where mail servers may be reached.
    net::AddressCheck address_check();

    /// How mailboxes get their tokens.
    oauth::Exchange exchange();

private:
    /// A mailbox as it is fetched from: one round at a time.
    struct Inbox {
        std::string mark; // of the mailbox as its source knows it
        std::unique_ptr<imap::MailSource> source;
        bool busy = false;
        int failures = 0;
        Instant due_at = Instant::min();
    };

    /// A mailbox whose server tells of letters by itself; what it tells of is then fetched as when
    /// the time for it has come, so that losing this costs nothing but time.
    struct Watched {
        std::string mark;
        std::stop_source stop;
        std::unique_ptr<imap::LetterWatch> watch;
        bool busy = false;
        int failures = 0;
        Instant due_at = Instant::min();
    };

    void refresh_due(Instant now);
    void fetch_due(Instant now);
    void watch_due(Instant now);
    void watch(const mailboxes::Mailbox& mailbox);
    bool begin_watch(const mailboxes::Mailbox& mailbox, Instant now);
    void end_watch(
        const mailboxes::Mailbox& mailbox,
        const Result<imap::LetterWatch::Noticed>& noticed,
        Instant now
    );
    void forget_others(const std::vector<mailboxes::Mailbox>& fetched);
    [[nodiscard]] bool is_quietly_waiting(std::int64_t mailbox, Instant now) const;
    void send_due();
    void fetch(const mailboxes::Mailbox& mailbox);
    bool is_sealed_out(const mailboxes::Mailbox& mailbox);
    bool begin(const mailboxes::Mailbox& mailbox, Instant now);
    void end(const mailboxes::Mailbox& mailbox, bool failed, Instant now);

    House& house_;
    outbound::SystemNames names_;
    outbound::Guard guard_;
    std::stop_source stop_;
    outbound_mail::Postbox postbox_;
    std::mutex mutex_;
    std::map<std::int64_t, Inbox> inboxes_;
    bool refreshing_ = false;
    Instant refresh_due_at_ = Instant::min();
    std::map<std::int64_t, Watched> watched_;
    std::map<std::int64_t, bool> called_; // somebody has been sent to serve it and not begun
    tasks::WorkerPool fetchers_;
    tasks::WorkerPool watchers_; // each job waits for as long as nothing comes
    tasks::WorkerPool senders_;
    std::string node_; // who this process is among those that fetch
};

} // namespace heed::app
