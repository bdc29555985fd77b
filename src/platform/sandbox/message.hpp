// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace heed::sandbox {

/// An open file that is closed with it.
class Handle {
public:
    Handle() = default;

    explicit Handle(int number) : number_(number) {}

    Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

    Handle& operator=(Handle&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle();

    [[nodiscard]] int number() const { return number_; }

    [[nodiscard]] bool is_open() const { return number_ >= 0; }

    void close() { const Handle gone = std::move(*this); }

private:
    int number_ = -1;
};

/// How a message went over a pipe.
enum class Passage { whole, broken, late, too_large };

using Deadline = std::chrono::steady_clock::time_point;

/// On pipes that do not block. A message is its length in eight bytes of this machine, and its
/// bytes. Where nobody reads any more it is `broken`, and no signal.
Passage send(int pipe, std::string_view message, Deadline until);
Passage receive(int pipe, std::string& message, std::uint64_t bytes_max, Deadline until);

/// The same on pipes that block, for the process at the other end; false when there is no more.
bool send_all(int pipe, std::string_view message);
/// The length of the next message, whose bytes follow.
std::optional<std::uint64_t> receive_length(int pipe);
bool receive_bytes(int pipe, char* to, std::size_t count);

} // namespace heed::sandbox
