// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace heed::mail {

struct SanitiseOptions {
    /// For images by `cid:` (told without it) and by `/api/v1/attachments/…` (told whole): the
    /// `data:` URL, or nothing. Only png, jpeg, gif and webp pass; what is not given leaves its
    /// description. Without this function `cid:` references stay, to be resolved later.
    std::function<std::optional<std::string>(std::string_view picture)> inline_image = {};
    /// Keeps https images. Off unless the reader asked: loading one tells its sender.
    bool allow_remote_images = false;
};

/// The `data:` URL of a picture by what its bytes are, whatever its sender called it; nothing
/// when it is no png, jpeg, gif or webp.
std::optional<std::string> picture_data_url(std::string_view content);

struct SanitisedHtml {
    std::string html;
    std::size_t remote_images_blocked = 0;
    std::size_t links = 0;
    bool as_text = false; // too big, too deep or too many links: shown as plain text
};

/// HTML that can be shown: parsed as a browser does, rebuilt from allow-lists of elements,
/// attributes and CSS properties. No scripts, forms, frames, styles sheets, outside resources or
/// `position`; links only http, https, mailto, tel, opening elsewhere without referrer.
/// Sanitising the result again changes nothing.
SanitisedHtml sanitise(std::string_view html, const SanitiseOptions& options = {});

/// The same for what an agent wrote in the editor: text marks, lists, quotes, tables, links and
/// images by `cid:`, `data:` or `/api/v1/attachments/…` only; no styles.
std::string sanitise_composed(std::string_view html);

/// Readable plain text: links as `text <url>`, quotes as `> `, lists and table rows as lines.
std::string html_to_text(std::string_view html);

} // namespace heed::mail
