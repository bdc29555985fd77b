// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/portal/html.hpp"
#include "features/portal/look.hpp"

#include <string>
#include <string_view>

namespace heed::portal {

struct BodyPlace {
    const Words& words;
    std::string letter_url; // where the letter stands as it was sent
};

/// What an entry says, ready to stand in a page. Our answers keep their marks and pictures;
/// letters from outside stand as text, with the way to see them as they were sent.
Html body_of(
    db::Transaction& tx, Desk& desk, const conversations::EntryWire& entry, const BodyPlace& place
);

inline constexpr std::string_view letter_policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox";

/// A document of its own around a sanitised letter.
std::string letter_page(const Look& look, const std::string& sanitised);

} // namespace heed::portal
