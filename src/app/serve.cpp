// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/serve.hpp"

#include "app/backup_keeper.hpp"
#include "app/backup_routes.hpp"
#include "app/erasure_ledger.hpp"
#include "app/letter_door.hpp"
#include "app/open_files.hpp"
#include "app/post.hpp"
#include "app/served_routes.hpp"
#include "app/timers.hpp"
#include "app/verbs.hpp"
#include "app/watching.hpp"
#include "features/access/access.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/live/live.hpp"
#include "features/portal/portal.hpp"
#include "features/presence/presence.hpp"
#include "features/search/search.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/fault.hpp"
#include "platform/address/address.hpp"
#include "platform/http/server.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/relay/relay.hpp"
#include "platform/sandbox/task.hpp"
#include "platform/tasks/scheduler.hpp"

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace heed::app {

namespace {

using namespace std::chrono_literals;

/// What mail needs an administrator for.
std::vector<access::Banner> mail_banners(db::Transaction& tx, const Actor& actor, Instant now) {
    std::vector<access::Banner> banners;
    // A quiet desk fetches and sends nothing, and says so in a banner of its own.
    if (!actor.may(Permission::settings_manage) || settings::is_quiet(tx)) return banners;
    const std::string link = "/desk/settings/mailboxes";
    for (auto& trouble : mailboxes::troubled(tx, now))
        banners.push_back(
            {.code = std::move(trouble.code),
             .text = std::move(trouble.text),
             .link = link,
             .about = std::move(trouble.about),
             .why = std::move(trouble.why)}
        );
    if (auto blocked = inbound_mail::own_domain_blocked(tx))
        banners.push_back(
            {.code = "own_domain_blocked",
             .text = std::move(blocked->text),
             .link = "/desk/settings/blocked",
             .about = std::move(blocked->address),
             .why = std::move(blocked->pattern)}
        );
    if (auto brake = outbound_mail::brake(tx, now))
        banners.push_back(
            {.code = "letters_braked",
             .text = std::move(*brake),
             .link = "/desk/tickets/all",
             .about = {},
             .why = {}}
        );
    if (auto waiting = outbound_mail::letters_wait(tx))
        banners.push_back(
            {.code = "letters_wait",
             .text = std::move(waiting->text),
             .link = link,
             .about = std::move(waiting->mailbox),
             .why = {}}
        );
    return banners;
}

access::RequestRates request_rates(const config::Config::Rates& rates) {
    return {
        .reads_per_second = static_cast<double>(rates.reads),
        .writes_per_second = static_cast<double>(rates.writes),
        .anonymous_per_second = static_cast<double>(rates.anonymous),
    };
}

/// The one that nobody would miss until it is needed.
std::vector<access::Banner> backup_banners(
    BackupKeeper& keeper, const config::Config& config, const Actor& actor, Instant now
) {
    if (!actor.may(Permission::operations_manage)) return {};
    auto late = backups_late(config, keeper.state(now), now);
    if (!late) return {};
    return {
        {.code = "backups_late",
         .text = std::move(late->text),
         .link = "/desk/settings/backups",
         .about = std::to_string(late->hours),
         .why = std::move(late->why)}
    };
}

access::Gate::Options gate_options(const House& house, BackupKeeper& keeper) {
    return {
        .rates = request_rates(house.config.rates),
        .hand_over = hand_over,
        .give_up = tickets::give_up_tickets,
        .banners = {
            [&house](db::Transaction& tx, const Actor& actor) {
                return mail_banners(tx, actor, house.clock.now());
            },
            [&house, &keeper](db::Transaction&, const Actor& actor) {
                return backup_banners(keeper, house.config, actor, house.clock.now());
            }
        },
        .invitations = outbound_mail::invitation_letters,
    };
}

struct Listen {
    std::string address;
    std::uint16_t port = 0;
};

Listen listen_of(const std::string& text) {
    const auto colon = text.rfind(':');
    Listen listen{.address = text.substr(0, colon), .port = 0};
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), listen.port);
    if (listen.address.starts_with('['))
        listen.address = listen.address.substr(1, listen.address.size() - 2);
    return listen;
}

void log_access(const http::AccessRecord& record) {
    log::info(
        "request",
        {{"method", record.method},
         {"route", record.pattern},
         {"status", record.status},
         {"micros", record.micros},
         {"bytes", record.bytes},
         {"request", record.request_id},
         {"peer", record.peer}}
    );
}

void log_fault(const http::FaultRecord& record) {
    log::error(
        "request_failed",
        {{"incident", record.incident}, {"route", record.pattern}, {"reason", record.what}}
    );
}

