// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/loop.hpp"

#include "kernel/check.hpp"
#include "platform/http/exchange.hpp"
#include "platform/http/inbox.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <netinet/tcp.h>
#include <optional>
#include <thread>

namespace heed::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using TimePoint = steady_clock::time_point;

constexpr std::size_t small_inbox = std::size_t{4} * 1024;
constexpr std::size_t large_inbox = std::size_t{64} * 1024;
constexpr std::size_t stream_inbox = 64;

class Connection;
using ConnectionPointer = std::shared_ptr<Connection>; // list, pending I/O, worker's job
using Connections = std::list<ConnectionPointer>;

const EventStream::Payload& keep_alive_comment() {
    static const auto comment = std::make_shared<const std::string>(": keep-alive\n\n");
    return comment;
}

Error queue_is_full() {
    return retry_later(
        Refusal::unavailable,
        "queue_full",
        "There are too many requests at once. Please try again.",
        1
    );
}

Error queue_was_too_slow() {
    return retry_later(
        Refusal::unavailable,
        "busy",
        "The request waited too long for its turn. Please try again.",
        2
    );
}

constexpr Rejection timed_out = {
    .status = 408, .code = "request_timeout", .detail = "The request came too slowly."
};

} // namespace

struct Loop::Engine {
    explicit Engine(Shared& all);
    ~Engine();

    void arm_tick();
    void tick();
    void wake_later(std::weak_ptr<Connection> connection);
    void flush_streams();
    void adopt(int descriptor, const Address& peer);
    void remove(Connections::iterator place);
    void change_count(int by);

    Shared& shared;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    asio::steady_timer ticker{context};
    asio::steady_timer flusher{context};
    milliseconds tick_length;
    TimePoint flushed_at = {};
    Connections connections;

    std::mutex mutex; // guards what follows
    std::condition_variable emptied;
    std::size_t count = 0;
    std::vector<std::weak_ptr<Connection>> woken;

    std::thread thread;
};

namespace {

using Engine = Loop::Engine;

// One peer. All of it runs on the loop's thread, except for what a worker does while the stage
// is `working` and the loop keeps its hands off.
//
//   idle ─first byte─▶ head ─┬─▶ body ─┬─▶ working ─▶ writing ─┬─▶ idle
//                            ├─────────┘                       ├─▶ streaming ─┐
//                            └─refused─────────────▶ writing ──┴──────────────┴─▶ lingering ─▶
//                            closed
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Engine& engine, tcp::socket socket, const Address& peer);

    void start(Connections::iterator place);
    void on_tick(TimePoint now);
    void drain();
    void pump();
    void close();

private:
    enum class Stage { idle, head, body, working, writing, streaming, lingering, closed };
    using Work = void (Exchange::*)();
    using Step = void (Connection::*)();

    MessageParser& parser() { return exchange_->parser(); }

    void read();
    void on_read(const error_code& error, std::size_t bytes);
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
    void run_job(Work work, Step then);
    void resume(Step then);
    void reject(const Rejection& rejection);

    void begin_writing();
    void write(std::vector<asio::const_buffer> buffers);
    void flush();
    void written();
    void send_file();
    void send_file_part();
    void next_request();
    void linger();
    void become_stream();

    Engine& engine_;
    Shared& shared_;
    const Limits& limits_;
    tcp::socket socket_;
    Address peer_;
    Connections::iterator place_;

    Stage stage_ = Stage::idle;
    bool fresh_ = true;    // has not asked anything yet
    bool admitted_ = true; // counted as a connection
    bool reading_ = false;
    bool advancing_ = false;
    TimePoint deadline_;

    Inbox inbox_;
    std::optional<Exchange> exchange_;
    std::vector<asio::const_buffer> out_;
    std::string file_part_;

    std::shared_ptr<EventStream> stream_; // also held by whoever sends
    StreamPlace stream_place_;
    std::vector<EventStream::Payload> sending_;
    TimePoint keep_alive_at_;
};

