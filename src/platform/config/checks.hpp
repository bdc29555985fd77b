// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/config/settings.hpp"

namespace heed::config {

// What a setting must keep to beyond its type.

Flaw no_check(const Config& config);
Flaw check_listen(std::string_view text);
Flaw check_optional_listen(std::string_view text);
Flaw check_base_url(const Config& config);
Flaw check_networks(const std::vector<std::string>& texts);
Flaw check_database(std::string_view text);
Flaw check_token(std::string_view text);
Flaw check_range(std::int64_t value, std::int64_t min, std::int64_t max);
Flaw check_bytes(Bytes value, Bytes min, Bytes max);
Flaw check_session(std::chrono::seconds value);

} // namespace heed::config