/// Who looks at requests on their way in and out, for the life of the server.
struct Attendants {
    access::Gate& gate;
    const portal::DoorPlate& plate;
    Watching& watching;
};

http::Options server_options(const config::Config& config, const Attendants& attendants) {
    const auto listen = listen_of(config.listen);
    http::Options options;
    options.address = listen.address;
    options.port = listen.port;
    options.io_threads = config::Config::threads(config.io_threads, 0.5);
    options.read_workers = config.readers();
    if (config.write_workers > 0)
        options.write_workers = static_cast<std::size_t>(config.write_workers);
    options.base_url = config.public_url();
    options.trusted_proxies = config.trusted_proxies;
    options.upload_folder = config.data / "uploads";
    options.hook = [&gate = attendants.gate](http::Request& request, const http::Route& route) {
        return gate.authorise(request, route);
    };
    options.refusal_page = [&plate = attendants.plate](
                               const http::Request& request, const Error& error
                           ) { return portal::refusal_page(plate, request, error); };
    options.on_access = [&watching = attendants.watching](const http::AccessRecord& record) {
        log_access(record);
        watching.count(record);
    };
    options.on_fault = log_fault;
    return options;
}

void write_plate(portal::DoorPlate& plate, House& house) {
    house.desk.db.read_job([&](db::Transaction& tx) {
        const auto settings = settings::settings_of(tx);
        plate.write({.desk_name = settings.desk_name, .language = settings.language});
    });
}

/// Where verbs reach a desk that this process alone may write.
std::unique_ptr<relay::Server> verb_door(House& house) {
    if (house.config.uses_postgres()) return nullptr;
    return std::make_unique<relay::Server>(
        house.config.data / "heed.sock",
        [&house](const std::string& message) { return answer_relayed(house, message); }
    );
}

/// The address of its own for /metrics, when the configuration names one.
std::unique_ptr<http::Server> metrics_door(const config::Config& config, Watching& watching) {
    if (config.metrics.listen.empty()) return nullptr;
    const auto listen = listen_of(config.metrics.listen);
    http::Options options;
    options.address = listen.address;
    options.port = listen.port;
    options.io_threads = 1;
    options.read_workers = 1;
    options.write_workers = 1;
    auto routes = watching.probes();
    routes.push_back(watching.open_metrics_route());
    auto server = std::make_unique<http::Server>(std::move(options), std::move(routes));
    server->start();
    std::cout << "Metrics are on http://" << listen.address << ':' << server->port() << "/metrics"
              << std::endl;
    return server;
}

/// Where letters are taken by LMTP, when the configuration names a place.
std::unique_ptr<lmtp::Server> open_letter_door(House& house, Watching& watching) {
    auto door = letter_door(house.desk);
    if (!door) return nullptr;
    watching.watch_letters(*door);
    door->start();
    std::cout << "Letters are taken by LMTP at " << door->place() << std::endl;
    return door;
}

void watch_presence(tasks::Scheduler& scheduler, presence::Presence& presence, live::Live& live) {
    scheduler.add_every("expire_presence", 5s, [&](Instant) {
        for (const auto ticket : presence.expire())
            live.publish("presence", ticket, presence::presence_json(ticket, presence.at(ticket)));
    });
}

/// Blocks the two signals in every thread, so that one place can wait for them.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

/// Nothing may be acknowledged after the disk has lied about a sync.
[[noreturn]] void stop_at_once(const std::string& reason) {
    log::error("storage_lied", {{"reason", reason}});
    std::_Exit(exit_fault);
}

void end_at_lost_syncs(House& house) {
    house.db->on_fatal(stop_at_once);
    house.own_disk.on_lost_sync(stop_at_once);
}

/// Whoever sits at the machine is not asked for a token, so on a desk that nobody reaches from
/// elsewhere it would only puzzle.
bool is_reached_from_elsewhere(const config::Config& config) {
    const auto listens_at = IpAddress::parse(listen_of(config.listen).address);
    return !access::is_url_of_this_machine(config.public_url()) || !listens_at ||
           !listens_at->is_loopback();
}

void print_setup_token(House& house, std::string_view given) {
    if (!given.empty() && access::keep_setup_token(*house.db, given, house.clock.now())) return;
    const auto token = access::new_setup_token(*house.db, house.clock.now());
    if (!token) return;
    std::cout << "First run: open the address below and set the desk up";
    if (is_reached_from_elsewhere(house.config)) std::cout << " with this token: " << *token;
    std::cout << '\n';
}

/// Both read the journal beside the readers that it knows of.
void wake_at_commits(House& house, live::Live& live, search::Indexer& indexer) {
    house.reactors.also_tell([&live, &indexer](std::span<const std::any>) {
        live.wake();
        indexer.wake();
    });
}

