// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace heed::live {

/// Counts the streams that each visitor holds open, so that one visitor cannot take all there
/// are. Safe from any thread; seats may outlive it.
class Seats {
public:
    /// Given back when its last copy goes.
    using Seat = std::shared_ptr<const std::string>;

    /// 0: as many as anybody likes.
    explicit Seats(std::size_t per_visitor_max) : max_(per_visitor_max) {}

    /// Refuses with 429 `too_many_streams` when `visitor` holds as many as are allowed.
    Result<Seat> take(const std::string& visitor);

private:
    struct Taken {
        std::mutex mutex;
        std::map<std::string, std::size_t> by_visitor;
    };

    std::size_t max_;
    // Shared with every seat: a stream may close after the server's parts are gone.
    std::shared_ptr<Taken> taken_ = std::make_shared<Taken>();
};

} // namespace heed::live
