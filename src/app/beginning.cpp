// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/beginning.hpp"

#include "app/demo.hpp"
#include "kernel/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/files/disk.hpp"
#include "platform/log/log.hpp"

#include <filesystem>
#include <unistd.h>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t demo_tickets = 500;

fs::path note_of(const config::Config& config) {
    return config.data / "heed.beginning";
}

void leave_note(const config::Config& config) {
    files::Disk disk;
    if (fs::exists(note_of(config))) return;
    const int note = disk.create(note_of(config));
    disk.sync(note);
    ::close(note);
    disk.sync_folder(config.data);
}

/// The note goes last: whoever finds it does this again.
void empty(const config::Config& config) {
    db::Database::erase({
        .data = config.data,
        .url = config.uses_postgres() ? config.database : "",
    });
    for (const auto* const folder : {"files", "search", "uploads"})
        fs::remove_all(config.data / folder);
}

void take_note_away(const config::Config& config) {
    fs::remove(note_of(config));
    files::Disk().sync_folder(config.data);
}

Result<> fill_with_demo(const config::Config& config, const std::string& password) {
    const auto house = TRY(House::open(config, {.bulk_load = true}));
    const DemoSize size{
        .tickets = demo_tickets, .seed = 1, .until = house->clock.now(), .password = password
    };
    return make_demo(*house, size, [](std::size_t, std::size_t) {});
}

} // namespace

Result<> NextBeginning::ask(Wish wish) {
    {
        const std::scoped_lock lock(mutex_);
        if (wish_.what != Beginning::none)
            return refuse(
                Refusal::conflict, "begins_anew", {}, "This desk is just beginning anew."
            );
        wish_ = std::move(wish);
    }
    stop_();
    return {};
}

NextBeginning::Wish NextBeginning::asked() const {
    const std::scoped_lock lock(mutex_);
    return wish_;
}

Result<> begin_anew(const config::Config& config, const NextBeginning::Wish& wish) {
    leave_note(config);
    empty(config);
    if (wish.what == Beginning::demo) {
        const auto filled = fill_with_demo(config, wish.secret);
        if (!filled) {
            empty(config);
            take_note_away(config);
            return filled;
        }
    }
    take_note_away(config);
    log::info("desk_begins_anew", {{"demo", wish.what == Beginning::demo}});
    return {};
}

void finish_beginning(const config::Config& config) {
    if (!fs::exists(note_of(config))) return;
    log::warning("desk_beginning_was_cut_off");
    empty(config);
    take_note_away(config);
}

} // namespace heed::app
