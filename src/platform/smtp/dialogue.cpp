// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/dialogue.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace heed::smtp {

namespace {

constexpr int go_ahead_with_letter = 354;
constexpr int go_on_signing_in = 334;
constexpr int signed_in_well = 235;
constexpr int closing_channel = 421;
constexpr std::size_t text_bytes_max = 500;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<int> reply_code(std::string_view line) {
    if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), is_digit)) return std::nullopt;
    int code = 0;
    for (const char digit : line.substr(0, 3)) code = code * 10 + (digit - '0');
    return code;
}

// Servers are strangers: their words are shown to people, so they are made plain text first.
std::string presentable(std::string_view text) {
    auto plain = valid_utf8(text);
    std::ranges::replace_if(plain, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return std::string(utf8_prefix(trimmed(plain), text_bytes_max));
}

// "5.1.1" at the beginning of a reply's text (RFC 3463), or nothing.
std::string_view enhanced_status(std::string_view text) {
    const auto status = text.substr(0, std::min(text.find(' '), text.size()));
    const bool plausible = std::ranges::count(status, '.') == 2 && status.size() <= 9 &&
                           is_digit(status.front()) && is_digit(status.back());
    const bool clean = std::ranges::all_of(status, [](char c) { return is_digit(c) || c == '.'; });
    return plausible && clean ? status : std::string_view();
}

ServerWord word_of(int code, std::string_view text) {
    const auto status = enhanced_status(text);
    return {
        .code = code,
        .enhanced_status = std::string(status),
        .text = presentable(text.substr(status.size()))
    };
}

std::string_view our_text(Ending ending) {
    switch (ending) {
        case Ending::finished: return "The server ended the talk without taking the letter.";
        case Ending::cannot_connect: return "Nothing answers at this host and port.";
        case Ending::tls_failed:
            return "No secure connection: the server offers no TLS here, or its certificate is not "
                   "trusted.";
        case Ending::auth_failed: return "The server did not accept the user name and password.";
        case Ending::timed_out: return "The server did not answer in time.";
        case Ending::broken_off: return "The connection broke off.";
    }
    std::unreachable();
}

SendOutcome ended(SendOutcome::Kind kind, ServerWord word, Ending ending) {
    if (word.text.empty()) word.text = our_text(ending);
    return {.kind = kind, .word = std::move(word)};
}

// Answers that mean "sign in first" where a letter was offered.
bool asks_for_sign_in(int code) {
    return code == 530 || code == 534 || code == 538;
}

} // namespace

void Dialogue::sent(std::string_view line) {
    // What follows a 334 is a secret, even if it reads like a command.
    if (last_word_ && last_word_->code == go_on_signing_in) return;

    using Verb = std::pair<std::string_view, Command>;
    static constexpr std::array verbs = {
        Verb("EHLO", Command::hello),
        Verb("HELO", Command::hello),
        Verb("STARTTLS", Command::tls),
        Verb("AUTH", Command::auth),
        Verb("MAIL FROM:", Command::mail),
        Verb("RCPT TO:", Command::rcpt),
        Verb("DATA", Command::data)
    };
    if (line.starts_with("QUIT")) over_ = true;
    for (const auto& [verb, command] : verbs) {
        if (line.starts_with(verb)) command_ = command;
    }
}

void Dialogue::received(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const auto code = reply_code(line);
    if (!code) return;
    const auto text = line.substr(std::min<std::size_t>(4, line.size()));
    // Further lines repeat the enhanced status.
    const auto status = text_.empty() ? std::string_view() : enhanced_status(text);
    if (text_.size() < text_bytes_max) { // the lines of one answer have no end of their own
        if (!text_.empty()) text_ += ' ';
        text_ += trimmed(text.substr(status.size()));
    }
    if (line.size() > 3 && line[3] == '-') return;
    answered(word_of(*code, std::exchange(text_, {})));
}

void Dialogue::answered(const ServerWord& word) {
    if (over_) return;
    last_word_ = word;
    if (command_ == Command::auth && word.code == signed_in_well) signed_in_ = true;
    if (command_ == Command::rcpt && answered_recipients_ < recipients_.size()) {
        const auto& address = recipients_[answered_recipients_++];
        if (word.code >= 400) refused_.push_back({.address = address, .word = word});
    }
    if (command_ == Command::letter) letter_word_ = word;
    if (command_ == Command::data && word.code == go_ahead_with_letter) command_ = Command::letter;
}

SendOutcome Dialogue::outcome(Ending ending) const {
    auto outcome = judged(ending);
    outcome.refused = refused_;
    return outcome;
}

SendOutcome Dialogue::judged(Ending ending) const {
    using Kind = SendOutcome::Kind;
    if (letter_ == Letter::complete && letter_word_) {
        const bool taken = letter_word_->code >= 200 && letter_word_->code < 300;
        const auto otherwise =
            letter_word_->is_permanent() ? Kind::refused_permanently : Kind::try_later;
        return ended(taken ? Kind::accepted : otherwise, *letter_word_, ending);
    }
    if (letter_ == Letter::complete) return ended(Kind::unknown_after_data, {}, ending);
    if (letter_ == Letter::begun) return ended(Kind::try_later, {}, ending);
    if (ending == Ending::cannot_connect) return ended(Kind::cannot_connect, {}, ending);
    if (ending == Ending::tls_failed) return ended(Kind::tls_failed, {}, ending);
    return judged_by_last_word(ending);
}

SendOutcome Dialogue::judged_by_last_word(Ending ending) const {
    using Kind = SendOutcome::Kind;
    const auto word = last_word_.value_or(ServerWord{});
    const bool silent = ending == Ending::timed_out || word.code < 400;
    if (ending == Ending::auth_failed) {
        const bool passing = word.code >= 400 && word.code < 500;
        return ended(
            passing ? Kind::try_later : Kind::auth_failed, silent ? ServerWord{} : word, ending
        );
    }
    if (silent) return ended(Kind::try_later, {}, ending);
    const bool about_letter =
        command_ == Command::mail || command_ == Command::rcpt || command_ == Command::data;
    if (about_letter && asks_for_sign_in(word.code)) return ended(Kind::auth_failed, word, ending);
    const bool any_passing =
        std::ranges::any_of(refused_, [](const auto& one) { return !one.word.is_permanent(); });
    // Before MAIL a 5xx is about us or the server's mood, never about this letter.
    const bool permanent = about_letter && word.is_permanent() && word.code != closing_channel &&
                           !(command_ == Command::rcpt && any_passing);
    return ended(permanent ? Kind::refused_permanently : Kind::try_later, word, ending);
}

} // namespace heed::smtp
