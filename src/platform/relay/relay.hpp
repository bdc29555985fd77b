// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace heed::relay {

/// Answers one message per connection on a socket file that only its owner may open. A message
/// and its answer are at most 2 GiB: a letter of the largest size, as text. Handlers run one at a
/// time, on the server's thread.
class Server {
public:
    using Handler = std::function<std::string(const std::string& message)>;

    /// Replaces a socket file left by a crash. Throws Fault when it cannot listen.
    Server(std::filesystem::path socket, Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The answer of whoever listens at `socket`; nothing when nobody does. Throws Fault when the
/// connection breaks after the message was sent: whether it took effect is then unknown.
std::optional<std::string> ask(const std::filesystem::path& socket, const std::string& message);

} // namespace heed::relay
