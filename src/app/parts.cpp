// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/parts.hpp"

#include "app/backup_routes.hpp"
#include "app/demo_routes.hpp"
#include "features/access/access.hpp"
#include "features/attachments/attachments.hpp"
#include "features/audit/audit.hpp"
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/live/live.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/operations/operations.hpp"
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/people/people.hpp"
#include "features/portal/portal.hpp"
#include "features/presence/presence.hpp"
#include "features/privacy/privacy.hpp"
#include "features/search/search.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::app {

namespace {

template <class T, class Range>
void append(std::vector<T>& all, Range&& more) {
    all.insert(all.end(), more.begin(), more.end());
}

} // namespace

std::vector<Route> all_routes() {
    std::vector<Route> routes;
    append(routes, access::routes());
    append(routes, people::routes());
    append(routes, settings::routes());
    append(routes, tickets::routes());
    append(routes, attachments::routes());
    append(routes, conversations::routes());
    append(routes, mailboxes::routes());
    append(routes, inbound_mail::routes());
    append(routes, outbound_mail::routes());
    append(routes, audit::routes());
    append(routes, privacy::routes());
    append(routes, operations::routes());
    append(routes, search::routes());
    append(routes, portal::routes());
    return routes;
}

std::vector<Described> all_described() {
    std::vector<Described> all;
    append(all, access::described());
    append(all, people::described());
    append(all, settings::described());
    append(all, tickets::described());
    append(all, attachments::described());
    append(all, conversations::described());
    append(all, mailboxes::described());
    append(all, inbound_mail::described());
    append(all, outbound_mail::described());
    append(all, privacy::described());
    append(all, search::described());
    append(all, live::described());
    append(all, audit::described());
    append(all, operations::described());
    append(all, demo_described());
    append(all, backup_described());
    append(all, presence::described());
    return all;
}

std::vector<journal::Reactor> all_reactors() {
    std::vector<journal::Reactor> reactors;
    append(reactors, tickets::reactors());
    append(reactors, inbound_mail::reactors());
    append(reactors, outbound_mail::reactors());
    return reactors;
}

std::vector<sandbox::OfferedTask> all_tasks() {
    std::vector<sandbox::OfferedTask> tasks;
    append(tasks, conversations::tasks());
    append(tasks, inbound_mail::tasks());
    return tasks;
}

} // namespace heed::app
