// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::mail {

/// Which of the two allow-lists applies: for letters from anyone, or for what agents write.
enum class Policy { letter, composed };

enum class Fate {
    keep,   // the element and what is in it
    unwrap, // only what is in it
    drop    // nothing of it
};

Fate fate_of(Policy policy, std::string_view element);

/// The value under which an attribute may stay, or empty. Not for `href`, `src` and `style`.
std::string allowed_attribute(Policy policy, std::string_view name, std::string_view value);

/// The link as it may be followed: http, https, mailto or tel; empty for everything else.
std::string allowed_link(std::string_view href);

/// True for `data:` URLs of pictures that browsers only draw: png, jpeg, gif, webp.
bool is_picture_data(std::string_view url);

} // namespace heed::mail
