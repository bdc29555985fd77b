// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/seats.hpp"

#include "kernel/format.hpp"
#include "platform/http/problem.hpp"

namespace heed::live {

Result<Seats::Seat> Seats::take(const std::string& visitor) {
    constexpr int seconds = 30;
    if (max_ == 0) return std::make_shared<const std::string>(visitor);
    const std::scoped_lock lock(taken_->mutex);
    auto& count = taken_->by_visitor[visitor];
    if (count >= max_) {
        return std::unexpected(http::retry_later(
            Refusal::too_many,
            "too_many_streams",
            fmt::format("You have {} live streams open already. Close some of them first.", count),
            seconds
        ));
    }
    ++count;
    const auto give_back = [taken = taken_](const std::string* name) {
        {
            const std::scoped_lock giving(taken->mutex);
            const auto found = taken->by_visitor.find(*name);
            if (--found->second == 0) taken->by_visitor.erase(found);
        }
        delete name;
    };
    return Seat(new std::string(visitor), give_back);
}

} // namespace heed::live
