// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_stage.hpp"

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/format.hpp"

#include <algorithm>

namespace heed::app {

namespace {

using tickets::Channel;

// Their letters are kept, so that one can look at the originals; older ones only have their words.
constexpr std::size_t tickets_with_letters = 2'500;
constexpr double share_by_mail = 0.72;

Actor ourselves() {
    return Actor::system("demo");
}

Actor agent_actor(const DemoAgent& agent) {
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = agent.id;
    actor.permissions = PermissionSet::all();
    return actor;
}

/// A step that no longer fits simply does not happen.
template <class T>
Result<> if_it_fits(const Result<T>& result) {
    if (result || result.error().kind == Refusal::conflict) return {};
    return std::unexpected(result.error());
}

std::string said(Phrases phrases, std::string_view thing, Dice& dice) {
    const auto phrase = dice.one_of(phrases);
    const auto number = 1'000 + dice.below(9'000);
    return filled(phrase, {.thing = thing, .number = number, .few = 2 + dice.below(11)});
}

std::string filled_in(std::string_view text, std::string_view thing, Dice& dice) {
    const auto number = 1'000 + dice.below(9'000);
    return filled(text, {.thing = thing, .number = number, .few = 2 + dice.below(11)});
}

conversations::Body plain(std::string text) {
    auto excerpt = conversations::excerpt_of(text);
    return {.text = std::move(text), .html = {}, .excerpt = std::move(excerpt)};
}

/// Mail programs, the portal and a few others, as tickets say by themselves.
Channel channel_of(std::uint64_t dice) {
    const auto share = Dice(dice).share();
    if (share < share_by_mail) return Channel::mail;
    if (share < 0.92) return Channel::portal;
    if (share < 0.96) return Channel::form;
    if (share < 0.99) return Channel::phone;
    return Channel::chat;
}

} // namespace

DemoStage::DemoStage(const DemoPeople& people, const DemoSize& size, files::BlobFiles& files)
    : people_(people),
      size_(size),
      files_(files),
      ids_(size.tickets),
      memories_(people.customers.size()) {}

DemoStage::Cast DemoStage::cast_of(std::uint32_t ticket) const {
    Dice dice(size_.seed * 1'000'003 + ticket);
    // A few customers write often, most seldom.
    const auto often = dice.share() * static_cast<double>(people_.customers.size());
    const auto at_customer = static_cast<std::size_t>(dice.share() * often);
    const auto& customer = people_.customers[at_customer];
    const auto agent = dice.below(people_.agents.size());
    const auto team = dice.below(people_.teams.size());
    const auto same = same_as_.find(ticket);
    if (same != same_as_.end()) {
        auto cast = cast_of(same->second);
        return {
            .customer = customer,
            .agent = people_.agents[agent],
            .book = cast.book,
            .matter = cast.matter,
            .thing = cast.thing,
            .team = cast.team,
            .at_customer = at_customer
        };
    }
    const auto& book = phrasebook(customer.tongue);
    const auto& matter = dice.one_of(book.matters);
    return {
        .customer = customer,
        .agent = people_.agents[agent],
        .book = book,
        .matter = matter,
        .thing = dice.one_of(book.things),
        .team = people_.teams[team],
        .at_customer = at_customer
    };
}

bool DemoStage::has_letters(std::uint32_t ticket) const {
    return ticket + tickets_with_letters >= size_.tickets;
}

Result<> DemoStage::play(db::Transaction& tx, const DemoStep& step) {
    switch (step.act) {
        case DemoAct::open:
        case DemoAct::open_again:
        case DemoAct::open_twice: return open(tx, step);
        case DemoAct::open_junk: return open_junk(tx, step);
        case DemoAct::own:
        case DemoAct::rank:
        case DemoAct::join:
        case DemoAct::relate:
        case DemoAct::question:
        case DemoAct::answer:
        case DemoAct::note:
        case DemoAct::call:
        case DemoAct::hold:
        case DemoAct::wait:
        case DemoAct::resolve:
        case DemoAct::thank:
        case DemoAct::close:
        case DemoAct::cancel: return go_on(tx, step, cast_of(step.ticket));
    }
    return {};
}

