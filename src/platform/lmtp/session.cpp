// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/session.hpp"

#include "kernel/check.hpp"
#include "kernel/number.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace heed::lmtp {

namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// What a parameter of MAIL asks for that is not offered; empty when all are.
std::string foreign_parameter(const Path& path) {
    for (const auto& [name, value] : path.parameters) {
        const bool known = (name == "SIZE" && number_from<std::uint64_t>(value)) ||
                           (name == "SMTPUTF8" && value.empty()) ||
                           (name == "BODY" && (equals_ignoring_case(value, "7BIT") ||
                                               equals_ignoring_case(value, "8BITMIME")));
        if (!known) return name;
    }
    return "";
}

} // namespace

bool Room::take(std::size_t bytes) {
    if (bytes > left_) return false;
    left_ -= bytes;
    return true;
}

Session::Session(const Limits& limits, std::string host, Room& room)
    : limits_(limits), host_(std::move(host)), room_(room) {}

Session::~Session() {
    room_.give_back(held_);
}

std::string Session::greeting() const {
    return fmt::format("220 {} LMTP Heed\r\n", host_);
}

void Session::say(int code, std::string_view text) {
    step_.say += fmt::format("{} {}\r\n", code, text);
}

/// A peer that knows the protocol makes no mistakes.
void Session::wrong(int code, std::string_view text) {
    say(code, text);
    if (++errors_ < limits_.errors) return;
    say(421, "4.7.0 Too many errors");
    step_.closes = true;
}

void Session::say_for_each(const Verdict& verdict) {
    for (const auto& recipient : envelope_.recipients) {
        static_cast<void>(recipient);
        say(verdict.code, verdict.text);
    }
}

void Session::reset() {
    envelope_.from.clear();
    envelope_.recipients.clear();
    international_ = false;
    text_.reset();
    room_.give_back(std::exchange(held_, 0));
    if (state_ != State::fresh) state_ = State::greeted;
}

Session::Step Session::hear(std::string_view bytes) {
    heard_ += bytes;
    return go_on();
}

Session::Step Session::told(const Verdict& verdict) {
    CHECK(waits_);
    waits_ = false;
    if (text_) {
        say_for_each(verdict);
        reset();
        return go_on();
    }
    say(verdict.code, verdict.text);
    if (verdict.code == 250) {
        envelope_.recipients.push_back(std::move(asked_recipient_));
        state_ = State::recipients_known;
    }
    return go_on();
}

Session::Step Session::go_on() {
    while (!waits_ && !step_.closes && (text_ ? read_letter() : read_line())) {
    }
    return std::exchange(step_, {});
}

/// Returns false when more must be heard first.
bool Session::read_letter() {
    if (heard_.empty()) return false;
    // Never more than the letter may have: what goes beyond is not kept.
    const auto wanted =
        std::min(heard_.size(), limits_.letter_bytes - std::min(limits_.letter_bytes, held_));
    if (text_->flaw() == LetterText::Flaw::none) {
        if (room_.take(wanted))
            held_ += wanted;
        else
            text_->spoil(LetterText::Flaw::no_room);
    }
    heard_.erase(0, text_->take(heard_));
    if (text_->is_complete()) end_letter();
    return !heard_.empty();
}

void Session::end_letter() {
    using Flaw = LetterText::Flaw;
    switch (text_->flaw()) {
        case Flaw::none:
            waits_ = true;
            step_.asked = AskedLetter{.envelope = envelope_, .bytes = text_->take_out()};
            return;
        case Flaw::bare_line_end:
            say_for_each(
                {.code = 554, .text = "5.6.0 A line ends with CR and LF, and neither stands alone"}
            );
            break;
        case Flaw::too_large:
            say_for_each({.code = 552, .text = "5.3.4 The letter is larger than this desk takes"});
            break;
        case Flaw::no_room:
            say_for_each(
                {.code = 452, .text = "4.3.1 Too many letters are on their way; come again"}
            );
            break;
    }
    reset();
}

