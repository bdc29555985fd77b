// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <mutex>
#include <shared_mutex>
#include <utility>

namespace heed::db {

/// Holds what somebody asked to be called for. Once `set` has returned, the hook from before is no
/// longer running and will not run again, so its owner may go.
template <class Hook>
class HookSlot {
public:
    void set(Hook hook) {
        const std::unique_lock lock(mutex_);
        hook_ = std::move(hook);
    }

    template <class... Args>
    void call(Args&&... args) const {
        const std::shared_lock lock(mutex_);
        if (hook_) hook_(std::forward<Args>(args)...);
    }

private:
    mutable std::shared_mutex mutex_;
    Hook hook_;
};

} // namespace heed::db
