// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/inbound_mail.hpp"
#include "tests/whole_desk/whole_desk.hpp"

#include <map>
#include <string>
#include <string_view>

namespace heed::tests {

/// How an object stands to who asks: their own, their organisation's, their team's, or another's.
enum class Relation { own, organisation, team, foreign };

} // namespace heed::tests

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::tests::Relation> = {
    "own", "organisation", "team", "foreign"
};

namespace heed::tests {

/// Who asks: a role ("agent"), a program with one scope ("token ticket:read"), somebody with a
/// link to one request ("link"), or "anonymous"; and for whose object.
struct Who {
    std::string role;
    Relation relation = Relation::foreign;
};

/// A desk in which everybody is there who can be told apart: Ana and Carl of one organisation that
/// shares its requests, Zed of none; Noor (agent) and Lea (lead) of the team Support alone; Max
/// (manager), Ina (administrator) and Uma (auditor) desk-wide. Objects are made afresh by each
/// call, standing to who asks as `Who` says. Ada, who sets the scene, never asks.
class Scene {
public:
    explicit Scene(db::Engine engine);

    WholeDesk desk;

    /// Signed in anew: a call may end the session it comes by.
    Visitor visitor(const std::string& role);

    // All ids as they stand in paths.
    std::string ticket(const Who& who, std::string_view state = "new");
    std::string entry(const Who& who);
    std::string attachment(const std::string& ticket);

    struct CameByLetter {
        std::string ticket;
        std::string entry;
        std::string letter;
    };

    CameByLetter letter(const Who& who);
    std::string blocked_letter();
    /// A ticket whose words a reader of the journal has set aside.
    std::string parked(const Who& who);
    void becomes_a_demo();
    std::string desk_name();
    /// A letter that waits to leave.
    std::string outgoing_letter();
    /// An automatic judgement that can be taken back: `entry/judgement`.
    std::pair<std::string, std::string> judgement(const Who& who);
    /// The way into one request, `/r/…`; of one that has ended where the relation is foreign.
    std::string link(const Who& who, const std::string& ticket);

    std::string new_agent();
    std::string new_customer();

    /// The id in the answer of an administrator's request, which must succeed.
    std::string made(std::string_view path, std::string_view json);

    /// Differs at each call, for what must be unique.
    std::string fresh(std::string_view stem);

    Visitor ada;
    std::map<std::string, PersonId> people; // by role, and ana, carl, zed
    std::string support;                    // teams
    std::string network;

private:
    void hire(const std::string& role, std::string_view name, const std::string& team);
    void choose_password();
    std::string customer_of(const Who& who) const;

    int made_ = 0;
};

/// The password of everybody who works here.
inline constexpr std::string_view password_of_all = "correct horse battery";

} // namespace heed::tests
