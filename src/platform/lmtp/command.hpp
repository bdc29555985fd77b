// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace heed::lmtp {

/// A line of a session: its verb in capitals and what follows.
struct Command {
    std::string verb;
    std::string_view rest;
};

Command command_of(std::string_view line);

/// `FROM:<ana@example.org> SIZE=512 BODY=8BITMIME`, read.
struct Path {
    std::string address; // without brackets and routes; empty for `<>`
    std::map<std::string, std::string> parameters;
};

/// Nothing when it is not of that form. `word` is FROM or TO.
std::optional<Path> path_of(std::string_view rest, std::string_view word);

/// Bytes that a header line cannot carry as they are would come from no mail server.
bool is_plain(std::string_view address);

} // namespace heed::lmtp
