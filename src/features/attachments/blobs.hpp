// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/files/blob_files.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace heed::attachments {

inline constexpr std::uint64_t row_bytes_max = std::uint64_t{64} * 1024;

/// Bytes that are ready to be referred to: durable as a file already, or small enough to travel
/// in the row that the same transaction writes.
struct ReadyBlob {
    std::string sha256;
    std::int64_t size = 0;
    std::optional<db::Bytes> content = {}; // small ones
};

/// Makes bytes ready. Runs before the write job: no disk is touched on the writer.
ReadyBlob make_ready(files::BlobFiles& files, std::string_view bytes);
ReadyBlob make_ready_file(files::BlobFiles& files, const std::filesystem::path& source);

/// The same for what surely fits a row: `row_bytes_max` at most.
ReadyBlob make_ready_row(std::string bytes);

/// Names the blob in this transaction; the same bytes are kept once.
void save_blob(db::Transaction& tx, const ReadyBlob& blob, Instant now);

/// Keeps a blob that no attachment uses, e.g. an original letter; `holder` names the row.
void hold_blob(db::Transaction& tx, std::string_view sha256, std::string_view holder);

/// All bytes of a blob. Refuses as not_found when row or file is missing.
Result<std::string>
read_blob(db::Transaction& tx, files::BlobFiles& files, std::string_view sha256);

} // namespace heed::attachments