Result<> DemoStage::go_on(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    const auto agent = agent_actor(cast.agent);
    const auto id = ids_[step.ticket];
    Dice dice(step.dice);
    switch (step.act) {
        case DemoAct::question:
        case DemoAct::thank: return write(tx, step, cast);
        case DemoAct::answer: return answer(tx, step, cast);
        case DemoAct::own: return own(tx, step, cast);
        case DemoAct::relate: return relate(tx, step, cast);
        case DemoAct::note:
            return if_it_fits(conversations::write_note(
                tx, agent, id, {.body = plain(said(demo_notes(), cast.thing, dice))}, step.at
            ));
        case DemoAct::call: return call(tx, step, cast);
        case DemoAct::rank: return rank(tx, step, cast);
        case DemoAct::join: {
            const auto& helper = people_.agents[dice.below(people_.agents.size())];
            return if_it_fits(tickets::join_as_helper(tx, agent, id, helper.id, step.at));
        }
        case DemoAct::hold:
        case DemoAct::wait: return wait(tx, step, cast);
        case DemoAct::resolve: return resolve(tx, step, cast);
        case DemoAct::close: return close(tx, step, cast);
        case DemoAct::cancel: return cancel(tx, step, cast);
        case DemoAct::open:
        case DemoAct::open_again:
        case DemoAct::open_twice:
        case DemoAct::open_junk: return {};
    }
    return {};
}

std::vector<mail::MailAddress> DemoStage::copied(const Cast& cast, Dice& dice) const {
    if (!dice.chance(0.06)) return {};
    const auto& other = people_.customers[dice.below(people_.customers.size())];
    if (other.id == cast.customer.id) return {};
    return {{.name = other.name, .address = other.address}};
}

/// Notes whose matter the ticket shares, which changes its cast.
DemoStage::Opening DemoStage::opening_of(const DemoStep& step, Dice& dice) {
    const auto& memory = memories_[cast_of(step.ticket).at_customer];
    Opening opening;
    if (step.act == DemoAct::open_again) opening.after = memory.closed;
    const auto same = step.act == DemoAct::open_twice ? memory.opened : opening.after;
    if (same) same_as_[step.ticket] = *same;
    const auto cast = cast_of(step.ticket);
    opening.subject = filled_in(cast.matter.subject, cast.thing, dice);
    const auto greeting = dice.one_of(cast.book.greetings);
    const auto matter = opening.after ? said(cast.book.returns, cast.thing, dice)
                                      : filled_in(cast.matter.opening, cast.thing, dice);
    const auto detail = said(cast.book.details, cast.thing, dice);
    const auto wish = dice.one_of(cast.book.wishes);
    const auto parting = dice.one_of(cast.book.partings);
    opening.text = fmt::format(
        "{}\n\n{} {} {}\n\n{}\n{}", greeting, matter, detail, wish, parting, cast.customer.name
    );
    return opening;
}

Result<> DemoStage::open(db::Transaction& tx, const DemoStep& step) {
    Dice dice(step.dice);
    const auto channel = channel_of(dice.next());
    const auto opening = opening_of(step, dice);
    const auto cast = cast_of(step.ticket);
    // A letter continues another one; what follows a request without letters is opened by hand.
    const bool refers = !opening.after || threads_.contains(*opening.after);
    const bool by_letter = channel == Channel::mail && has_letters(step.ticket) && refers;
    const ByHand by{.opening = opening, .channel = channel};
    TRY(by_letter ? open_by_letter(tx, step, cast, opening) : open_by_hand(tx, step, cast, by));
    memories_[cast.at_customer].opened = step.ticket;
    return {};
}

/// The desk finds out by itself what the letter continues, and opens what it needs.
Result<> DemoStage::open_by_letter(
    db::Transaction& tx, const DemoStep& step, const Cast& cast, const Opening& opening
) {
    Dice dice(step.dice ^ 0xCCU);
    DemoThread thread;
    if (opening.after) thread = threads_.at(*opening.after);
    thread.subject = opening.subject;
    threads_[step.ticket] = std::move(thread);
    return load(
        tx,
        step,
        {.from = cast.customer,
         .text = opening.text,
         .cc = copied(cast, dice),
         .at = step.at,
         .dice = dice.next()}
    );
}

