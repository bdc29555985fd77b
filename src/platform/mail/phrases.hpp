// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed::mail {

/// "On … wrote:" and its kin in one line, in about thirty languages.
bool is_attribution(std::string_view line);

/// The same without a date, as "On Sunday, Lena wrote:" or "Lena schrieb:". People write such
/// lines themselves: it is one only right above a quote, or where nothing follows it.
bool is_undated_attribution(std::string_view line);

/// True when a line may be the first of an attribution that goes on in the next lines.
bool may_begin_attribution(std::string_view line);

/// "-----Original Message-----", "---- Ursprüngliche Nachricht ----", "________", …
bool is_original_mark(std::string_view line);

/// "---------- Forwarded message ---------", "Begin forwarded message:", …
bool is_forward_mark(std::string_view line);

/// "From: …" as it begins the header block that Outlook puts above a quoted letter.
bool is_from_line(std::string_view line);

/// "Sent: …", "To: …", "Subject: …", "Date: …" of such a block.
bool is_header_line(std::string_view line);

/// "Sent from my iPhone" and its kin.
bool is_device_line(std::string_view line);

} // namespace heed::mail
