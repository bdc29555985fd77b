// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/timers.hpp"

#include "features/access/access.hpp"
#include "features/attachments/attachments.hpp"
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/people/people.hpp"
#include "features/privacy/privacy.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/desk/answers.hpp"
#include "platform/journal/seal.hpp"
#include "platform/log/log.hpp"

namespace heed::app {

namespace {

using namespace std::chrono_literals;

/// One small step in the background lane; true when there is more to do.
template <class Step>
bool one_step(House& house, const Step& step) {
    const auto done = house.db->write(step, {.lane = db::Lane::background});
    if (!done) log::warning("timer_refused", {{"code", done.error().code}});
    return done && *done != 0;
}

bool close_silent(House& house, Instant now) {
    return one_step(house, [&](db::Transaction& tx) -> Result<int> {
        return tickets::close_silent_tickets(tx, settings::silent_since(tx, now), now);
    });
}

void collect_garbage(House& house, Instant now) {
    std::vector<std::string> files;
    const auto collected = house.db->write(
        [&](db::Transaction& tx) -> Result<int> {
            files = attachments::collect(tx, now);
            return 0;
        },
        {.lane = db::Lane::background}
    );
    // Only after the row is durably gone; a use in between brings the file back.
    if (!collected) return;
    for (const auto& file : files) house.files.set_aside(file, now);
    for (const auto& file : house.files.aside_before(now - 24h)) house.files.remove(file);
    house.files.remove_unfinished(now - 24h);
}

bool try_again_to_deliver(House& house, Instant now) {
    return one_step(house, [&](db::Transaction& tx) -> Result<int> {
        return people::try_again_to_deliver(tx, now);
    });
}

/// Read by whoever keeps the logs elsewhere: with it a journal that was sealed anew is found out.
void log_head(House& house) {
    const auto seal = house.db->read(journal::last_seal);
    log::info("journal_sealed", {{"head", journal::head_text(seal)}});
}

} // namespace

void add_timers(tasks::Scheduler& scheduler, House& house, access::Gate& gate) {
    scheduler.add_steps("resume_waiting", 15s, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) {
            return tickets::resume_waiting_tickets(tx, now);
        });
    });
    scheduler.add_steps("hand_over", 5s, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) {
            return tickets::go_on_handing_over(tx, now);
        });
    });
    scheduler.add_steps("release_held", 1s, [&house](Instant now) {
        return conversations::release_due(house.desk, now) > 0;
    });
    scheduler.add_every("finish_letters", 10s, [&house](Instant) {
        inbound_mail::finish_interrupted(house.desk);
    });
    scheduler.add_steps("forget_blocked", 1h, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) -> Result<int> {
            return inbound_mail::forget_blocked(tx, now);
        });
    });
    scheduler.add_steps("try_again_to_deliver", 1h, [&house](Instant now) {
        return try_again_to_deliver(house, now);
    });
    scheduler.add_steps("forget_answers", 1h, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) { return forget_old_answers(tx, now); });
    });
    scheduler.add_steps("close_silent", 10min, [&house](Instant now) {
        return close_silent(house, now);
    });
    scheduler.add_steps("privacy_requests", 2s, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) { return privacy::go_on(tx, now); });
    });
    scheduler.add_steps("forget_files", 10s, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) -> Result<int> {
            return attachments::set_aside_forgotten(tx, house.files, now);
        });
    });
    scheduler.add_every("collect_garbage", 10min, [&house](Instant now) {
        collect_garbage(house, now);
    });
    scheduler.add_steps("attach_by_domain", 15s, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) -> Result<int> {
            const auto more = TRY(people::attach_by_domain(tx, now));
            return more ? 1 : 0;
        });
    });
    const auto sealer = std::make_shared<journal::Sealer>(*house.db);
    scheduler.add_steps("seal_journal", 1s, [sealer](Instant now) { return sealer->step(now); });
    scheduler.add_every("log_head", 1h, [&house](Instant) { log_head(house); });
    scheduler.add_every("write_last_seen", 30s, [&gate](Instant) { gate.write_last_seen(); });
    scheduler.add_steps("keep_access_house", 1min, [&house](Instant now) {
        return one_step(house, [&](db::Transaction& tx) -> Result<int> {
            const auto more = TRY(access::keep_house(tx, now));
            return more ? 1 : 0;
        });
    });
}

} // namespace heed::app
