// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/exchange.hpp"
#include "platform/http/inbox.hpp"
#include "platform/http/link.hpp"
#include "platform/http/shared.hpp"

#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::http {

class Connection;
using Connections = std::list<std::shared_ptr<Connection>>; // also held by I/O and workers' jobs

/// The loop, as a connection sees it.
class ConnectionOwner {
public:
    virtual ~ConnectionOwner() = default;

    /// From any thread: calls `resume` on the loop's thread.
    virtual void resume_later(std::shared_ptr<Connection> connection) = 0;
    /// From any thread: calls `pump` on the loop's thread, soon, together with others.
    virtual void pump_later(std::weak_ptr<Connection> connection) = 0;
    virtual void remove(Connections::iterator place) = 0;
};

// One peer. All of it runs on the loop's thread, except for what a worker does while the stage
// is `working` and the loop keeps its hands off.
//
//   idle ─first byte─▶ head ─┬─▶ body ─┬─▶ working ─▶ writing ─┬─▶ idle
//                            ├─────────┘                       ├─▶ streaming ─┐
//                            └─refused─────────────▶ writing ──┴──────────────┴─▶ lingering ─▶
//                            closed
class Connection : public std::enable_shared_from_this<Connection> {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    Connection(ConnectionOwner& owner, Shared& shared, const IpAddress& peer);

    void start(std::unique_ptr<Link> link, Connections::iterator place);

    // The link calls these.
    void on_read(std::optional<std::size_t> bytes); // nothing: the peer is gone
    void on_writable(bool failed);

    // The owner calls these.
    void resume();
    void pump();
    void on_tick(TimePoint now);
    void drain();
    void close();

private:
    enum class Stage { idle, head, body, working, writing, streaming, lingering, closed };
    using Work = void (Exchange::*)();
    using Step = void (Connection::*)();

    MessageParser& parser() { return exchange_->parser(); }

    void read();
    void advance();
    bool step();
    bool wait_for_more();
    bool read_head();
    void take_in();
    void begin_body();
    void continue_body();
    bool read_body();
    [[nodiscard]] bool body_is_too_slow(TimePoint now);

    void dispatch();
    void submit(Work work, Step then);
    void go_on(Work work, Step then);
    void run_job(Work work);
    void reject(const Rejection& rejection);

    void begin_writing();
    void write(std::vector<std::string_view> pieces);
    void flush();
    void written();
    void send_file();
    void send_file_part();
    void next_request();
    void linger();
    void become_stream();

    ConnectionOwner& owner_;
    Shared& shared_;
    const Limits& limits_;
    IpAddress peer_;
    std::unique_ptr<Link> link_;
    Connections::iterator place_;

    Stage stage_ = Stage::idle;
    bool fresh_ = true;    // has not asked anything yet
    bool admitted_ = true; // counted as a connection
    bool reading_ = false;
    bool advancing_ = false;
    TimePoint deadline_;

    Inbox inbox_;
    std::optional<Exchange> exchange_;
    Step then_ = nullptr; // what follows a worker's job that leaves no answer

    std::vector<std::string_view> out_; // into the answer, the part of a file or the payloads
    std::string file_part_;

    std::shared_ptr<EventStream> stream_; // also held by whoever sends
    StreamPlace stream_place_;
    std::vector<EventStream::Payload> sending_;
    TimePoint keep_alive_at_;
};

} // namespace heed::http