Connection::Connection(Engine& engine, tcp::socket socket, const Address& peer)
    : engine_(engine),
      shared_(engine.shared),
      limits_(engine.shared.options.limits),
      socket_(std::move(socket)),
      peer_(peer) {}

void Connection::start(Connections::iterator place) {
    place_ = place;
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(tcp::no_delay(true), ignored);
    const auto dead_after = static_cast<unsigned>(limits_.dead_peer_timeout.count());
    setsockopt(
        socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &dead_after, sizeof dead_after
    );
    deadline_ = steady_clock::now() + limits_.header_timeout;
    read();
}

// Receiving.

void Connection::read() {
    if (reading_ || stage_ == Stage::closed) return;
    reading_ = true;
    const bool bulk = stage_ == Stage::body || stage_ == Stage::lingering;
    const auto capacity = stage_ == Stage::streaming ? stream_inbox
                          : bulk                     ? large_inbox
                                                     : small_inbox;
    const auto room = inbox_.room(capacity);
    socket_.async_read_some(
        asio::buffer(room.data(), room.size()),
        [self = shared_from_this()](const error_code& error, std::size_t bytes) {
            self->on_read(error, bytes);
        }
    );
}

void Connection::on_read(const error_code& error, std::size_t bytes) {
    reading_ = false;
    switch (stage_) {
        case Stage::idle:
        case Stage::head:
        case Stage::body:
            if (error) return close();
            inbox_.commit(bytes);
            return advance();
        case Stage::streaming:
        case Stage::lingering: return error ? close() : read();
        case Stage::working: // a refused request was still being read
        case Stage::writing:
        case Stage::closed: return;
    }
}

void Connection::advance() {
    if (advancing_) return; // the caller's loop goes on
    advancing_ = true;
    while (step()) {
    }
    advancing_ = false;
}

bool Connection::step() {
    switch (stage_) {
        case Stage::idle:
            if (inbox_.empty()) return wait_for_more();
            if (!fresh_) deadline_ = steady_clock::now() + limits_.header_timeout;
            exchange_.emplace(shared_, peer_);
            stage_ = Stage::head;
            return true;
        case Stage::head: return read_head();
        case Stage::body: return read_body();
        case Stage::working:
        case Stage::writing:
        case Stage::streaming:
        case Stage::lingering:
        case Stage::closed: return false;
    }
    return false;
}

bool Connection::wait_for_more() {
    read();
    return false;
}

bool Connection::read_head() {
    const auto taken = parser().feed(inbox_.view());
    if (!taken) {
        reject(taken.error());
        return false;
    }
    inbox_.consume(*taken);
    if (parser().stage() == MessageParser::Stage::head)
        return *taken > 0 && !inbox_.empty() ? true : wait_for_more();
    take_in();
    return true;
}

void Connection::take_in() {
    fresh_ = false;
    exchange_->take_in();
    if (exchange_->answer()) return begin_writing();
    if (exchange_->route().hook_before_body)
        return submit(&Exchange::run_hook, &Connection::begin_body);
    begin_body();
}

void Connection::begin_body() {
    if (parser().stage() == MessageParser::Stage::done) return dispatch();
    exchange_->open_body();
    if (exchange_->answer()) return begin_writing();
    stage_ = Stage::body;
    deadline_ = steady_clock::now() + limits_.body_grace;
    if (parser().expects_continue() && inbox_.empty()) {
        static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";
        error_code error;
        // Nothing else is on its way to the peer, so these few bytes fit the system's buffer.
        if (socket_.write_some(asio::buffer(go_ahead), error) != go_ahead.size()) return close();
    }
    advance();
}

bool Connection::read_body() {
    const auto taken = parser().feed(inbox_.view());
    if (!taken) {
        reject(taken.error());
        return false;
    }
    inbox_.consume(*taken);
    const bool done = parser().stage() == MessageParser::Stage::done;
    if (exchange_->is_multipart() && done) {
        submit(&Exchange::run_last_part, nullptr);
        return false;
    }
    if (exchange_->is_multipart() && *taken > 0) {
        go_on(&Exchange::run_part, &Connection::continue_body);
        return false;
    }
    if (!done) return wait_for_more();
    dispatch();
    return true;
}

