// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/whole_desk/scene.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace heed::tests {

/// A request that is good in every respect: whoever may make it succeeds.
struct Call {
    using Fields = std::vector<std::pair<std::string, std::string>>;

    std::string path;
    std::string json = {};
    Fields form = {};  // of a form; of a multipart one where there are files
    Fields files = {}; // field and content
    std::string raw = {};
};

/// Makes what the call needs, standing to `who` as it says.
using Builder = std::function<Call(Scene& scene, Visitor& visitor, const Who& who)>;

/// By "METHOD pattern": one for every route that is served.
using Calls = std::map<std::string, Builder>;
const Calls& calls();

std::string name_of_route(const http::Route& route);

/// The names of all routes, in the order of the tables.
std::vector<std::string> served_names(Scene& scene);

/// Sends it as the desk's own pages would.
Answer play(Scene& scene, Visitor& visitor, std::string_view route, const Call& call);

// The parts of `calls`.
void add_access_calls(Calls& calls);
void add_factor_calls(Calls& calls);
void add_people_calls(Calls& calls);
void add_ticket_calls(Calls& calls);
void add_mail_calls(Calls& calls);
void add_page_calls(Calls& calls);
void add_privacy_calls(Calls& calls);

} // namespace heed::tests
