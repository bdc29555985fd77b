// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/event_stream.hpp"

namespace heed::http {

namespace {

const EventStream::Payload& reset_event() {
    static const auto event = std::make_shared<const std::string>("event: reset\ndata: {}\n\n");
    return event;
}

} // namespace

bool EventStream::send(std::string_view event_text) {
    return send(std::make_shared<const std::string>(event_text));
}

bool EventStream::send(Payload event_text) {
    const std::scoped_lock lock(mutex_);
    if (!open_) return false;
    if (reset_queued_) return true; // the client will ask for everything
    if (queued_bytes_ + event_text->size() > queued_bytes_max) {
        queue_.clear();
        event_text = reset_event();
        queued_bytes_ = 0;
        reset_queued_ = true;
    }
    push(std::move(event_text));
    return true;
}

bool EventStream::offer(std::string_view event_text) {
    const std::scoped_lock lock(mutex_);
    if (!open_) return true;
    // An empty queue takes any text: one that never fits would wait for ever.
    const bool is_full = queued_bytes_ + event_text.size() > queued_bytes_max;
    if (reset_queued_ || (is_full && !queue_.empty())) return false;
    push(std::make_shared<const std::string>(event_text));
    return true;
}

bool EventStream::has_room() const {
    const std::scoped_lock lock(mutex_);
    return !reset_queued_ && queued_bytes_ <= queued_bytes_max / 2;
}

/// With the lock held.
void EventStream::push(Payload event_text) {
    queued_bytes_ += event_text->size();
    queue_.push_back(std::move(event_text));
    if (queue_.size() == 1 && wake_) wake_();
}

void EventStream::keep_alive() {
    static const auto comment = std::make_shared<const std::string>(": keep-alive\n\n");
    send(comment);
}

void EventStream::close() {
    const std::scoped_lock lock(mutex_);
    if (!open_) return;
    open_ = false;
    if (queue_.empty() && wake_) wake_();
}

bool EventStream::is_open() const {
    const std::scoped_lock lock(mutex_);
    return open_;
}

void EventStream::on_close(std::function<void()> hook) {
    {
        const std::scoped_lock lock(mutex_);
        if (!ended_) {
            on_close_ = std::move(hook);
            return;
        }
    }
    hook();
}

std::vector<EventStream::Payload> EventStream::take() {
    const std::scoped_lock lock(mutex_);
    queued_bytes_ = 0;
    reset_queued_ = false;
    return std::exchange(queue_, {});
}

void EventStream::end() {
    std::function<void()> hook;
    {
        const std::scoped_lock lock(mutex_);
        open_ = false;
        ended_ = true;
        queue_ = {};
        wake_ = {};
        hook = std::exchange(on_close_, {});
    }
    if (hook) hook();
}

} // namespace heed::http
