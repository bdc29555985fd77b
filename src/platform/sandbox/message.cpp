// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/message.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <poll.h>
#include <unistd.h>

namespace heed::sandbox {

namespace {

using Length = std::array<char, sizeof(std::uint64_t)>;

/// While it lives, writing to where nobody reads is an error for this thread and no signal.
class NoPipeSignal {
public:
    NoPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }

    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

    ~NoPipeSignal() {
        constexpr timespec at_once{};
        if (broken) sigtimedwait(&pipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

    bool broken = false;

private:
    sigset_t pipe_{};
    sigset_t before_{};
};

/// Waits until something can be done; nothing when it can.
std::optional<Passage> wait_for(int pipe, short what, Deadline until) {
    using std::chrono::steady_clock;
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now()).count();
        if (left <= 0) return Passage::late;
        pollfd polled{.fd = pipe, .events = what, .revents = 0};
        constexpr std::int64_t longest = 60'000;
        const int ready = ::poll(&polled, 1, static_cast<int>(std::min(left, longest)));
        if (ready > 0) return std::nullopt; // also when the other end is gone: the next call tells
        if (ready < 0 && errno != EINTR) return Passage::broken;
    }
}

bool may_come_yet() {
    return errno == EAGAIN || errno == EINTR;
}

/// The rest of `bytes`, as far as it can be written.
Passage send_rest(int pipe, std::string_view bytes, Deadline until) {
    while (!bytes.empty()) {
        const auto written = ::write(pipe, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
            continue;
        }
        if (!may_come_yet()) return Passage::broken;
        if (const auto failed = wait_for(pipe, POLLOUT, until)) return *failed;
    }
    return Passage::whole;
}

Passage receive_rest(int pipe, char* to, std::size_t count, Deadline until) {
    while (count > 0) {
        const auto got = ::read(pipe, to, count);
        if (got == 0) return Passage::broken;
        if (got > 0) {
            to += got;
            count -= static_cast<std::size_t>(got);
            continue;
        }
        if (!may_come_yet()) return Passage::broken;
        if (const auto failed = wait_for(pipe, POLLIN, until)) return *failed;
    }
    return Passage::whole;
}

Length length_of(std::string_view message) {
    const std::uint64_t size = message.size();
    Length length{};
    std::memcpy(length.data(), &size, sizeof size);
    return length;
}

std::uint64_t number_in(const Length& length) {
    std::uint64_t size = 0;
    std::memcpy(&size, length.data(), sizeof size);
    return size;
}

bool write_all(int pipe, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(pipe, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Handle::~Handle() {
    if (number_ >= 0) ::close(number_);
}

Passage send(int pipe, std::string_view message, Deadline until) {
    NoPipeSignal quiet;
    const auto length = length_of(message);
    auto passage = send_rest(pipe, {length.data(), length.size()}, until);
    if (passage == Passage::whole) passage = send_rest(pipe, message, until);
    quiet.broken = passage == Passage::broken;
    return passage;
}

Passage receive(int pipe, std::string& message, std::uint64_t bytes_max, Deadline until) {
    Length length{};
    const auto begun = receive_rest(pipe, length.data(), length.size(), until);
    if (begun != Passage::whole) return begun;
    const auto size = number_in(length);
    if (size > bytes_max) return Passage::too_large;
    message.resize(size);
    return receive_rest(pipe, message.data(), size, until);
}

bool send_all(int pipe, std::string_view message) {
    const auto length = length_of(message);
    return write_all(pipe, {length.data(), length.size()}) && write_all(pipe, message);
}

std::optional<std::uint64_t> receive_length(int pipe) {
    Length length{};
    if (!receive_bytes(pipe, length.data(), length.size())) return std::nullopt;
    return number_in(length);
}

bool receive_bytes(int pipe, char* to, std::size_t count) {
    while (count > 0) {
        const auto got = ::read(pipe, to, count);
        if (got == 0 || (got < 0 && errno != EINTR)) return false;
        if (got > 0) {
            to += got;
            count -= static_cast<std::size_t>(got);
        }
    }
    return true;
}

} // namespace heed::sandbox
