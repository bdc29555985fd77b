// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace heed::config {

struct FileSetting {
    std::string name; // `log.level`
    std::uint32_t line;
    std::variant<std::string, bool, std::int64_t, std::vector<std::string>> value;
};

/// The settings of a TOML file in its order; none when there is no file. What is no TOML, or of
/// a type that no setting has, is refused naming the line.
Result<std::vector<FileSetting>> read_file(const std::filesystem::path& file);

} // namespace heed::config
