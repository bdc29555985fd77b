// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/file_place.hpp"

namespace heed::app {

std::unique_ptr<bucket::BucketPlace>
file_place(const config::Config& config, files::Disk& disk, bucket::Patience patience) {
    if (config.files.bucket.empty()) return nullptr;
    return std::make_unique<bucket::BucketPlace>(
        bucket::Account{
            .endpoint = config.files.endpoint,
            .region = config.files.region,
            .bucket = config.files.bucket,
            .key_id = config.files.key_id,
            .secret = config.files.secret,
            .ca_file = config.files.ca_file.string(),
        },
        patience,
        bucket::BucketPlace::Settings{
            .prefix = config.files.prefix, .folder = config.data / "files"
        },
        disk
    );
}

} // namespace heed::app
