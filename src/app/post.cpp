// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/post.hpp"

#include "features/inbound_mail/inbound_mail.hpp"
#include "features/settings/settings.hpp"
#include "platform/crypto/token.hpp"
#include "platform/imap/imap_source.hpp"
#include "platform/log/log.hpp"
#include "platform/smtp/smtp_transport.hpp"

#include <algorithm>
#include <set>

namespace heed::app {

namespace {

using namespace std::chrono_literals;
using mailboxes::Mailbox;

constexpr auto longest_pause = 15min;
constexpr auto shortest_pause = 5s;

// Beyond these, mailboxes are looked into every `poll_seconds` only.
constexpr std::size_t watched_max = 32;
constexpr auto between_watches = 1s;
constexpr auto between_refreshes = 15s;
constexpr auto asked_again_after = 1h; // a server that did not offer to tell by itself

outbound::Guard guard_of(const config::Config& config, outbound::Names& names) {
    auto allowed = outbound::AllowList::parse(config.outbound.allow);
    if (!allowed) throw Fault("outbound.allow: " + allowed.error().detail);
    return {
        {.plain_http = config.outbound.http, .ports = {}, .allowed = std::move(*allowed)}, names
    };
}

std::vector<Mailbox> fetched_mailboxes(House& house) {
    return house.db->read([](db::Transaction& tx) {
        std::vector<Mailbox> found;
        if (settings::is_quiet(tx)) return found;
        std::ranges::copy_if(
            mailboxes::all_mailboxes(tx),
            std::back_inserter(found),
            [](const Mailbox& mailbox) { return mailbox.active && mailbox.imap_host.has_value(); }
        );
        return found;
    });
}

/// As often as the administrator wants; after failures twice as long each time.
std::chrono::milliseconds pause_after(const Mailbox& mailbox, int failures) {
    constexpr int doublings_max = 8;
    const auto asked = std::max<std::chrono::milliseconds>(
        std::chrono::seconds{mailbox.poll_seconds}, shortest_pause
    );
    if (failures == 0) return asked;
    const auto longer = asked * (1 << std::min(failures, doublings_max));
    return std::max<std::chrono::milliseconds>(
        asked, std::min<std::chrono::milliseconds>(longer, longest_pause)
    );
}

} // namespace

Post::Post(House& house)
    : house_(house),
      guard_(guard_of(house.config, names_)),
      postbox_(
          house.desk,
          [this](smtp::Account account) {
              return smtp::make_smtp_transport(
                  std::move(account), address_check(), stop_.get_token()
              );
          }
      ),
      fetchers_({.name = "mail-in", .threads = 4, .waiting_max = 256}),
      watchers_({.name = "mail-watch", .threads = watched_max, .waiting_max = watched_max}),
      senders_({.name = "mail-out", .threads = 8, .waiting_max = 256}),
      node_(crypto::random_token()) {
    // With several nodes on one database another one may be at it.
    if (!house.config.uses_postgres()) postbox_.take_up();
}

Post::~Post() {
    stop();
}

net::AddressCheck Post::address_check() {
    return [this](std::string_view host, std::uint16_t port) -> Result<std::string> {
        const auto target = TRY(guard_.check(host, port));
        return target.address.text();
    };
}

oauth::Exchange Post::exchange() {
    return oauth::make_token_exchange(address_check(), stop_.get_token());
}

void Post::break_off() {
    stop_.request_stop();
    const std::scoped_lock lock(mutex_);
    for (auto& [id, watched] : watched_) watched.stop.request_stop();
}

void Post::stop() {
    break_off();
    watchers_.stop();
    fetchers_.stop();
    senders_.stop();
}

bool Post::begin(const Mailbox& mailbox, Instant now) {
    const std::scoped_lock lock(mutex_);
    auto& inbox = inboxes_[mailbox.id.value];
    const bool changed = inbox.mark != mailbox.mark();
    if (inbox.busy || (!changed && inbox.due_at > now)) return false;
    if (changed) inbox.source.reset();
    inbox.mark = mailbox.mark();
    inbox.busy = true;
    return true;
}

void Post::end(const Mailbox& mailbox, bool failed, Instant now) {
    const std::scoped_lock lock(mutex_);
    auto& inbox = inboxes_[mailbox.id.value];
    inbox.failures = failed ? inbox.failures + 1 : 0;
    inbox.due_at = now + pause_after(mailbox, inbox.failures);
    inbox.busy = false;
}

/// Says in its state that a mailbox cannot be used, where administrators and `doctor` look.
bool Post::is_sealed_out(const Mailbox& mailbox) {
    const auto trouble = mailboxes::secret_trouble(mailbox, house_.sealer);
    if (trouble.empty()) return false;
    const auto noted = house_.db->write(
        [&](db::Transaction& tx) -> Result<bool> {
            mailboxes::note_fetch(
                tx, mailbox.id, {.code = "secret_lost", .text = trouble}, house_.clock.now()
            );
            return true;
        },
        {.lane = db::Lane::background}
    );
    if (!noted) log::warning("mailbox_state_not_noted", {{"code", noted.error().code}});
    return true;
}

void Post::fetch(const Mailbox& mailbox) {
    bool failed = true;
    try {
        if (is_sealed_out(mailbox)) return end(mailbox, true, house_.clock.now());
        // Only this round touches the mailbox's source: `begin` lets no second one in.
        Inbox* inbox = nullptr;
        {
            const std::scoped_lock lock(mutex_);
            inbox = &inboxes_[mailbox.id.value];
        }
        if (!inbox->source) {
            auto account = mailboxes::imap_account(mailbox, house_.sealer);
            CHECK(account.has_value());
            account->limits.letter_bytes_max =
                static_cast<std::int64_t>(house_.config.mail.letter_max.count);
            inbox->source =
                imap::make_imap_source(std::move(*account), address_check(), stop_.get_token());
        }
        inbound_mail::fetch(house_.desk, mailbox.id, *inbox->source, node_);
        failed = house_.db->read([&](db::Transaction& tx) {
            return mailboxes::state_of(tx, mailbox.id).fetch_error.has_value();
        });
    } catch (const std::exception& fault) {
        log::error("fetch_failed", {{"mailbox", mailbox.id}, {"reason", fault.what()}});
    }
    end(mailbox, failed, house_.clock.now());
}

void Post::refresh_due(Instant now) {
    {
        const std::scoped_lock lock(mutex_);
        if (refreshing_ || refresh_due_at_ > now) return;
        refreshing_ = true;
        refresh_due_at_ = now + between_refreshes;
    }
    const auto ended = [this] {
        const std::scoped_lock lock(mutex_);
        refreshing_ = false;
    };
    const auto posted = fetchers_.post([this, ended](tasks::WorkerPool::Turn) {
        try {
            if (!house_.db->read(settings::is_quiet))
                mailboxes::refresh_tokens(house_.desk, exchange());
        } catch (const std::exception& fault) {
            log::error("refresh_failed", {{"reason", fault.what()}});
        }
        ended();
    });
    if (!posted) ended();
}

void Post::fetch_due(Instant now) {
    for (const auto& mailbox : fetched_mailboxes(house_)) {
        if (!begin(mailbox, now)) continue;
        const auto posted =
            fetchers_.post([this, mailbox](tasks::WorkerPool::Turn) { fetch(mailbox); });
        if (!posted) end(mailbox, false, now);
    }
}

/// It was looked into, all went well, and nobody is at it.
bool Post::is_quietly_waiting(std::int64_t mailbox, Instant now) const {
    const auto found = inboxes_.find(mailbox);
    return found != inboxes_.end() && !found->second.busy && found->second.failures == 0 &&
           found->second.due_at > now;
}

bool Post::begin_watch(const Mailbox& mailbox, Instant now) {
    const std::scoped_lock lock(mutex_);
    auto& watched = watched_[mailbox.id.value];
    const bool changed = watched.mark != mailbox.mark();
    if (changed && watched.busy) watched.stop.request_stop();
    if (watched.busy || stop_.stop_requested()) return false;
    if (changed)
        watched = {.mark = mailbox.mark(), .stop = {}, .watch = {}, .due_at = Instant::min()};
    const auto at_it =
        std::ranges::count_if(watched_, [](const auto& one) { return one.second.busy; });
    if (watched.due_at > now || !is_quietly_waiting(mailbox.id.value, now) ||
        std::cmp_greater_equal(at_it, watched_max))
        return false;
    watched.busy = true;
    return true;
}

void Post::end_watch(
    const Mailbox& mailbox, const Result<imap::LetterWatch::Noticed>& noticed, Instant now
) {
    const std::scoped_lock lock(mutex_);
    auto& watched = watched_[mailbox.id.value];
    watched.busy = false;
    watched.failures = noticed ? 0 : watched.failures + 1;
    watched.due_at = now + between_watches;
    if (!noticed) {
        watched.due_at = now + pause_after(mailbox, watched.failures);
    } else if (*noticed == imap::LetterWatch::Noticed::not_offered) {
        watched.due_at = now + asked_again_after;
    } else {
        inboxes_[mailbox.id.value].due_at = Instant::min();
    }
}

void Post::watch(const Mailbox& mailbox) {
    Result<imap::LetterWatch::Noticed> noticed = refuse(Refusal::unavailable, "failed");
    try {
        // Only this job touches the mailbox's watch: `begin_watch` lets no second one in.
        Watched* watched = nullptr;
        {
            const std::scoped_lock lock(mutex_);
            watched = &watched_[mailbox.id.value];
        }
        if (!watched->watch) {
            auto account = mailboxes::imap_account(mailbox, house_.sealer);
            CHECK(account.has_value());
            watched->watch = imap::make_letter_watch(
                std::move(*account), address_check(), watched->stop.get_token()
            );
        }
        const auto cursor = house_.db->read([&](db::Transaction& tx) {
            return mailboxes::cursor_of(tx, mailbox.id);
        });
        noticed = watched->watch->wait(cursor);
    } catch (const std::exception& fault) {
        log::error("watch_failed", {{"mailbox", mailbox.id}, {"reason", fault.what()}});
    }
    const auto now = house_.clock.now();
    end_watch(mailbox, noticed, now);
    if (noticed && !stop_.stop_requested()) fetch_due(now);
}

/// Mailboxes that are no longer fetched from, as those of a desk that became quiet.
void Post::forget_others(const std::vector<Mailbox>& fetched) {
    std::set<std::int64_t> stay;
    for (const auto& mailbox : fetched) stay.insert(mailbox.id.value);
    const std::scoped_lock lock(mutex_);
    for (auto& entry : watched_) {
        if (stay.contains(entry.first)) continue;
        entry.second.stop.request_stop();
        entry.second.mark.clear();
    }
}

void Post::watch_due(Instant now) {
    const auto fetched = fetched_mailboxes(house_);
    forget_others(fetched);
    for (const auto& mailbox : fetched) {
        if (!begin_watch(mailbox, now)) continue;
        const auto posted =
            watchers_.post([this, mailbox](tasks::WorkerPool::Turn) { watch(mailbox); });
        if (!posted) end_watch(mailbox, std::unexpected(posted.error()), now);
    }
}

void Post::send_due() {
    for (const auto mailbox : postbox_.due_mailboxes()) {
        {
            const std::scoped_lock lock(mutex_);
            if (std::exchange(called_[mailbox.value], true)) continue;
        }
        const auto begun = [this, mailbox] {
            const std::scoped_lock lock(mutex_);
            called_[mailbox.value] = false;
        };
        const auto posted = senders_.post([this, mailbox, begun](tasks::WorkerPool::Turn) {
            begun();
            postbox_.send_due(mailbox);
        });
        if (!posted) begun();
    }
}

void Post::tick(Instant now) {
    if (stop_.stop_requested()) return;
    refresh_due(now);
    send_due();
    fetch_due(now);
    watch_due(now);
}

} // namespace heed::app