void start_readers(House& house, live::Live& live, search::Indexer& indexer) {
    house.reactors.start();
    live.start();
    indexer.start();
}

void stop_readers(House& house, live::Live& live, search::Indexer& indexer) {
    live.stop();
    indexer.stop();
    house.reactors.stop();
}

void start(http::Server& server, const config::Config& config) {
    server.start();
    std::cout << "Heed listens on http://" << listen_of(config.listen).address << ':'
              << server.port() << std::endl;
}

/// Who looks at the log of a start sees it there, before the first letter comes.
void tell_of_sandbox(House& house) {
    const auto state = house.desk.sandbox.state();
    if (!state.shut_in) log::warning("letters_not_shut_in", {{"reason", state.text}});
}

void watch(Watching& watching, http::Server& server, live::Live& live) {
    watching.watch_server(server);
    watching.watch_streams([&live] { return live.streams(); });
}

void wait_for_signal(const sigset_t& signals) {
    int signal = 0;
    sigwait(&signals, &signal);
    log::info("stopping");
}

/// What a running server alone does, now and then.
struct OwnWork {
    access::Gate& gate;
    Post& post;
    portal::DoorPlate& plate;
    BackupKeeper& keeper;
};

/// In the desk's own folder, and where it outlives that.
void keep_erasures(tasks::Scheduler& scheduler, House& house) {
    const auto keep = [&](const std::string& name, const std::filesystem::path& folder) {
        const auto ledger = std::make_shared<ErasureLedger>(house, folder);
        scheduler.add_every(name, 1min, [ledger](Instant now) { ledger->tick(now); });
    };
    keep("erasures", house.config.data);
    if (!house.config.backup.into.empty()) keep("erasures_at_backups", house.config.backup.into);
}

void add_serving_timers(tasks::Scheduler& scheduler, House& house, const OwnWork& work) {
    work.gate.on_tickets_to_give([&scheduler] { scheduler.wake("hand_over"); });
    scheduler.add_every("backups", 1min, [&keeper = work.keeper](Instant now) {
        keeper.tick(now);
    });
    keep_erasures(scheduler, house);
    scheduler.add_every("post", 1s, [&post = work.post](Instant now) { post.tick(now); });
    scheduler.add_every("write_door_plate", 5s, [&plate = work.plate, &house](Instant) {
        write_plate(plate, house);
    });
}

} // namespace

NextBeginning::Wish serve(House& house, std::string_view setup_token) {
    const auto signals = block_signals();
    take_open_files();
    NextBeginning next([] { ::kill(::getpid(), SIGTERM); });
    end_at_lost_syncs(house);
    BackupKeeper keeper(house.config);
    access::Gate gate(house.desk, gate_options(house, keeper));
    Watching watching(house.desk);
    Post post(house);
    live::Live live(
        house.desk, {.per_visitor_max = static_cast<std::size_t>(house.config.rates.streams)}
    );
    search::Indexer indexer(house.desk);
    wake_at_commits(house, live, indexer);
    presence::Presence presence(house.clock);
    portal::DoorPlate plate;
    write_plate(plate, house);
    const Attendants attendants{.gate = gate, .plate = plate, .watching = watching};
    http::Server server(
        server_options(house.config, attendants),
        served_routes(
            {.desk = house.desk,
             .live = live,
             .presence = presence,
             .watching = watching,
             .address_check = post.address_check(),
             .exchange = post.exchange(),
             .resolvers = dns::system_resolvers(),
             .stop = post.stop_token(),
             .next_beginning = next,
             .backups = keeper}
        )
    );
    watch(watching, server, live);
    tasks::Scheduler scheduler(house.clock);
    add_timers(scheduler, house, gate);
    const OwnWork work{.gate = gate, .post = post, .plate = plate, .keeper = keeper};
    add_serving_timers(scheduler, house, work);
    watch_presence(scheduler, presence, live);

    start_readers(house, live, indexer);
    scheduler.start();
    const auto verbs = verb_door(house);
    print_setup_token(house, setup_token);
    const auto own_door = metrics_door(house.config, watching);
    const auto letters = open_letter_door(house, watching);
    HEED_FAULT("serving_soon");
    start(server, house.config);
    tell_of_sandbox(house);

    wait_for_signal(signals);
    watching.stopping();
    post.break_off(); // a request may wait for a mail server as well
    if (letters) letters->stop();
    server.stop(10s);
    scheduler.stop();
    post.stop();
    stop_readers(house, live, indexer);
    return next.asked();
}

} // namespace heed::app
