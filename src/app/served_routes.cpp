// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/served_routes.hpp"

#include "app/backup_routes.hpp"
#include "app/demo_routes.hpp"
#include "app/parts.hpp"
#include "app/web.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/config/config.hpp"

#include <algorithm>
#include <iterator>

namespace heed::app {

namespace {

void move_to(std::vector<http::Route>& all, std::vector<http::Route> more) {
    all.insert(
        all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
    );
}

/// Letters and files may be as large as the configuration says, and a form around them.
void limit_bodies(std::vector<http::Route>& routes, const config::Config& config) {
    constexpr std::size_t around = 5 * http::mebibyte;
    for (auto& route : routes) {
        if (route.body.kind == http::BodyKind::raw)
            route.body.size_max = config.mail.letter_max.count;
        if (route.body.kind == http::BodyKind::multipart)
            route.body.size_max = config.upload_max.count + around;
    }
}

std::vector<std::string> parameters_of(const Described& described) {
    std::vector<std::string> names;
    for (const auto& parameter : described.query) names.emplace_back(parameter.name);
    return names;
}

/// What the API document does not name is refused and not overlooked: a filter with a slip in its
/// name would answer with everything. Pages are not meant: links in letters may carry the marks of
/// others.
void refuse_unknown_parameters(std::vector<http::Route>& routes) {
    const auto all = all_described();
    for (auto& route : routes) {
        const auto described = std::ranges::find_if(all, [&](const Described& one) {
            return one.method == route.method && one.pattern == route.pattern;
        });
        if (described == all.end()) continue;
        route.handler = [known = parameters_of(*described),
                         handler = std::move(route.handler)](http::Request& request
                        ) -> Result<http::Response> {
            TRY(request.query.require_only(known));
            return handler(request);
        };
    }
}

} // namespace

std::vector<http::Route> served_routes(const Served& served) {
    auto routes = server_routes(served.desk, all_routes());
    add_web_routes(served.desk, routes);
    routes.push_back(mailboxes::test_route(
        served.desk,
        {.check = served.address_check, .resolvers = served.resolvers, .stop = served.stop}
    ));
    move_to(routes, mailboxes::signing_routes(served.desk, served.resolvers));
    move_to(routes, mailboxes::connect_routes(served.desk, served.exchange));
    move_to(routes, demo_routes(served.desk, served.next_beginning));
    move_to(routes, backup_routes(served.desk, served.backups));
    move_to(routes, served.watching.routes());
    move_to(routes, live::routes(served.live));
    move_to(routes, presence::routes(served.desk, served.presence, served.live));
    limit_bodies(routes, served.desk.config);
    refuse_unknown_parameters(routes);
    return routes;
}

Result<>
hand_over(db::Transaction& tx, const Actor& actor, const access::HandOver& handed, Instant now) {
    TRY(tickets::hand_over_tickets(
        tx, actor, handed.from, {.team_id = handed.team_id, .owner_id = handed.owner_id}, now
    ));
    return {};
}

} // namespace heed::app
