// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/config/config.hpp"

#include <optional>
#include <span>
#include <variant>

namespace heed::config {

/// Where a setting is kept; its type says how it is written.
using Slot = std::variant<
    std::string*,
    std::filesystem::path*,
    bool*,
    std::int64_t*,
    std::chrono::seconds*,
    Bytes*,
    std::vector<std::string>*,
    LogFormat*,
    log::Level*>;

/// Says what is wrong with a value, as the end of a sentence; nothing when it is good.
using Flaw = std::optional<std::string>;

struct Setting {
    std::string_view name;
    std::string_view meaning;
    Slot (*slot)(Config&);
    Flaw (*check)(const Config&);
    bool is_secret = false;
};

std::span<const Setting> settings();
const Setting* find_setting(std::string_view name);

/// The known name closest to a misspelt one; empty when none is close.
std::string_view nearest_setting(std::string_view name);

/// `HEED_LOG_LEVEL` for `log.level`.
std::string variable_of(std::string_view setting);

/// Reads a value as written in a variable or flag; lists are separated by commas.
Flaw assign(Slot slot, std::string_view text);
Flaw assign(Slot slot, bool value);
Flaw assign(Slot slot, std::int64_t value);
Flaw assign(Slot slot, std::vector<std::string> values);

/// As `assign` reads it.
std::string text_of(Slot slot);

} // namespace heed::config
