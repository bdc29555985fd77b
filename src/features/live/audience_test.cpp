// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/audience.hpp"
#include "features/live/sight.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace heed;
using namespace heed::live;

namespace {

/// The names in `text` that stand between `before` and a quotation mark.
std::vector<std::string> names_after(std::string_view text, std::string_view before) {
    std::vector<std::string> names;
    for (auto at = text.find(before); at != std::string_view::npos; at = text.find(before, at)) {
        at += before.size();
        names.emplace_back(text.substr(at, text.find('"', at) - at));
    }
    return names;
}

/// Every kind of fact that a feature declares.
std::vector<std::string> declared_kinds() {
    std::vector<std::string> kinds;
    for (const auto& feature : std::filesystem::directory_iterator("src/features")) {
        const std::ifstream file(feature.path() / "events.hpp");
        std::stringstream text;
        text << file.rdbuf();
        for (const auto* const before : {"string_view kind = \"", "string_view address_"}) {
            for (auto& name : names_after(text.str(), before)) kinds.push_back(std::move(name));
        }
    }
    return kinds;
}

Actor agent_who_may(PermissionSet permissions) {
    return {.kind = Actor::Kind::agent, .person = PersonId{1}, .permissions = permissions};
}

journal::Fact told(std::string_view kind) {
    journal::Fact fact;
    fact.kind = kind;
    return fact;
}

} // namespace

TEST_CASE("it is declared of each kind of fact who hears of it") {
    const auto kinds = declared_kinds();
    CHECK(kinds.size() > 60);
    for (const auto& name : kinds) {
        CAPTURE(name);
        // Those of an address are declared by name: `address_added = "address_added"`.
        CHECK(audience_of(name.contains('=') ? "address_" + name.substr(0, name.find(' ')) : name));
    }
}

TEST_CASE("sign-ins, passwords, tokens and sessions are told to auditors alone") {
    const auto reader = agent_who_may({Permission::ticket_read, Permission::mail_review});
    const auto auditor = agent_who_may({Permission::audit_read});
    for (const auto* const kind :
         {"signed_in",
          "sign_ins_failed",
          "password_changed",
          "password_reset_asked",
          "sign_in_link_asked",
          "token_created",
          "token_revoked",
          "sessions_ended"}) {
        CAPTURE(kind);
        CHECK_FALSE(may_hear(reader, told(kind), {}));
        CHECK(may_hear(auditor, told(kind), {}));
    }
}

TEST_CASE("letters and addresses that fail are told to who may review mail") {
    const auto reader = agent_who_may({Permission::ticket_read, Permission::audit_read});
    auto reviewer = agent_who_may({});
    reviewer.in_teams = {{.team = TeamId{1}, .permissions = {Permission::mail_review}}};
    for (const auto* const kind :
         {"letter_arrived", "letter_decided", "address_undeliverable", "sender_blocked"}) {
        CAPTURE(kind);
        CHECK_FALSE(may_hear(reader, told(kind), {}));
        CHECK(may_hear(reviewer, told(kind), {}));
    }
}

TEST_CASE("what the desk's lists show is told to all staff, to customers nothing") {
    const Actor token{.kind = Actor::Kind::token, .permissions = {Permission::ticket_read}};
    const Actor customer{.kind = Actor::Kind::customer, .person = PersonId{1}};
    for (const auto* const kind :
         {"person_changed", "organisation_changed", "team_changed", "settings_changed"}) {
        CAPTURE(kind);
        CHECK(may_hear(token, told(kind), {}));
        CHECK_FALSE(may_hear(customer, told(kind), {}));
    }
}

TEST_CASE("a kind that nobody has thought about is for auditors alone") {
    CHECK_FALSE(audience_of("invented"));
    CHECK_FALSE(may_hear(agent_who_may({Permission::mail_review}), told("invented"), {}));
    CHECK(may_hear(agent_who_may({Permission::audit_read}), told("invented"), {}));
}
