// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/temporary_file.hpp"

#include <system_error>

namespace heed::http {

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
}

TemporaryFile::~TemporaryFile() {
    std::error_code ignored; // leftovers are cleared at the next start
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

} // namespace heed::http
