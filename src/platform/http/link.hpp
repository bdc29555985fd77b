// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace heed::http {

/// The socket below a connection, on its loop's thread.
class Link {
public:
    virtual ~Link() = default;

    /// Reads once into `room`, which must stay; then calls `on_read`.
    virtual void read(std::span<char> room) = 0;

    /// Gives the system as much as it takes at once. Nothing when the peer is gone.
    virtual std::optional<std::size_t> write_some(std::span<const std::string_view> pieces) = 0;

    /// Calls `on_writable` when more would be taken.
    virtual void wait_until_writable() = 0;

    /// Whether bytes have arrived that were not read yet.
    virtual bool has_input() = 0;

    /// A slow reader shall fill our queue, which knows how to reset, and not the system's.
    virtual void keep_send_buffer_small() = 0;

    virtual void shut_down_sending() = 0;
    virtual void close() = 0;
};

} // namespace heed::http
