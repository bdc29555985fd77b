// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/asking.hpp"
#include "platform/desk/desk.hpp"
#include "platform/http/request.hpp"

#include <string>
#include <string_view>

namespace heed::portal {

/// A field as it was typed: line ends are "\n", without blanks around it. Empty when it is missing
/// or came twice.
std::string typed(const http::Request& request, std::string_view name);
/// The same on one line.
std::string typed_line(const http::Request& request, std::string_view name);

FilesSent files_sent(const http::Request& request);

/// Puts the files of a checked form where they stay. Runs before the write.
std::vector<attachments::NewAttachment> ready_files(Desk& desk, const http::Request& request);

/// `desk.run` for a form whose button may be pressed twice: the same page with the same words and
/// files is taken once, and the second press is answered as the first was, also while that one is
/// still at work.
Result<Outcome> run_once(Desk& desk, http::Request& request, const Desk::Command& command);

} // namespace heed::portal
