// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/postbox.hpp"

#include "features/conversations/conversations.hpp"
#include "features/outbound_mail/settling.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/settings/settings.hpp"
#include "kernel/fault.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/compose.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

using namespace std::chrono_literals;

constexpr int letters_at_once = 50;
// Until DATA nothing has left, and who comes too late is turned away there; afterwards the whole
// letter may take as long as the transport lets it.
constexpr auto claimed_for = 3min;
constexpr auto sending_for = 20min;
// A server that says nothing for so long over a letter does not hold up those behind it.
constexpr auto stuck_after = 20s;
constexpr std::size_t lines_max = 3;

/// Hands the letter over; whom the server refuses is named as the desk knows them.
smtp::SendOutcome hand_over(
    smtp::MailTransport& transport, const ReadyLetter& ready, const smtp::BeforeData& before_data
) {
    auto wire = ready.envelope;
    wire.mail_from = mail::envelope_address(wire.mail_from);
    for (auto& address : wire.rcpt_to) address = mail::envelope_address(address);
    auto outcome = transport.send(wire, ready.bytes, before_data);
    for (auto& refused : outcome.refused) {
        const auto at = std::ranges::find(wire.rcpt_to, refused.address) - wire.rcpt_to.begin();
        const auto index = static_cast<std::size_t>(at);
        if (index < wire.rcpt_to.size()) refused.address = ready.envelope.rcpt_to[index];
    }
    return outcome;
}

bool can_send(const mailboxes::Mailbox& mailbox) {
    return mailbox.active && mailbox.smtp_host.has_value();
}

/// Gives letters without a mailbox, or with one that is gone, to one that can send.
void give_away(db::Transaction& tx, const std::vector<mailboxes::Mailbox>& all) {
    constexpr int at_once = 100;
    const auto taker = std::ranges::find_if(all, can_send);
    if (taker == all.end()) return;
    auto orphans = store::without_mailbox(tx, at_once);
    for (const auto& mailbox : all) {
        if (mailbox.active) continue;
        for (auto& letter : store::waiting_in(tx, mailbox.id.value, at_once))
            orphans.push_back(std::move(letter));
    }
    for (auto& letter : orphans) {
        letter.mailbox_id = taker->id.value;
        store::save(tx, letter);
    }
}

bool has_orphans(db::Transaction& tx, const std::vector<mailboxes::Mailbox>& all) {
    if (!store::without_mailbox(tx, 1).empty()) return true;
    return std::ranges::any_of(all, [&](const mailboxes::Mailbox& mailbox) {
        return !mailbox.active && !store::waiting_in(tx, mailbox.id.value, 1).empty();
    });
}

} // namespace

Postbox::Postbox(Desk& desk, MakeTransport make_transport)
    : desk_(desk), make_transport_(std::move(make_transport)) {}

Postbox::~Postbox() = default;

std::optional<std::reference_wrapper<Postbox::Line>> Postbox::free_line(Lines& lines, Instant now) {
    for (const auto& line : lines.lines) {
        if (!line->served) return *line;
        const bool stuck = line->at_letter_since && now - *line->at_letter_since >= stuck_after;
        if (!stuck) return std::nullopt;
    }
    if (lines.lines.size() == lines_max) return std::nullopt;
    return *lines.lines.emplace_back(std::make_unique<Line>());
}

bool Postbox::is_open(std::int64_t mailbox, Instant now) {
    const std::scoped_lock lock(mutex_);
    auto& lines = lines_[mailbox];
    if (lines.rests_until && *lines.rests_until > now) return false;
    return free_line(lines, now).has_value();
}

std::optional<std::reference_wrapper<Postbox::Line>> Postbox::begin_line(std::int64_t mailbox) {
    const std::scoped_lock lock(mutex_);
    const auto line = free_line(lines_[mailbox], desk_.clock.now());
    if (line) line->get().served = true;
    return line;
}

void Postbox::end_line(Line& line) {
    const std::scoped_lock lock(mutex_);
    line.served = false;
    line.at_letter_since.reset();
}

void Postbox::note_letter(Line& line, std::optional<Instant> since) {
    const std::scoped_lock lock(mutex_);
    line.at_letter_since = since;
}

void Postbox::take_up() {
    const auto now = desk_.clock.now();
    const auto taken = desk_.db.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& mailbox : mailboxes::all_mailboxes(tx))
            store::take_up(tx, mailbox.id.value, now);
        return true;
    });
    if (!taken) log::warning("letters_not_taken_up", {{"code", taken.error().code}});
    HEED_FAULT("letters_taken_up");
}

std::vector<mailboxes::MailboxId> Postbox::due_mailboxes() {
    const auto now = desk_.clock.now();
    std::vector<mailboxes::MailboxId> due;
    const bool orphans = desk_.db.read([&](db::Transaction& tx) {
        if (settings::is_quiet(tx)) return false;
        const auto all = mailboxes::all_mailboxes(tx);
        for (const auto& mailbox : all) {
            const bool ready = can_send(mailbox) && is_open(mailbox.id.value, now);
            if (ready && store::first_due(tx, mailbox.id.value, now)) due.push_back(mailbox.id);
        }
        return std::ranges::any_of(all, can_send) && has_orphans(tx, all);
    });
    if (!orphans) return due;
    const auto given = desk_.db.write([&](db::Transaction& tx) -> Result<bool> {
        give_away(tx, mailboxes::all_mailboxes(tx));
        return true;
    });
    if (!given) log::warning("letters_not_given_away", {{"code", given.error().code}});
    return due;
}

