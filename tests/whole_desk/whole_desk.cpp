// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/whole_desk/whole_desk.hpp"

#include "app/parts.hpp"
#include "app/served_routes.hpp"
#include "features/outbound_mail/outbound_mail.hpp"

#include <fstream>

namespace heed::tests {

/// What lives in the server's memory. The routes keep it.
struct WholeDesk::Around {
    std::unique_ptr<live::Live> live = {};
    std::unique_ptr<presence::Presence> presence = {};
    std::unique_ptr<app::Watching> watching = {};
    std::unique_ptr<app::NextBeginning> next_beginning = {};
    config::Config with_backups = {};
    std::unique_ptr<app::BackupKeeper> backups = {};

    /// Its backups take longer than any test: nobody waits for one.
    app::BackupKeeper& keeper(const Desk& desk) {
        with_backups = desk.config;
        with_backups.backup.into = desk.config.data / "backups";
        const auto program = desk.config.data / "slow_backup";
        std::ofstream(program) << "#!/bin/sh\nexec sleep 3600\n";
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        backups = std::make_unique<app::BackupKeeper>(with_backups, program.string());
        return *backups;
    }

    std::vector<http::Route> routes(Desk& desk) {
        live = std::make_unique<live::Live>(desk);
        presence = std::make_unique<presence::Presence>(desk.clock);
        watching = std::make_unique<app::Watching>(desk);
        next_beginning = std::make_unique<app::NextBeginning>([] {});
        return app::served_routes(
            {.desk = desk,
             .live = *live,
             .presence = *presence,
             .watching = *watching,
             .address_check = [](std::string_view, std::uint16_t) -> Result<std::string> {
                 return refuse(Refusal::forbidden, "address_refused", {}, "No network in tests.");
             },
             .exchange = [](const oauth::Client&, const oauth::Grant&) -> Result<oauth::Tokens> {
                 return oauth::Tokens{.access_token = "access", .refresh_token = "refresh"};
             },
             .next_beginning = *next_beginning,
             .backups = keeper(desk)}
        );
    }
};

WholeDesk::WholeDesk(db::Engine engine) : WholeDesk(engine, std::make_shared<Around>()) {}

WholeDesk::WholeDesk(db::Engine engine, const std::shared_ptr<Around>& around)
    : World(
          engine,
          {.routes = {},
           .reactors = app::all_reactors(),
           .gate =
               {.rates = {0, 0, 0, 0},
                .hand_over = app::hand_over,
                .banners = {},
                .invitations = outbound_mail::invitation_letters},
           .more_routes = [around](Desk& desk) { return around->routes(desk); }}
      ),
      around_(around) {
    const auto prepared = run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
        mailboxes::ensure_desk_key(tx);
        return true;
    });
    CHECK(prepared.has_value());
    const auto web = desk().config.web_root;
    for (const auto* folder : {"desk", "assets"}) std::filesystem::create_directories(web / folder);
    std::ofstream(web / "desk/index.html") << "<!doctype html><title>Desk</title>";
    std::ofstream(web / "assets/desk.js") << "// the desk\n";
}

WholeDesk::~WholeDesk() = default;

} // namespace heed::tests
