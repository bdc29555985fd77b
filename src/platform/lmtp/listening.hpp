// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace heed::lmtp {

/// Closes its descriptor.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}

    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    [[nodiscard]] int number() const { return number_; }

    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;
};

/// A socket that mail servers connect to: `127.0.0.1:2424`, `[::1]:2424` or `unix:/run/heed/lmtp`.
/// A socket file goes with it; one that a crash left is replaced.
class Listening {
public:
    /// Throws Fault when it cannot listen there.
    explicit Listening(const std::string& place);
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    [[nodiscard]] int descriptor() const { return socket_.number(); }

    /// Without waiting; nothing when nobody is there.
    [[nodiscard]] Descriptor accept() const;

    /// As given, with the port that was chosen for port 0.
    [[nodiscard]] const std::string& place() const { return place_; }

private:
    void listen_at_file();
    void listen_at_port();

    std::string place_;
    std::string file_; // of the socket, when it has one
    Descriptor socket_;
};

} // namespace heed::lmtp
