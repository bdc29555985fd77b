// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/demo_plan.hpp"
#include "app/demo_words.hpp"
#include "app/house.hpp"
#include "features/mailboxes/mailboxes.hpp"

#include <map>
#include <string>
#include <vector>

namespace heed::app {

inline constexpr std::string_view demo_help_address = "help@demo.example";

struct DemoCustomer {
    PersonId id = {};
    std::string name = {};
    std::string address = {};
    Tongue tongue = Tongue::english;
};

struct DemoAgent {
    PersonId id = {};
    std::string name = {};
};

/// Who works at the demo company, who writes to it, and what it sorts requests by.
struct DemoPeople {
    std::vector<TeamId> teams = {};
    std::vector<DemoAgent> agents = {};
    std::vector<DemoCustomer> customers = {};
    std::map<std::string, std::int64_t, std::less<>> categories = {};
    mailboxes::MailboxId mailbox = {};
};

/// Makes them all at `at`. Refuses `already_set_up` on a desk that has an administrator.
Result<DemoPeople> meet_people(House& house, const DemoSize& size, Instant at);

} // namespace heed::app
