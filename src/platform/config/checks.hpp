// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/config/settings.hpp"

namespace heed::config {

// What a setting must keep to beyond its type.

Flaw no_check(const Config& config);
Flaw check_listen(std::string_view text);
Flaw check_optional_listen(std::string_view text);
/// An address and port, a socket file by its whole path, or empty.
Flaw check_letter_door(std::string_view text);
Flaw check_base_url(const Config& config);
Flaw check_networks(const std::vector<std::string>& texts);
Flaw check_outbound(const std::vector<std::string>& texts);
Flaw check_web_root(const std::filesystem::path& folder);
Flaw check_key_file(const std::filesystem::path& file);
Flaw check_database(std::string_view text);
Flaw check_bucket(const Config& config);
/// https, or http at this machine or with `insecure`.
Flaw check_files_endpoint(const Config& config);
/// What needs no quoting in the name of an object: small letters, digits, `-`, `_` and `.`.
Flaw check_key_part(std::string_view text);
/// Must be there when there is a bucket.
Flaw check_with_bucket(const Config& config, std::string_view text);
Flaw check_ca_file(const std::filesystem::path& file);
Flaw check_token(std::string_view text);
Flaw check_range(std::int64_t value, std::int64_t min, std::int64_t max);
Flaw check_bytes(Bytes value, Bytes min, Bytes max);
Flaw check_session(std::chrono::seconds value);
Flaw check_backup_every(std::chrono::seconds value);

/// Both in their range, and the first no longer than the second, which is the setting `longest`.
Flaw check_idle(
    std::chrono::seconds idle, std::chrono::seconds longest_value, std::string_view longest
);

} // namespace heed::config
