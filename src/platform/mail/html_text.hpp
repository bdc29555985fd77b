// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/html_tree.hpp"

namespace heed::mail {

/// `html_to_text` for a tree.
std::string tree_to_text(const HtmlNode& tree);

} // namespace heed::mail
