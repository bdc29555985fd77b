// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/transfer/wire.hpp"
#include "kernel/result.hpp"
#include "platform/json/decode.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace heed::transfer {

inline constexpr const char* manifest_file = "desk.json";
inline constexpr const char* organisations_file = "organisations.jsonl";
inline constexpr const char* people_file = "people.jsonl";
inline constexpr const char* tickets_file = "tickets.jsonl";
inline constexpr const char* links_file = "links.jsonl";
inline constexpr const char* files_folder = "files";

/// One line of a file: a whole request with its texts.
inline constexpr std::size_t line_bytes_max = std::size_t{64} << 20U;

/// Refuses `not_an_export` with what is missing or of another version.
Result<wire::Manifest> manifest_of(const std::filesystem::path& folder);

/// The lines of a file that are not empty; a file that is not there has none.
class Lines {
public:
    explicit Lines(const std::filesystem::path& file);

    /// False at the end. Refuses a line that is longer than `line_bytes_max`.
    Result<bool> next(std::string& line);

    /// `tickets.jsonl, line 12`.
    [[nodiscard]] std::string place() const;

private:
    std::string name_;
    std::ifstream stream_;
    std::int64_t number_ = 0;
};

/// What is wrong with a line, and with which of its fields.
std::string problem_at(const Lines& lines, const Error& error);

} // namespace heed::transfer
