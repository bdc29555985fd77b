// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/connection.hpp"

#include "kernel/fault.hpp"

#include <algorithm>
#include <utility>

namespace heed::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t small_inbox = std::size_t{4} * 1024;
constexpr std::size_t large_inbox = std::size_t{64} * 1024;
constexpr std::size_t stream_inbox = 64;

constexpr Rejection timed_out = {
    .status = 408, .code = "request_timeout", .detail = "The request came too slowly."
};

} // namespace

Connection::Connection(ConnectionOwner& owner, Shared& shared, const IpAddress& peer)
    : owner_(owner), shared_(shared), limits_(shared.options.limits), peer_(peer) {}

void Connection::start(std::unique_ptr<Link> link, Connections::iterator place) {
    link_ = std::move(link);
    place_ = place;
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
    link_->read(inbox_.room(capacity));
}

void Connection::on_read(std::optional<std::size_t> bytes) {
    reading_ = false;
    switch (stage_) {
        case Stage::idle:
        case Stage::head:
        case Stage::body:
            if (!bytes) return close();
            inbox_.commit(*bytes);
            return advance();
        case Stage::streaming:
        case Stage::lingering: return bytes ? read() : close();
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
    if (exchange_->answer()) return begin_writing(); // the hook refused
    if (parser().stage() == MessageParser::Stage::done) return dispatch();
    exchange_->open_body();
    if (exchange_->answer()) return begin_writing();
    stage_ = Stage::body;
    deadline_ = steady_clock::now() + limits_.body_grace;
    if (parser().expects_continue() && inbox_.empty()) {
        static constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";
        // Nothing else is on its way to the peer, so these few bytes fit the system's buffer.
        if (link_->write_some({&go_ahead, 1}) != go_ahead.size()) return close();
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
    exchange_->account_body();
    if (exchange_->answer()) {
        begin_writing();
        return false;
    }
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
    if (exchange_->answer()) return begin_writing(); // the part was refused
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
    then_ = then;
    auto job = [self = shared_from_this(), work](WorkerPool::Turn turn) {
        if (turn == WorkerPool::Turn::in_time) return self->run_job(work);
        self->run_job(&Exchange::refuse_late);
    };
    if (shared_.pool(exchange_->route().lane).submit(std::move(job))) return;
    exchange_->refuse_full();
    begin_writing();
}

/// As `submit`, for the next step of what a worker has already begun.
void Connection::go_on(Work work, Step then) {
    stage_ = Stage::working;
    then_ = then;
    shared_.pool(exchange_->route().lane)
        .go_on([self = shared_from_this(), work](WorkerPool::Turn) { self->run_job(work); });
}

void Connection::run_job(Work work) {
    if (!shared_.cut_off) ((*exchange_).*work)();
    owner_.resume_later(shared_from_this());
}

void Connection::resume() {
    if (stage_ == Stage::closed) return;
    if (then_) return (this->*then_)();
    if (exchange_->answer()) return begin_writing();
    close(); // cut off
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
    HEED_FAULT("answer_begun");
    write({answer.head, answer.body, answer.static_body});
    HEED_FAULT("answer_written");
}

void Connection::write(std::vector<std::string_view> pieces) {
    out_ = std::move(pieces);
    deadline_ = steady_clock::now() + limits_.write_stall_timeout;
    flush();
}

void Connection::flush() {
    auto next = out_.begin();
    while (next != out_.end()) {
        const auto taken = link_->write_some({next, out_.end()});
        if (!taken) return close();
        auto left = *taken;
        while (next != out_.end() && left >= next->size()) left -= (next++)->size();
        if (next == out_.end()) break;
        next->remove_prefix(left);
        if (*taken > 0) {
            deadline_ = steady_clock::now() + limits_.write_stall_timeout;
            continue;
        }
        out_.erase(out_.begin(), next);
        return link_->wait_until_writable();
    }
    out_.clear();
    written();
}

void Connection::on_writable(bool failed) {
    if (stage_ == Stage::closed) return;
    if (failed) return close();
    flush();
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
    then_ = &Connection::send_file_part;
    shared_.read_workers.go_on([self = shared_from_this()](WorkerPool::Turn) {
        self->file_part_ = self->exchange_->answer()->file.next();
        self->owner_.resume_later(self);
    });
}

void Connection::send_file_part() {
    if (file_part_.empty()) return close(); // the file has become shorter than we said
    stage_ = Stage::writing;
    write({file_part_});
}

void Connection::next_request() {
    exchange_.reset();
    file_part_ = {};
    if (!reading_) inbox_.shrink(small_inbox);
    stage_ = Stage::idle;
    deadline_ = steady_clock::now() + limits_.idle_timeout;
    if (shared_.stopping) drain();
    if (stage_ == Stage::idle) advance();
}

/// Closes without tearing down what was just sent: a peer that still sends would get a reset and
/// never see the answer.
void Connection::linger() {
    if (stream_) stream_->end();
    link_->shut_down_sending();
    stage_ = Stage::lingering;
    deadline_ = steady_clock::now() + limits_.linger_timeout;
    if (shared_.stopping) drain();
    // Who was refused for being slow may still be read: those bytes have their place here.
    if (!reading_) inbox_.release();
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
    if (!reading_) inbox_.release();
    out_ = {};

    link_->keep_send_buffer_small();
    stage_ = Stage::streaming;
    keep_alive_at_ = steady_clock::now() + limits_.stream_keep_alive;
    stream_ = std::make_shared<EventStream>([&owner = owner_, self = weak_from_this()] {
        owner.pump_later(self);
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
    std::vector<std::string_view> pieces;
    pieces.reserve(sending_.size());
    for (const auto& payload : sending_) pieces.emplace_back(*payload);
    write(std::move(pieces));
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
            stream_->keep_alive();
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
    if (old && !link_->has_input()) return close();
    // A proxy on a busy machine takes a while from the connection to the first byte.
    constexpr milliseconds grace{1000};
    deadline_ = std::min(deadline_, steady_clock::now() + grace);
}

void Connection::close() {
    if (stage_ == Stage::closed) return;
    const auto self = shared_from_this();
    if (stage_ == Stage::writing) exchange_->report(); // it was done, though not heard
    stage_ = Stage::closed;
    link_->close();
    if (stream_) stream_->end();
    stream_place_.reset();
    if (admitted_) shared_.leave(peer_);
    owner_.remove(place_);
}

} // namespace heed::http
