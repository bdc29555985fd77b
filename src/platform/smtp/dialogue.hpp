// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/smtp/mail_transport.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::smtp {

/// How the library that spoke for us says the talk ended.
enum class Ending { finished, cannot_connect, tls_failed, auth_failed, timed_out, broken_off };

/// Listens to one SMTP talk and tells what became of the letter. The library reports one error
/// for many causes; what counts is which answer was given to which command.
class Dialogue {
public:
    explicit Dialogue(std::vector<std::string> recipients) : recipients_(std::move(recipients)) {}

    void sent(std::string_view line);
    void received(std::string_view line);

    void letter_begins() { letter_ = Letter::begun; }

    void letter_ends() { letter_ = Letter::complete; }

    [[nodiscard]] bool letter_has_begun() const { return letter_ != Letter::waiting; }

    [[nodiscard]] bool signed_in() const { return signed_in_; }

    [[nodiscard]] SendOutcome outcome(Ending ending) const;

private:
    enum class Command { greeting, hello, tls, auth, mail, rcpt, data, letter };
    enum class Letter { waiting, begun, complete };

    void answered(const ServerWord& word);
    [[nodiscard]] SendOutcome judged(Ending ending) const;
    [[nodiscard]] SendOutcome judged_by_last_word(Ending ending) const;

    std::vector<std::string> recipients_;
    std::vector<RefusedRecipient> refused_;
    std::size_t answered_recipients_ = 0;
    Command command_ = Command::greeting;
    Letter letter_ = Letter::waiting;
    bool signed_in_ = false;
    bool over_ = false; // QUIT is said: what follows decides nothing
    std::string text_;  // of the answer being read, lines joined
    std::optional<ServerWord> last_word_;
    std::optional<ServerWord> letter_word_;
};

} // namespace heed::smtp
