// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/power_cut/recording.hpp"

namespace heed::tests {

void Recording::add(Operation operation) {
    const std::scoped_lock lock(mutex_);
    if (!ended_) operations_.push_back(std::move(operation));
}

int Recording::new_file() {
    const std::scoped_lock lock(mutex_);
    return files_++;
}

std::size_t Recording::place() {
    const std::scoped_lock lock(mutex_);
    return operations_.size();
}

std::string Recording::path_of(const std::filesystem::path& path) const {
    auto relative = path.lexically_relative(root_).string();
    return relative.starts_with("..") ? std::string() : relative;
}

void Recording::end() {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
}

} // namespace heed::tests