Result<> DemoStage::load(db::Transaction& tx, const DemoStep& step, const DemoMessage& message) {
    const auto letter = TRY(demo_letter(step.ticket, message, threads_[step.ticket]));
    const auto taken = TRY(inbound_mail::load_letter(
        tx,
        files_,
        {.bytes = letter, .mailbox = people_.mailbox, .source = inbound_mail::Source::imap},
        step.at
    ));
    if (taken.number && !ids_[step.ticket].is_set()) ids_[step.ticket] = *taken.number;
    return {};
}

Result<> DemoStage::open_by_hand(
    db::Transaction& tx, const DemoStep& step, const Cast& cast, const ByHand& by
) {
    Dice dice(step.dice ^ 0xCCU);
    tickets::OpenTicket command{
        .kind = cast.matter.kind,
        .subject = by.opening.subject,
        .customer = cast.customer.id,
        .team = cast.team,
        .impact = 1 + static_cast<int>(dice.below(3)),
        .urgency = 1 + static_cast<int>(dice.below(3)),
        .channel = by.channel,
        .tags = {std::string(cast.matter.tag)}
    };
    if (by.channel == Channel::mail) command.mailbox = people_.mailbox.value;
    if (by.opening.after) command.follow_up_of = ids_[*by.opening.after];
    if (dice.chance(0.2)) {
        const auto tag = dice.one_of(demo_tags());
        command.tags.emplace_back(tag);
    }
    auto ticket = TRY(tickets::open_ticket(tx, ourselves(), command, step.at));
    ids_[step.ticket] = ticket.id;
    const conversations::IncomingMessage first{
        .author = cast.customer.id,
        .from = {.name = cast.customer.name, .address = cast.customer.address},
        .to = {{.name = "", .address = std::string(demo_help_address)}},
        .cc = by.channel == Channel::mail ? copied(cast, dice) : std::vector<mail::MailAddress>{},
        .subject = ticket.subject,
        .channel = by.channel,
        .body_text = by.opening.text,
        .mailbox_id = command.mailbox,
        .first = true
    };
    return if_it_fits(conversations::receive_message(tx, ourselves(), ticket, first, step.at));
}

