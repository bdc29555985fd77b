// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"
#include "platform/mail/mime_tree.hpp"

namespace heed::mail {

/// Fills text, html and attachments of the letter from its parts, which are used up. False when
/// no part is a body, not even an empty one.
bool read_body(Letter& letter, MimePart&& tree, const LetterLimits& limits);

/// Undoes format=flowed (RFC 3676): soft-broken lines become one line again.
std::string unflowed(std::string_view text, bool delete_space);

/// A safe name for an attachment: from its headers, else from what it is; no path, no control
/// or direction marks, at most 180 bytes.
std::string attachment_name(const MimePart& part);

/// What a delivery status notification says, if the parts hold one.
std::optional<DeliveryReport> read_report(const MimePart& tree);

} // namespace heed::mail