void Connection::continue_body() {
    stage_ = Stage::body;
    advance();
}

bool Connection::body_is_too_slow(TimePoint now) {
    if (now < deadline_) return false;
    const std::chrono::duration<double> past_grace = now - deadline_;
    const auto expected =
        past_grace.count() * static_cast<double>(limits_.body_bytes_per_second_min);
    return static_cast<double>(parser().body_bytes()) < expected;
}

// Answering.

void Connection::dispatch() {
    if (exchange_->route().lane != Lane::inline_) return submit(&Exchange::run_handler, nullptr);
    exchange_->run_handler();
    begin_writing();
}

/// Has `work` done by a worker, then `then` here, unless `work` left an answer.
void Connection::submit(Work work, Step then) {
    stage_ = Stage::working;
    const bool queued = shared_.pool(exchange_->route().lane)
                            .submit([self = shared_from_this(), work, then](WorkerPool::Turn turn) {
                                if (turn == WorkerPool::Turn::in_time)
                                    return self->run_job(work, then);
                                self->exchange_->refuse(queue_was_too_slow());
                                self->run_job(nullptr, then);
                            });
    if (queued) return;
    exchange_->refuse(queue_is_full());
    begin_writing();
}

/// As `submit`, for the next step of what a worker has already begun.
void Connection::go_on(Work work, Step then) {
    stage_ = Stage::working;
    shared_.pool(exchange_->route().lane)
        .go_on([self = shared_from_this(), work, then](WorkerPool::Turn) {
            self->run_job(work, then);
        });
}

void Connection::run_job(Work work, Step then) {
    if (work && !shared_.cut_off) ((*exchange_).*work)();
    asio::post(engine_.context, [self = shared_from_this(), then] { self->resume(then); });
}

void Connection::resume(Step then) {
    if (stage_ == Stage::closed) return;
    if (exchange_->answer()) return begin_writing();
    if (!then) return close(); // cut off
    (this->*then)();
}

/// Answers what cannot be read any further.
void Connection::reject(const Rejection& rejection) {
    exchange_->reject(rejection);
    begin_writing();
}

// Sending.

void Connection::begin_writing() {
    stage_ = Stage::writing;
    const auto& answer = *exchange_->answer();
    write({asio::buffer(answer.head), asio::buffer(answer.body), asio::buffer(answer.static_body)});
}

void Connection::write(std::vector<asio::const_buffer> buffers) {
    out_ = std::move(buffers);
    deadline_ = steady_clock::now() + limits_.write_stall_timeout;
    flush();
}

void Connection::flush() {
    while (!out_.empty()) {
        error_code error;
        auto sent = socket_.write_some(out_, error);
        if (error == asio::error::would_block) {
            socket_.async_wait(
                tcp::socket::wait_write,
                [self = shared_from_this()](error_code failed) {
                    if (!failed && self->stage_ != Stage::closed) self->flush();
                }
            );
            return;
        }
        if (error) return close();
        while (!out_.empty() && sent >= out_.front().size()) {
            sent -= out_.front().size();
            out_.erase(out_.begin());
        }
        if (out_.empty()) break;
        out_.front() += sent;
        deadline_ = steady_clock::now() + limits_.write_stall_timeout;
    }
    written();
}

void Connection::written() {
    if (stage_ == Stage::streaming) {
        sending_.clear();
        return pump();
    }
    const auto& answer = *exchange_->answer();
    if (answer.file.left() > 0) return send_file();
    exchange_->report();
    if (answer.on_open) return become_stream();
    if (answer.keep_alive) return next_request();
    linger();
}

