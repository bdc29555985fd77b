// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/asking.hpp"
#include "features/portal/page.hpp"

namespace heed::portal {

Page ask_page(const Look& look, const AskForm& form, const FieldProblems& problems);

/// The same for addresses that are known and others.
Page asked_page(const Look& look, TicketId number, std::string_view address);

/// For who came by a link to a closed request: it does not open the one that follows.
Page follow_up_page(const Look& look, TicketId number);

} // namespace heed::portal
