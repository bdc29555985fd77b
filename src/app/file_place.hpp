// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/bucket/bucket_place.hpp"
#include "platform/config/config.hpp"

#include <memory>

namespace heed::app {

/// The bucket of the configuration; nothing when attachments lie in the data folder.
std::unique_ptr<bucket::BucketPlace>
file_place(const config::Config& config, files::Disk& disk, bucket::Patience patience = {});

} // namespace heed::app
