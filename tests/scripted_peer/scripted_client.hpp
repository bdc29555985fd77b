// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::tests {

/// A mail server that hands letters over, said line by line. Each wait ends after ten seconds.
class ScriptedClient {
public:
    /// `127.0.0.1:2424` or `unix:/path`.
    explicit ScriptedClient(const std::string& place);
    ~ScriptedClient();
    ScriptedClient(const ScriptedClient&) = delete;
    ScriptedClient& operator=(const ScriptedClient&) = delete;

    void say(std::string_view bytes) const;

    /// The next answer, with all its lines; "closed" when the server hung up.
    std::string answer();

    /// What is answered to one line.
    std::string ask(std::string_view line);

    /// Everything until the server hangs up.
    std::string rest();

    void hang_up();

private:
    bool receive();

    int socket_ = -1;
    std::string heard_;
};

} // namespace heed::tests
