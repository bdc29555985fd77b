// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heed::archive {

/// A zip file that any system opens, for people. Its files are stored as they are, with names in
/// UTF-8 and without a time, so the same content gives the same bytes. Under 4 GiB, 65,535 files.
class Zip {
public:
    void add(std::string_view name, std::string_view bytes);

    /// The whole file; nothing can be added any more.
    std::string finish();

private:
    std::string body_;
    std::string directory_;
    std::uint16_t count_ = 0;
};

} // namespace heed::archive