Result<> DemoStage::open_junk(db::Transaction& tx, const DemoStep& step) {
    junk_.insert(step.ticket);
    Dice dice(step.dice);
    const auto number = dice.below(100'000);
    const DemoCustomer nobody{
        .id = {},
        .name = fmt::format("Offers {}", number % 97),
        .address = fmt::format("news{}@offers.example", number % 97),
        .tongue = Tongue::english
    };
    const auto subject = said(demo_junk_subjects(), "", dice);
    auto text = said(demo_junk(), "", dice);
    if (has_letters(step.ticket)) {
        threads_[step.ticket].subject = subject;
        return load(
            tx, step, {.from = nobody, .text = std::move(text), .at = step.at, .dice = dice.next()}
        );
    }
    const auto customer = TRY(people::find_or_create_customer(
        tx, ourselves(), {.address = nobody.address, .name = nobody.name}, step.at
    ));
    auto ticket = TRY(tickets::open_ticket(
        tx,
        ourselves(),
        {.subject = subject, .customer = customer, .mailbox = people_.mailbox.value},
        step.at
    ));
    ids_[step.ticket] = ticket.id;
    const conversations::IncomingMessage first{
        .author = customer,
        .from = {.name = nobody.name, .address = nobody.address},
        .to = {{.name = "", .address = std::string(demo_help_address)}},
        .subject = subject,
        .body_text = std::move(text),
        .mailbox_id = people_.mailbox.value,
        .first = true
    };
    return if_it_fits(conversations::receive_message(tx, ourselves(), ticket, first, step.at));
}

/// What comes by letter is sorted by the first who looks; a form says most of it by itself.
Result<> DemoStage::own(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    const auto agent = agent_actor(cast.agent);
    const auto id = ids_[step.ticket];
    tickets::ChangeTicket change;
    change.owner_id = cast.agent.id;
    const auto category = people_.categories.find(cast.matter.category);
    if (category != people_.categories.end()) change.opening_category_id = category->second;
    const bool sorted = !threads_.contains(step.ticket);
    if (!sorted) {
        change.kind = cast.matter.kind;
        change.team_id = cast.team;
        change.impact = 1 + static_cast<int>(dice.below(3));
        change.urgency = 1 + static_cast<int>(dice.below(3));
    }
    TRY(if_it_fits(tickets::change_ticket(tx, agent, id, change, step.at)));
    if (sorted) return {};
    TRY(if_it_fits(tickets::add_tag(tx, agent, id, std::string(cast.matter.tag), step.at)));
    if (!dice.chance(0.2)) return {};
    const auto tag = dice.one_of(demo_tags());
    return if_it_fits(tickets::add_tag(tx, agent, id, std::string(tag), step.at));
}

Result<> DemoStage::rank(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    tickets::ChangeTicket change;
    change.priority = 1 + static_cast<int>(dice.below(4));
    change.priority_reason = tickets::Reason{std::string(dice.one_of(demo_priority_reasons()))};
    return if_it_fits(
        tickets::change_ticket(tx, agent_actor(cast.agent), ids_[step.ticket], change, step.at)
    );
}

/// To the last request about the same matter, which an incident may also have caused.
Result<> DemoStage::relate(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    const auto about = last_about_.find(cast.matter.subject);
    const auto last = about == last_about_.end() ? step.ticket : about->second;
    last_about_[cast.matter.subject] = step.ticket;
    if (last == step.ticket) return {};
    const auto share = dice.share();
    const auto kind = share < 0.6   ? tickets::LinkKind::related
                      : share < 0.8 ? tickets::LinkKind::caused_by
                                    : tickets::LinkKind::parent_of;
    return if_it_fits(tickets::link_tickets(
        tx,
        agent_actor(cast.agent),
        ids_[step.ticket],
        {.kind = kind, .number = ids_[last]},
        step.at
    ));
}

Result<> DemoStage::call(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    const auto direction =
        dice.chance(0.5) ? conversations::CallDirection::in : conversations::CallDirection::out;
    return if_it_fits(conversations::log_call(
        tx,
        agent_actor(cast.agent),
        ids_[step.ticket],
        {.direction = direction, .body = plain(said(demo_calls(), cast.thing, dice))},
        step.at
    ));
}

/// A customer's later message: a question, or nothing but thanks.
Result<> DemoStage::write(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    const bool thanks = step.act == DemoAct::thank;
    auto ticket = TRY(tickets::get_ticket_for_update(tx, ourselves(), ids_[step.ticket]));
    if (ticket.state == tickets::State::closed) return {};
    auto text = said(thanks ? cast.book.thanks : cast.book.questions, cast.thing, dice);
    if (!thanks && dice.chance(0.6)) text += " " + said(cast.book.asides, cast.thing, dice);
    if (!thanks)
        text += fmt::format("\n\n{}\n{}", dice.one_of(cast.book.partings), cast.customer.name);
    if (threads_.contains(step.ticket))
        return load(
            tx,
            step,
            {.from = cast.customer, .text = std::move(text), .at = step.at, .dice = dice.next()}
        );
    conversations::IncomingMessage incoming{
        .author = cast.customer.id,
        .from = {.name = cast.customer.name, .address = cast.customer.address},
        .to = {{.name = "", .address = std::string(demo_help_address)}},
        .channel = ticket.channel == Channel::mail ? Channel::mail : Channel::portal,
        .body_text = std::move(text),
        .mailbox_id = ticket.mailbox_id,
        .wakes = !thanks
    };
    if (thanks)
        incoming.judgements.push_back(
            {conversations::JudgementKind::thanks, "It says thank you and nothing else.", true}
        );
    return if_it_fits(conversations::receive_message(tx, ourselves(), ticket, incoming, step.at));
}

namespace {

/// Some agents write in the editor, with a list; most in plain lines.
conversations::Body answer_body(const std::string& text, const std::string& html) {
    if (html.empty()) return plain(text);
    auto body = conversations::ready_body({.html = html, .markdown = {}, .text = {}});
    CHECK(body.has_value());
    return std::move(*body);
}

} // namespace

Result<> DemoStage::answer(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    const auto& book = cast.book;
    const auto thread = threads_.find(step.ticket);
    const auto first = dice.chance(0.3) ? filled_in(cast.matter.answer, cast.thing, dice)
                                        : said(book.answers, cast.thing, dice);
    const auto second = dice.chance(0.5) ? said(book.steps, cast.thing, dice) : "";
    const auto hello = fmt::format("{} {},", book.hello, cast.customer.name);
    const auto text =
        fmt::format("{}\n\n{} {}\n\n{}\n{}\n", hello, first, second, book.regards, cast.agent.name);
    const bool formatted = thread != threads_.end() && dice.chance(0.3);
    const auto html = fmt::format(
        "<p>{}</p><ul><li>{}</li><li><strong>{}</strong></li></ul><p>{}<br>{}</p>",
        hello,
        first,
        second.empty() ? cast.matter.tag : std::string_view(second),
        book.regards,
        cast.agent.name
    );
    const auto written = conversations::write_reply(
        tx,
        agent_actor(cast.agent),
        ids_[step.ticket],
        {.body = answer_body(text, formatted ? html : "")},
        step.at
    );
    if (!written) return if_it_fits(written);
    conversations::DeliveryNews sent{
        .delivery = conversations::Delivery::sent,
        .text = "Taken by the mail server.",
        .attempts = 1
    };
    if (thread != threads_.end()) {
        sent.message_id = demo_message_id(step.ticket, thread->second, "demo.example");
        thread->second.message_ids.push_back(*sent.message_id);
        thread->second.last_text = text;
        thread->second.last_writer = cast.agent.name;
        thread->second.last_at = step.at;
    }
    return conversations::record_delivery(tx, ourselves(), EntryId{written->item}, sent, step.at);
}

Result<> DemoStage::wait(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    tickets::WaitTicket command{.for_ = tickets::WaitingFor::customer, .until = {}};
    const auto share = step.act == DemoAct::hold ? 0.0 : dice.share();
    if (share >= 0.4) command.for_ = tickets::WaitingFor::supplier;
    if (share >= 0.65) command.for_ = tickets::WaitingFor::change;
    if (share >= 0.8) {
        command.for_ = tickets::WaitingFor::until;
        command.until = size_.until + std::chrono::hours{12 + 24 * dice.below(10)};
    }
    return if_it_fits(
        tickets::wait_ticket(tx, agent_actor(cast.agent), ids_[step.ticket], command, step.at)
    );
}

Result<> DemoStage::resolve(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    tickets::ResolveTicket command;
    command.resolution = Text<1, 20'000>{filled_in(cast.matter.resolution, cast.thing, dice)};
    const auto cause = dice.chance(0.1) ? std::string_view("Unknown") : cast.matter.cause;
    command.cause_code = Text<1, 100>{std::string(cause)};
    const auto category = people_.categories.find(cast.matter.category);
    if (category != people_.categories.end() && dice.chance(0.9))
        command.closing_category_id = category->second;
    command.will_last = dice.chance(0.9);
    return if_it_fits(
        tickets::resolve_ticket(tx, agent_actor(cast.agent), ids_[step.ticket], command, step.at)
    );
}

Result<> DemoStage::close(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    const auto closed =
        tickets::close_ticket(tx, Actor::system("auto_close"), ids_[step.ticket], step.at);
    if (closed) memories_[cast.at_customer].closed = step.ticket;
    return if_it_fits(closed);
}

Result<> DemoStage::cancel(db::Transaction& tx, const DemoStep& step, const Cast& cast) {
    Dice dice(step.dice);
    tickets::CancelTicket command{
        .as = tickets::CancelledAs::spam, .reason = {}, .duplicate_of = {}
    };
    const bool junk = junk_.contains(step.ticket);
    const auto same = same_as_.find(step.ticket);
    if (!junk && same != same_as_.end()) {
        command.as = tickets::CancelledAs::duplicate;
        command.duplicate_of = ids_[same->second];
    } else if (!junk) {
        command.as =
            dice.chance(0.5) ? tickets::CancelledAs::error : tickets::CancelledAs::withdrawn;
    }
    return if_it_fits(
        tickets::cancel_ticket(tx, agent_actor(cast.agent), ids_[step.ticket], command, step.at)
    );
}

} // namespace heed::app
