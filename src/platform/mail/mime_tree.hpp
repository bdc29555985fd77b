// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/header_block.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/letter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

/// A part of a letter with its transfer encoding undone.
struct MimePart {
    enum class Kind { leaf, multipart, letter };

    Kind kind = Kind::leaf;
    ParameterValue content_type; // `text/plain` when missing or unreadable
    ParameterValue disposition;
    std::string content_id;
    std::string content_location;
    std::string hidden_charset;     // named somewhere else than in its own parameter
    std::string subject;            // of a nested letter
    std::string content;            // a leaf's bytes; a nested letter as bytes
    std::vector<MimePart> children; // of a multipart

    [[nodiscard]] bool is_type(std::string_view type) const { return content_type.value == type; }

    [[nodiscard]] bool is_text() const { return content_type.value.starts_with("text/"); }
};

/// Cuts the body of a letter into parts within the limits. A multipart in which no part is found
/// becomes a text part of what stands there.
MimePart parse_mime(
    std::string_view body,
    const HeaderBlock& headers,
    const LetterLimits& limits,
    std::vector<std::string>& defects
);

} // namespace heed::mail
