// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/html.hpp"
#include "features/portal/look.hpp"

#include <string>
#include <string_view>

namespace heed::portal {

struct Page {
    std::string title;
    Html content;
    std::string_view place = {}; // path of the navigation's entry that this is
};

/// A whole page: head, header with navigation, the content, footer.
std::string whole_page(const Look& look, const Page& page);

/// A link that looks like a button, and a form with one.
Html button_link(std::string_view url, std::string_view text, bool plain = false);
Html submit_button(std::string_view text, bool plain = false);

/// What every form carries.
Html hidden_field(std::string_view name, std::string_view value);
Html form_token(const Look& look);

} // namespace heed::portal