/// Has a reader fetch the next part of the file, because the disk may be slow.
void Connection::send_file() {
    stage_ = Stage::working;
    shared_.read_workers.go_on([self = shared_from_this()](WorkerPool::Turn) {
        self->file_part_ = self->exchange_->answer()->file.next();
        asio::post(self->engine_.context, [self] { self->send_file_part(); });
    });
}

void Connection::send_file_part() {
    if (stage_ == Stage::closed) return;
    if (file_part_.empty()) return close(); // the file has become shorter than we said
    stage_ = Stage::writing;
    write({asio::buffer(file_part_)});
}

void Connection::next_request() {
    exchange_.reset();
    file_part_ = {};
    inbox_.shrink(small_inbox);
    stage_ = Stage::idle;
    deadline_ = steady_clock::now() + limits_.idle_timeout;
    if (shared_.stopping) drain();
    if (stage_ == Stage::idle) advance();
}

/// Closes without tearing down what was just sent: a peer that still sends would get a reset and
/// never see the answer.
void Connection::linger() {
    if (stream_) stream_->end();
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    stage_ = Stage::lingering;
    deadline_ = steady_clock::now() + limits_.linger_timeout;
    if (shared_.stopping) drain();
    inbox_.release();
    read();
}

void Connection::become_stream() {
    auto& answer = *exchange_->answer();
    const auto on_open = std::move(answer.on_open);
    const std::string incident = parser().request().id;
    stream_place_ = std::move(answer.stream_place);
    exchange_.reset();
    shared_.leave(peer_);
    admitted_ = false;
    inbox_.release();
    out_ = {};

    // A slow reader shall fill our queue, which knows how to reset, and not the kernel's.
    error_code ignored;
    constexpr int send_buffer = 64 * 1024;
    socket_.set_option(asio::socket_base::send_buffer_size(send_buffer), ignored);
    stage_ = Stage::streaming;
    keep_alive_at_ = steady_clock::now() + limits_.stream_keep_alive;
    stream_ = std::make_shared<EventStream>([&engine = engine_, self = weak_from_this()] {
        engine.wake_later(self);
    });
    if (shared_.stopping) stream_->close();
    if (!open_stream(shared_, incident, [&] { on_open(stream_); })) return close();
    read();
}

/// Sends what is queued on the stream, unless something is on its way.
void Connection::pump() {
    if (stage_ != Stage::streaming || !sending_.empty()) return;
    sending_ = stream_->take();
    if (sending_.empty()) {
        if (!stream_->is_open()) linger();
        return;
    }
    std::vector<asio::const_buffer> buffers;
    buffers.reserve(sending_.size());
    for (const auto& payload : sending_) buffers.push_back(asio::buffer(*payload));
    write(std::move(buffers));
}

// Time and end.

void Connection::on_tick(TimePoint now) {
    switch (stage_) {
        case Stage::body:
            if (body_is_too_slow(now)) reject(timed_out);
            return;
        case Stage::head:
            if (now > deadline_) reject(timed_out);
            return;
        case Stage::streaming:
            if (!sending_.empty() && now > deadline_) return close();
            if (now < keep_alive_at_) return;
            keep_alive_at_ = now + limits_.stream_keep_alive;
            stream_->send(keep_alive_comment());
            return;
        case Stage::idle:
        case Stage::writing:
        case Stage::lingering:
            if (now > deadline_) close();
            return;
        case Stage::working:
        case Stage::closed: return;
    }
}

void Connection::drain() {
    if (stage_ == Stage::streaming) return stream_->close();
    if (stage_ != Stage::idle && stage_ != Stage::lingering) return;
    // A connection that was just made may bring a request yet; an old one only if it has come.
    const bool old = stage_ == Stage::idle && !fresh_ && inbox_.empty();
    error_code ignored;
    if (old && socket_.available(ignored) == 0) return close();
    constexpr milliseconds grace{250};
    deadline_ = std::min(deadline_, steady_clock::now() + grace);
}

