// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/request.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace heed::http {

/// The value of `name` in e.g. `form-data; name="file"; filename="a.png"`, quotes undone.
std::optional<std::string> header_parameter(std::string_view value, std::string_view name);

/// What a sender may call a file: the last part of a path, well-formed UTF-8 without control
/// characters, at most 255 bytes; `file` when nothing is left.
std::string safe_filename(std::string_view name);

/// Reads a multipart/form-data body as it arrives. Fields are kept in memory, files go to disk
/// under names of our own, so memory stays bounded whatever the size.
class MultipartReader {
public:
    /// Refuses a content type without a usable boundary.
    static Result<MultipartReader>
    open(std::string_view content_type, const Limits& limits, std::filesystem::path folder);

    MultipartReader(MultipartReader&&) noexcept;
    MultipartReader& operator=(MultipartReader&&) noexcept;
    ~MultipartReader();

    /// Takes the next bytes of the body. Throws StorageFault when the disk refuses.
    Result<void> feed(std::string_view bytes);

    /// To be called after the last byte: moves fields and files into `request`.
    Result<void> finish(Request& request);

private:
    struct State;
    explicit MultipartReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Deletes what an earlier, killed run left in the upload folder; makes the folder.
void prepare_upload_folder(const std::filesystem::path& folder);

} // namespace heed::http