namespace {

/// Once: the letters wait, and the same trouble is met every second.
void tell_trouble(Desk& desk, mailboxes::MailboxId id, const std::string& trouble) {
    const auto known =
        desk.db.read([&](db::Transaction& tx) { return mailboxes::state_of(tx, id).send_error; });
    if (known == trouble) return;
    const auto told = desk.db.write([&](db::Transaction& tx) -> Result<bool> {
        mailboxes::note_send(tx, id, {.code = "secret_lost", .text = trouble}, desk.clock.now());
        return true;
    });
    if (!told) log::warning("mailbox_state_not_noted", {{"code", told.error().code}});
}

} // namespace

bool Postbox::connect(Line& line, const mailboxes::Mailbox& mailbox) {
    if (line.transport && line.mark == mailbox.mark()) return true;
    if (const auto trouble = mailboxes::secret_trouble(mailbox, desk_.sealer); !trouble.empty()) {
        tell_trouble(desk_, mailbox.id, trouble);
        return false;
    }
    auto account = mailboxes::smtp_account(mailbox, desk_.sealer);
    if (!account) return false;
    line.transport = make_transport_(std::move(*account));
    line.mark = mailbox.mark();
    return true;
}

std::optional<LetterRow> Postbox::take_next(std::int64_t mailbox) {
    const auto now = desk_.clock.now();
    const auto taken = desk_.db.write([&](db::Transaction& tx) -> Result<std::optional<LetterRow>> {
        if (settings::is_quiet(tx)) return std::nullopt;
        auto letter = store::first_due(tx, mailbox, now);
        if (!letter || !store::claim(tx, *letter, now + claimed_for)) return std::nullopt;
        HEED_FAULT("letter_claimed");
        ++letter->attempts;
        return letter;
    });
    return taken ? *taken : std::nullopt;
}

/// The moment after which the letter may have arrived, whatever happens.
bool Postbox::begin_sending(const LetterRow& letter) {
    const auto now = desk_.clock.now();
    const auto begun = desk_.db.write([&](db::Transaction& tx) -> Result<bool> {
        if (!store::begin_sending(tx, letter, now + sending_for)) return false;
        HEED_FAULT("letter_beginning");
        if (letter.kind != LetterKind::answer) return true;
        TRY(conversations::record_delivery(
            tx,
            Actor::system("outbound_mail"),
            *letter.entry_id,
            {.delivery = conversations::Delivery::sending,
             .text = "On its way to the mail server.",
             .attempts = letter.attempts,
             .message_id = letter.message_id},
            now
        ));
        return true;
    });
    HEED_FAULT("letter_begun");
    return begun && *begun;
}

void Postbox::note_server(std::int64_t mailbox, bool in_trouble, Instant now) {
    const std::scoped_lock lock(mutex_);
    auto& lines = lines_[mailbox];
    lines.failures = in_trouble ? lines.failures + 1 : 0;
    lines.rests_until = in_trouble ? std::optional(now + wait_after(lines.failures)) : std::nullopt;
}

bool Postbox::send(Line& line, const mailboxes::Mailbox& mailbox, LetterRow letter) {
    const auto zone =
        desk_.db.read([](db::Transaction& tx) { return settings::settings_of(tx).zone; });
    const auto ready = ready_letter(desk_, letter);
    Settled result{.letter = letter};
    HEED_FAULT("letter_composed");
    if (ready) {
        letter.message_id = ready->message_id;
        Attempt attempt{
            .ready = *ready, .outcome = {}, .server = mailbox.smtp_host.value_or(""), .zone = zone
        };
        attempt.outcome = hand_over(*line.transport, *ready, [&] { return begin_sending(letter); });
        HEED_FAULT("letter_sent");
        result = settled(letter, attempt, desk_.clock.now());
    } else {
        result = not_ready(letter, ready.error(), desk_.clock.now());
    }
    const auto now = desk_.clock.now();
    const auto stored = desk_.db.write([&](db::Transaction& tx) -> Result<bool> {
        const auto current = store::find_for_update(tx, letter.id);
        // Another node has taken it meanwhile: what it finds out counts.
        if (!current || current->attempts != letter.attempts) return false;
        TRY(store_settled(tx, result, now));
        HEED_FAULT("letter_settling");
        return true;
    });
    HEED_FAULT("letter_settled");
    if (!stored)
        log::warning("letter_not_settled", {{"letter", letter.id}, {"code", stored.error().code}});
    log::info(
        "letter_tried",
        {{"letter", letter.id},
         {"kind", name_of(letter.kind)},
         {"state", name_of(result.letter.state)},
         {"attempt", letter.attempts}}
    );
    note_server(mailbox.id.value, result.server_in_trouble, now);
    return !result.server_in_trouble;
}

int Postbox::send_all(Line& line, mailboxes::MailboxId id) {
    const auto mailbox =
        desk_.db.read([&](db::Transaction& tx) { return mailboxes::find_mailbox(tx, id); });
    if (!mailbox || !can_send(*mailbox) || !connect(line, *mailbox)) return 0;
    int tried = 0;
    while (tried < letters_at_once) {
        auto letter = take_next(id.value);
        if (!letter) break;
        ++tried;
        HEED_FAULT("letter_taken");
        note_letter(line, desk_.clock.now());
        const bool goes_on = send(line, *mailbox, std::move(*letter));
        note_letter(line, std::nullopt);
        if (!goes_on) break;
    }
    return tried;
}

int Postbox::send_due(mailboxes::MailboxId id) {
    const auto line = begin_line(id.value);
    if (!line) return 0;
    int tried = 0;
    try {
        tried = send_all(*line, id);
    } catch (const std::exception& fault) {
        log::error("sending_failed", {{"mailbox", id}, {"reason", fault.what()}});
    }
    end_line(*line);
    return tried;
}

} // namespace heed::outbound_mail
