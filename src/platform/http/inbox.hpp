// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace heed::http {

/// Bytes that have arrived and are not yet understood. Owns nothing while unused, so that an
/// open stream costs no buffer.
class Inbox {
public:
    [[nodiscard]] std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }

    [[nodiscard]] bool empty() const { return begin_ == end_; }

    [[nodiscard]] std::size_t size() const { return end_ - begin_; }

    void consume(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    /// Room for at least half of `capacity` more bytes.
    std::span<char> room(std::size_t capacity) {
        const auto wanted = size() + capacity / 2;
        if (capacity_ - end_ < capacity / 2 || capacity_ < capacity)
            move_to(std::max(capacity, wanted));
        return {bytes_.get() + end_, capacity_ - end_};
    }

    void commit(std::size_t count) { end_ += count; }

    void release() {
        bytes_.reset();
        capacity_ = begin_ = end_ = 0;
    }

    /// Gives a buffer larger than `capacity` back, when nothing is in it.
    void shrink(std::size_t capacity) {
        if (empty() && capacity_ > capacity) release();
    }

private:
    void move_to(std::size_t capacity) {
        if (capacity_ >= capacity) {
            std::memmove(bytes_.get(), bytes_.get() + begin_, size());
        } else {
            auto larger = std::make_unique_for_overwrite<char[]>(capacity);
            std::ranges::copy(view(), larger.get());
            bytes_ = std::move(larger);
            capacity_ = capacity;
        }
        end_ = size();
        begin_ = 0;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

} // namespace heed::http
