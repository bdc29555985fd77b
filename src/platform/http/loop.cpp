// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/loop.hpp"

#include "platform/http/connection.hpp"
#include "platform/http/link.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <mutex>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <thread>

namespace heed::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using TimePoint = steady_clock::time_point;

class SocketLink final : public Link {
public:
    SocketLink(asio::io_context& context, Connection& connection)
        : connection_(connection), socket_(context) {}

    void open(int descriptor, const IpAddress& peer, milliseconds dead_after) {
        error_code ignored; // what goes wrong here is heard at the first read
        socket_.assign(peer.is_ipv4() ? tcp::v4() : tcp::v6(), descriptor, ignored);
        socket_.non_blocking(true, ignored);
        socket_.set_option(tcp::no_delay(true), ignored);
        const auto patience = static_cast<unsigned>(dead_after.count());
        setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
    }

    void read(std::span<char> room) override {
        socket_.async_read_some(
            asio::buffer(room.data(), room.size()),
            [connection =
                 connection_.shared_from_this()](const error_code& error, std::size_t bytes) {
                connection->on_read(error ? std::nullopt : std::optional(bytes));
            }
        );
    }

    std::optional<std::size_t> write_some(std::span<const std::string_view> pieces) override;

    void wait_until_writable() override {
        socket_.async_wait(
            tcp::socket::wait_write,
            [connection = connection_.shared_from_this()](const error_code& error) {
                connection->on_writable(error.failed());
            }
        );
    }

    bool has_input() override {
        error_code ignored;
        return socket_.available(ignored) > 0;
    }

    void keep_send_buffer_small() override {
        constexpr int bytes = 64 * 1024;
        error_code ignored;
        socket_.set_option(asio::socket_base::send_buffer_size(bytes), ignored);
    }

    void shut_down_sending() override {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    }

    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }

private:
    Connection& connection_;
    tcp::socket socket_;
};

std::optional<std::size_t> SocketLink::write_some(std::span<const std::string_view> pieces) {
    std::array<asio::const_buffer, 64> parts; // as many as the system takes in one call
    const auto count = std::min(pieces.size(), parts.size());
    for (std::size_t index = 0; index < count; ++index) parts[index] = asio::buffer(pieces[index]);
    error_code error;
    const auto sent = socket_.write_some(std::span(parts.data(), count), error);
    if (error == asio::error::would_block) return 0;
    if (error) return std::nullopt;
    return sent;
}

} // namespace

struct Loop::Engine final : ConnectionOwner {
    explicit Engine(Shared& all);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine() override;

    void resume_later(std::shared_ptr<Connection> connection) override;
    void pump_later(std::weak_ptr<Connection> connection) override;
    void remove(Connections::iterator place) override;

    void arm_tick();
    void tick();
    void pump_all();
    void adopt(int descriptor, const IpAddress& peer);
    void change_count(int by);

    Shared& shared;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    asio::steady_timer ticker{context};
    asio::steady_timer pumping{context};
    milliseconds tick_length;
    TimePoint pumped_at = {};
    Connections connections;

    std::mutex mutex; // guards what follows
    std::condition_variable emptied;
    std::size_t count = 0;
    std::vector<std::weak_ptr<Connection>> to_pump;

    std::thread thread;
};

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

void Loop::Engine::pump_later(std::weak_ptr<Connection> connection) {
    {
        const std::scoped_lock lock(mutex);
        to_pump.push_back(std::move(connection));
        if (to_pump.size() > 1) return;
    }
    asio::post(context, [this] {
        const auto at = pumped_at + shared.options.limits.stream_flush_delay;
        if (steady_clock::now() >= at) return pump_all();
        pumping.expires_at(at);
        pumping.async_wait([this](const error_code& error) {
            if (!error) pump_all();
        });
    });
}

void Loop::Engine::pump_all() {
    pumped_at = steady_clock::now();
    std::vector<std::weak_ptr<Connection>> streams;
    {
        const std::scoped_lock lock(mutex);
        streams.swap(to_pump);
    }
    for (const auto& stream : streams)
        if (const auto connection = stream.lock()) connection->pump();
}

void Loop::Engine::adopt(int descriptor, const IpAddress& peer) {
    connections.push_back(std::make_shared<Connection>(*this, shared, peer));
    auto& connection = *connections.back();
    auto link = std::make_unique<SocketLink>(context, connection);
    link->open(descriptor, peer, shared.options.limits.dead_peer_timeout);
    connection.start(std::move(link), std::prev(connections.end()));
}

void Loop::Engine::resume_later(std::shared_ptr<Connection> connection) {
    asio::post(context, [connection = std::move(connection)] { connection->resume(); });
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

void Loop::adopt(int descriptor, const IpAddress& peer) {
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
