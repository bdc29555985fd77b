// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/portal/fields.hpp"
#include "features/portal/page.hpp"
#include "features/search/search.hpp"
#include "features/tickets/tickets.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::portal {

/// One request with all that its page shows. `entries` came through a customer's eyes.
struct RequestView {
    tickets::TicketRow ticket;
    conversations::EntryPage entries;
    std::vector<Html> bodies; // of the entries, in their order
    std::vector<conversations::Participant> people;
    std::string path;           // of the page: /requests/7, or /r/… for who came by a link
    bool shows_latest = true;   // not an earlier page of the conversation
    std::string_view said = {}; // what was just done: asked, reply, solved
};

/// The reply as it was typed, and what was wrong with it.
struct ReplyForm {
    std::string text = {};
    std::string once = {};
    FieldProblems problems = {};
};

Page request_page(const Look& look, const RequestView& view, const ReplyForm& reply);

struct RequestList {
    std::optional<tickets::TicketPage> open; // not while paging through the past
    std::optional<tickets::TicketPage> past; // not while paging through the open ones
    bool of_organisation = false;
    bool is_first = true;
};

Page requests_page(const Look& look, const RequestList& list);

/// What was looked for, and what was found or why it cannot be looked for.
struct RequestSearch {
    std::string words = {};
    search::FoundRequests found = {};
    std::string problem = {};
};

/// The box above the lists, with what was typed.
Html search_box(const Words& words, const std::string& typed);
Page found_page(const Look& look, const RequestSearch& search);
/// One line of a list, with the place that was found under its subject.
Html request_row(const Look& look, const tickets::TicketRow& ticket, const Html& excerpt = {});

} // namespace heed::portal