void Connection::close() {
    if (stage_ == Stage::closed) return;
    const auto self = shared_from_this();
    stage_ = Stage::closed;
    error_code ignored;
    socket_.close(ignored);
    if (stream_) stream_->end();
    stream_place_.reset();
    if (admitted_) shared_.leave(peer_);
    engine_.remove(place_);
}

} // namespace

Loop::Engine::Engine(Shared& all) : shared(all) {
    const auto& limits = shared.options.limits;
    const auto shortest = std::min(
        {limits.header_timeout,
         limits.body_grace,
         limits.idle_timeout,
         limits.write_stall_timeout,
         limits.linger_timeout,
         limits.stream_keep_alive}
    );
    tick_length = std::clamp(shortest / 4, milliseconds{5}, milliseconds{500});
    arm_tick();
    thread = std::thread([this] { context.run(); });
}

Loop::Engine::~Engine() {
    context.stop();
    thread.join();
}

/// One timer for all connections, instead of one each that moves with every request.
void Loop::Engine::arm_tick() {
    ticker.expires_after(tick_length);
    ticker.async_wait([this](const error_code& error) {
        if (error) return;
        tick();
        arm_tick();
    });
}

void Loop::Engine::tick() {
    const auto now = steady_clock::now();
    for (auto next = connections.begin(); next != connections.end();) {
        const auto connection = *next++; // it may remove itself
        connection->on_tick(now);
    }
}

void Loop::Engine::wake_later(std::weak_ptr<Connection> connection) {
    {
        const std::scoped_lock lock(mutex);
        woken.push_back(std::move(connection));
        if (woken.size() > 1) return;
    }
    asio::post(context, [this] {
        const auto at = flushed_at + shared.options.limits.stream_flush_delay;
        if (steady_clock::now() >= at) return flush_streams();
        flusher.expires_at(at);
        flusher.async_wait([this](const error_code& error) {
            if (!error) flush_streams();
        });
    });
}

void Loop::Engine::flush_streams() {
    flushed_at = steady_clock::now();
    std::vector<std::weak_ptr<Connection>> streams;
    {
        const std::scoped_lock lock(mutex);
        streams.swap(woken);
    }
    for (const auto& stream : streams)
        if (const auto connection = stream.lock()) connection->pump();
}

void Loop::Engine::adopt(int descriptor, const Address& peer) {
    tcp::socket socket(context);
    error_code error;
    socket.assign(peer.is_ipv4() ? tcp::v4() : tcp::v6(), descriptor, error);
    if (error) {
        ::close(descriptor);
        shared.leave(peer);
        return change_count(-1);
    }
    connections.push_back(std::make_shared<Connection>(*this, std::move(socket), peer));
    connections.back()->start(std::prev(connections.end()));
}

void Loop::Engine::remove(Connections::iterator place) {
    connections.erase(place);
    change_count(-1);
}

void Loop::Engine::change_count(int by) {
    const std::scoped_lock lock(mutex);
    count += static_cast<std::size_t>(by);
    if (count == 0) emptied.notify_all();
}

Loop::Loop(Shared& shared) : engine_(std::make_unique<Engine>(shared)) {}

Loop::~Loop() = default;

void Loop::adopt(int descriptor, const Address& peer) {
    engine_->change_count(1);
    asio::post(engine_->context, [engine = engine_.get(), descriptor, peer] {
        engine->adopt(descriptor, peer);
    });
}

void Loop::drain() {
    asio::post(engine_->context, [engine = engine_.get()] {
        for (auto next = engine->connections.begin(); next != engine->connections.end();)
            (*next++)->drain();
    });
}

bool Loop::wait_until_empty(TimePoint deadline) {
    std::unique_lock lock(engine_->mutex);
    return engine_->emptied.wait_until(lock, deadline, [this] { return engine_->count == 0; });
}

void Loop::cut() {
    asio::post(engine_->context, [engine = engine_.get()] {
        while (!engine->connections.empty()) engine->connections.front()->close();
    });
    std::unique_lock lock(engine_->mutex);
    engine_->emptied.wait(lock, [this] { return engine_->count == 0; });
}

} // namespace heed::http
