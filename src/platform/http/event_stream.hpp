// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::http {

/// The sending end of one open stream of server-sent events. Safe from any thread; never blocks.
/// A client that reads too slowly loses its queue and hears `event: reset`, after which it asks
/// for everything anew.
class EventStream {
public:
    using Payload = std::shared_ptr<const std::string>;
    using Wake = std::function<void()>;

    static constexpr std::size_t queued_bytes_max = std::size_t{16} * 1024;

    /// `wake` is told when there is something to `take` after nothing was. Tests give none.
    explicit EventStream(Wake wake = {}) : wake_(std::move(wake)) {}

    /// Queues a whole event, e.g. "event: fact\ndata: {}\n\n". False when the stream has ended.
    bool send(std::string_view event_text);

    /// As above, for one text that goes to many streams without being copied.
    bool send(Payload event_text);

    /// Queues a text that is not to be lost. False, and nothing queued, where there is no room
    /// for it yet: offer it again once more was taken. True too when the stream has ended.
    [[nodiscard]] bool offer(std::string_view event_text);

    /// Whether an offer has a fair chance. Cheap.
    [[nodiscard]] bool has_room() const;

    /// Sends a comment, which readers skip and proxies take for life.
    void keep_alive();

    /// Ends the stream once what is queued is sent.
    void close();

    [[nodiscard]] bool is_open() const;

    /// `hook` is called once, when the stream has ended for whatever reason; at once if it has.
    void on_close(std::function<void()> hook);

    /// For the connection: everything queued, in order. Empty and `is_open() == false`: end it.
    std::vector<Payload> take();

    /// For the connection: nothing will be taken any more.
    void end();

private:
    void push(Payload event_text);

    mutable std::mutex mutex_;
    std::vector<Payload> queue_;
    std::size_t queued_bytes_ = 0;
    bool reset_queued_ = false;
    bool open_ = true;
    bool ended_ = false;
    Wake wake_;
    std::function<void()> on_close_;
};

} // namespace heed::http
