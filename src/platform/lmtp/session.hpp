// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/lmtp/command.hpp"
#include "platform/lmtp/letter_text.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heed::lmtp {

constexpr std::size_t mebibyte = std::size_t{1024} * 1024;

struct Limits {
    std::size_t sessions = 100;
    std::size_t line_bytes = 2'048;
    std::size_t recipients = 200;
    std::size_t letter_bytes = 50 * mebibyte;
    std::size_t letters_bytes = 256 * mebibyte; // of all sessions together
    int errors = 20;
    std::chrono::milliseconds silence = std::chrono::minutes(5);
    std::chrono::milliseconds session = std::chrono::minutes(30);
};

/// Who handed a letter over, from whom and for whom.
struct Envelope {
    std::string hello; // the name the peer gave itself
    std::string from;  // empty: nobody wants to hear that it could not be delivered
    std::vector<std::string> recipients;
};

/// An answer of the protocol: 250 took it, 4xx come again, 5xx never.
struct Verdict {
    int code = 250;
    std::string text; // begins with the enhanced status, as "2.1.5 …"
};

/// Bytes that all sessions of a server may hold together. Used by one thread.
class Room {
public:
    explicit Room(std::size_t bytes) : left_(bytes) {}

    bool take(std::size_t bytes);

    void give_back(std::size_t bytes) { left_ += bytes; }

private:
    std::size_t left_;
};

/// One talk with a mail server, without socket and clock: bytes in, words out. What it must ask
/// the desk stands in `Step::asked`; until `told` it only keeps what it hears.
class Session {
public:
    struct AskedLetter {
        Envelope envelope;
        std::string bytes;
    };

    /// Nothing, whether an address is one of ours, or what becomes of a letter.
    using Asked = std::variant<std::monostate, std::string, AskedLetter>;

    struct Step {
        std::string say = {};
        Asked asked = {};
        bool closes = false; // once it is said
    };

    /// `room` must outlive the session.
    Session(const Limits& limits, std::string host, Room& room);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] std::string greeting() const;

    Step hear(std::string_view bytes);
    Step told(const Verdict& verdict);

private:
    enum class State { fresh, greeted, sender_known, recipients_known };

    Step go_on();
    bool read_letter();
    bool read_line();
    void obey(std::string_view line);
    void greet(std::string_view rest);
    void take_sender(std::string_view rest);
    void take_recipient(std::string_view rest);
    void begin_letter(std::string_view rest);
    void end_letter();
    void say(int code, std::string_view text);
    void wrong(int code, std::string_view text);
    void say_for_each(const Verdict& verdict);
    void reset();

    const Limits& limits_;
    std::string host_;
    Room& room_;
    std::string heard_; // not read yet
    State state_ = State::fresh;
    Envelope envelope_;
    bool international_ = false; // SMTPUTF8 was asked for
    int errors_ = 0;
    std::optional<LetterText> text_;
    std::size_t held_ = 0; // of the room
    bool waits_ = false;
    std::string asked_recipient_;
    Step step_;
};

} // namespace heed::lmtp
