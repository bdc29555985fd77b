// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::mail {

/// GitHub-flavoured Markdown (tables, strikethrough, bare links) as sanitised HTML; raw HTML in
/// it is shown as text.
std::string markdown_to_html(std::string_view markdown);

/// Plain text as HTML: paragraphs, line breaks, links made clickable.
std::string text_to_html(std::string_view text);

} // namespace heed::mail
