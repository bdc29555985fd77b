// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/embedded.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace heed::app {

/// How a file of the web apps travels.
struct WebFile {
    const EmbeddedFile* file = nullptr;
    std::string_view encoding = {}; // for `Content-Encoding`; empty: as it is
};

/// The smallest form of `path` that a browser takes which sent `accepted` as `Accept-Encoding`:
/// `x.js.br`, `x.js.gz`, else `x.js` itself. Nothing where there is no such file.
std::optional<WebFile> find_web_file(
    std::span<const EmbeddedFile> files, std::string_view path, std::string_view accepted
);

} // namespace heed::app
