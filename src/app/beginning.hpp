// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/config/config.hpp"

#include <functional>
#include <mutex>
#include <string>

namespace heed::app {

/// With what a desk begins that somebody asked to begin anew.
enum class Beginning { none, empty, demo };

/// What a request asks of whoever serves, to be done when the server has stopped: nobody may be
/// inside a desk that is taken away.
class NextBeginning {
public:
    struct Wish {
        Beginning what = Beginning::none;
        std::string secret = {}; // of a demo its administrator's password, else the setup token
    };

    /// `stop` ends the server, which first finishes what it has accepted.
    explicit NextBeginning(std::function<void()> stop) : stop_(std::move(stop)) {}

    /// Refuses `begins_anew` when somebody asked before.
    Result<> ask(Wish wish);

    [[nodiscard]] Wish asked() const;

private:
    mutable std::mutex mutex_;
    Wish wish_ = {};
    std::function<void()> stop_;
};

/// Takes away all that the desk holds and begins it as wished; key, configuration and backups stay.
/// Nobody may have the desk open. A note in the data folder says that it goes on, so that what is
/// cut off is finished as an empty desk by `finish_beginning`.
Result<> begin_anew(const config::Config& config, const NextBeginning::Wish& wish);

/// Before a desk is opened: empties one whose new beginning was cut off.
void finish_beginning(const config::Config& config);

} // namespace heed::app