bool Session::read_line() {
    const auto end = heard_.find('\n');
    const bool ended = end != std::string::npos && end > 0 && heard_[end - 1] == '\r';
    const auto length = std::min(end, heard_.size());
    if (length > limits_.line_bytes || (end != std::string::npos && !ended)) {
        say(500,
            ended || end == std::string::npos ? "5.5.6 The line is too long"
                                              : "5.5.2 A line ends with CR and LF");
        step_.closes = true; // where the next command begins is anybody's guess
        return false;
    }
    if (!ended) return false;
    const auto line = heard_.substr(0, end - 1);
    heard_.erase(0, end + 1);
    obey(line);
    return true;
}

void Session::obey(std::string_view line) {
    const auto [verb, rest] = command_of(line);
    if (verb == "LHLO") return greet(rest);
    if (verb == "MAIL") return take_sender(rest);
    if (verb == "RCPT") return take_recipient(rest);
    if (verb == "DATA") return begin_letter(rest);
    if (verb == "NOOP") return say(250, "2.0.0 Ok");
    if (verb == "VRFY") return say(252, "2.5.0 Send it, and see");
    if (verb == "RSET") {
        reset();
        return say(250, "2.0.0 Ok");
    }
    if (verb == "QUIT") {
        say(221, "2.0.0 Bye");
        step_.closes = true;
        return;
    }
    if (verb == "HELO" || verb == "EHLO")
        return wrong(500, "5.5.1 This is LMTP: say LHLO"); // RFC 2033 wants it refused
    wrong(500, "5.5.1 Unknown command");
}

void Session::greet(std::string_view rest) {
    const auto name = trimmed(rest);
    if (name.empty() || !is_plain(name)) return wrong(501, "5.5.4 Say LHLO and your name");
    reset();
    state_ = State::greeted;
    envelope_.hello = name;
    step_.say += fmt::format(
        "250-{}\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n"
        "250 SIZE {}\r\n",
        host_,
        limits_.letter_bytes
    );
}

void Session::take_sender(std::string_view rest) {
    if (state_ != State::greeted)
        return wrong(
            503, state_ == State::fresh ? "5.5.1 Say LHLO first" : "5.5.1 One MAIL at a time"
        );
    const auto path = path_of(rest, "FROM");
    if (!path || !is_plain(path->address)) return wrong(501, "5.5.4 Say MAIL FROM:<address>");
    if (const auto foreign = foreign_parameter(*path); !foreign.empty())
        return wrong(555, "5.5.4 That parameter is not known here");
    international_ = path->parameters.contains("SMTPUTF8");
    if (!international_ && !is_ascii(path->address))
        return wrong(553, "5.6.7 That address needs SMTPUTF8");
    if (path->parameters.contains("SIZE") &&
        number_from<std::uint64_t>(path->parameters.at("SIZE")).value_or(0) > limits_.letter_bytes)
        return say(552, "5.3.4 The letter is larger than this desk takes");
    envelope_.from = path->address;
    state_ = State::sender_known;
    say(250, "2.1.0 Ok");
}

void Session::take_recipient(std::string_view rest) {
    if (state_ != State::sender_known && state_ != State::recipients_known)
        return wrong(503, "5.5.1 Say MAIL first");
    const auto path = path_of(rest, "TO");
    if (!path || path->address.empty() || !is_plain(path->address))
        return wrong(501, "5.5.4 Say RCPT TO:<address>");
    if (!path->parameters.empty()) return wrong(555, "5.5.4 That parameter is not known here");
    if (!international_ && !is_ascii(path->address))
        return wrong(553, "5.6.7 That address needs SMTPUTF8");
    if (envelope_.recipients.size() >= limits_.recipients)
        return say(452, "4.5.3 Too many recipients; send the rest in another letter");
    asked_recipient_ = path->address;
    step_.asked = path->address;
    waits_ = true;
}

void Session::begin_letter(std::string_view rest) {
    if (!rest.empty()) return wrong(501, "5.5.4 DATA stands alone");
    // RFC 2033, 4.2: also when each recipient was refused.
    if (state_ != State::recipients_known) return wrong(503, "5.5.1 No recipient was taken");
    text_.emplace(limits_.letter_bytes);
    say(354, "End the letter with a line that is one dot");
}

} // namespace heed::lmtp
