// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/scripted_peer/authority.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace heed::tests {

/// What a scripted server does once an answer is sent.
enum class Then {
    go_on,      // wait for the next command
    close,      // hang up
    silence,    // say nothing more until the client gives up
    drip,       // send one byte after another, slowly and without end
    flood,      // send bytes as fast as they are taken, up to two gigabytes
    start_tls,  // go on under TLS
    read_line,  // the next line belongs to this command; it is looked up as "+"
    read_letter // read up to the line with one dot; then "." is looked up
};

/// One line of a script: the answer to commands that begin with `when` (letter case ignored, the
/// IMAP tag taken off). The first line that fits and is not used up counts.
struct Answer {
    std::string when;
    std::string send; // `{tag}` stands for the tag of the command
    Then then = Then::go_on;
    int times = -1; // how often it can be used; -1 = always
};

/// What one connection plays.
struct Script {
    std::string greeting = {};
    std::vector<Answer> answers = {};
    bool tagged = false;                                  // IMAP: commands begin with a tag
    std::optional<Identity> identity = {};                // for TLS
    bool tls_at_once = false;                             // TLS before the greeting
    std::size_t cut_after = static_cast<std::size_t>(-1); // hang up after so many bytes sent
    Then after_greeting = Then::go_on;
};

/// A server on 127.0.0.1 that follows scripts, one per connection; the last one repeats.
class ScriptedPeer {
public:
    explicit ScriptedPeer(std::vector<Script> scripts);

    explicit ScriptedPeer(Script script) : ScriptedPeer(std::vector{std::move(script)}) {}

    ~ScriptedPeer();
    ScriptedPeer(const ScriptedPeer&) = delete;
    ScriptedPeer& operator=(const ScriptedPeer&) = delete;

    [[nodiscard]] std::uint16_t port() const;

    /// Every command so far over all connections, without tags.
    [[nodiscard]] std::vector<std::string> heard() const;
    [[nodiscard]] std::size_t heard_count(const std::string& beginning) const;

    /// Letters taken by read_letter, as they came over the wire, without the closing dot.
    [[nodiscard]] std::vector<std::string> letters() const;

    [[nodiscard]] std::size_t connections() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace heed::tests
