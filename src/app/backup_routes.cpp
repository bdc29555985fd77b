// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup_routes.hpp"

#include "app/backup_folder.hpp"
#include "features/operations/operations.hpp"
#include "kernel/fields.hpp"
#include "kernel/format.hpp"
#include "platform/desk/desk.hpp"

#include <ranges>

namespace heed::app {

namespace {

using http::Method;
using http::Request;
using http::Response;

/// The newest that are shown: a folder may hold years of them.
constexpr std::size_t shown_max = 200;

struct Backup {
    std::string name;
    Instant written_at = {};
    std::int64_t bytes = 0;
};
HEED_FIELDS(Backup, name, written_at, bytes)

struct Backups {
    std::optional<std::string> into; // none: the server makes none
    std::int64_t every_seconds = 0;
    std::int64_t keep = 0;
    bool with_key = false;
    std::optional<Instant> making_since;
    std::optional<Instant> due_at;
    std::optional<FailedBackup> failed;
    std::vector<Backup> items; // the newest first
};
HEED_FIELDS(Backups, into, every_seconds, keep, with_key, making_since, due_at, failed, items)

std::vector<Backup> listed(const std::vector<KeptBackup>& kept) {
    std::vector<Backup> items;
    for (const auto& one : kept | std::views::take(shown_max))
        items.push_back(
            {.name = one.file.filename().string(), .written_at = one.written_at, .bytes = one.bytes}
        );
    return items;
}

Backups shown(const config::Config::Backup& wish, BackupKeeper::State state, Instant now) {
    if (wish.into.empty()) return {};
    const auto kept = backups_in(wish.into);
    return {
        .into = wish.into.string(),
        .every_seconds = wish.every.count(),
        .keep = wish.keep,
        .with_key = wish.with_key,
        .making_since = state.making_since,
        .due_at = kept.empty() ? now : kept.front().written_at + wish.every,
        .failed = std::move(state.failed),
        .items = listed(kept),
    };
}

Result<Response> list(Desk& desk, BackupKeeper& keeper, const Request&) {
    const auto now = desk.clock.now();
    return http::ok_json(to_json(shown(keeper.wish(), keeper.state(now), now)));
}

Result<Response> begin(Desk& desk, BackupKeeper& keeper, const Request& request) {
    const auto now = desk.clock.now();
    TRY(keeper.begin_now(now));
    TRY(desk.db.write([&](db::Transaction& tx) {
        return operations::ask_backup(tx, request.actor, keeper.wish().into.string(), now);
    }));
    auto response = http::ok_json(to_json(shown(keeper.wish(), keeper.state(now), now)));
    response.status = 202;
    return response;
}

using Handler = Result<Response> (*)(Desk&, BackupKeeper&, const Request&);

http::Route route(Method method, Desk& desk, BackupKeeper& keeper, Handler handler) {
    http::Route route;
    route.method = method;
    route.pattern = "/api/v1/backups";
    route.needs = "operations:manage";
    route.lane = method == Method::get ? http::Lane::read : http::Lane::write;
    route.handler = [&desk, &keeper, handler](Request& request) {
        return handler(desk, keeper, request);
    };
    return route;
}

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = "/api/v1/backups",
     .says = "The backups that the server makes by itself: where they go and how often, whether "
             "one is being made, why the last attempt failed, and those in the folder, the newest "
             "first, 200 at most.",
     .answer = gives<Backups>,
     .needs = "operations:manage"},
    {.method = Method::post,
     .pattern = "/api/v1/backups",
     .says = "Begins a backup now. It is made beside the server's work; `GET /backups` says when "
             "it is done. Refused with `no_backup_folder` where `backup.into` is not set, and with "
             "`backup_being_made`.",
     .status = 202,
     .answer = gives<Backups>,
     .needs = "operations:manage",
     .unkeyed = "one is made at a time."},
};

} // namespace

std::optional<LateBackups>
backups_late(const config::Config& config, const BackupKeeper::State& state, Instant now) {
    const auto& wish = config.backup;
    if (wish.into.empty()) return std::nullopt;
    const auto kept = backups_in(wish.into);
    const auto why = state.failed ? state.failed->why : "";
    if (kept.empty() && !state.failed) return std::nullopt;
    if (kept.empty())
        return LateBackups{.why = why, .text = "No backup has ever been made: " + why};
    const auto age = now - kept.front().written_at;
    if (age <= 2 * wish.every) return std::nullopt;
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(age).count();
    return LateBackups{
        .hours = hours,
        .why = why,
        .text = fmt::format("The newest backup is {} hours old. {}", hours, why),
    };
}

std::vector<http::Route> backup_routes(Desk& desk, BackupKeeper& keeper) {
    std::vector<http::Route> routes;
    routes.push_back(route(Method::get, desk, keeper, list));
    routes.push_back(route(Method::post, desk, keeper, begin));
    return routes;
}

std::span<const Described> backup_described() {
    return descriptions;
}

} // namespace heed::app
