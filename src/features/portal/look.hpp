// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/html.hpp"
#include "features/portal/words.hpp"
#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"
#include "platform/tz/tz.hpp"

#include <string>

namespace heed::portal {

/// Who looks at a page, and in whose words, zone and colours.
struct Look {
    Words words = words_in("en");
    std::string desk_name = {};    // empty where nobody knows it yet
    std::string_view browser = {}; // the language the browser likes; empty: none of ours
    tz::Zone zone = tz::Zone::utc();
    std::string theme = {}; // light or dark; empty: as the device likes it
    // Always a customer or anonymous: whoever looks at the portal sees what a customer would.
    Actor actor = {};
    std::string person_name = {};
    std::string address = {};
    std::string organisation = {}; // whose requests they see too; empty: only their own
    std::string form_token = {};   // goes back with each form
    std::string new_cookie = {};   // makes the form token good in a browser without one
    bool token_in_path = false;    // the address of the page is a secret
    Instant now = {};

    [[nodiscard]] bool is_signed_in() const {
        return actor.kind == Actor::Kind::customer && !actor.only_ticket;
    }
};

/// Anybody who is signed in, seen as a customer; others as nobody.
Actor as_customer(const Actor& actor);

/// Name, zone and words for `look.actor`: in their own language, else their browser's, else the
/// desk's.
void recognise(db::Transaction& tx, Look& look);

/// `<time>` in the visitor's zone: "today 10:44", "Tue 18 Nov, 09:12".
Html time_of(const Look& look, Instant instant);
std::string moment_of(const Look& look, Instant instant);

/// "12 kB", "2.5 MB"
std::string size_words(const Words& words, std::int64_t bytes);

} // namespace heed::portal
