// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace heed {

/// A file carried inside the binary (cmake/embed.cmake). Lives as long as the program.
struct EmbeddedFile {
    std::string_view path; // relative, with forward slashes
    std::string_view content;
    std::string_view sha256; // hexadecimal; serves as ETag
};

} // namespace heed
