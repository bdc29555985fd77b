// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/power_cut/trial.hpp"

#include "app/check.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "kernel/check.hpp"
#include "kernel/format.hpp"
#include "platform/crypto/token.hpp"
#include "tests/power_cut/load.hpp"
#include "tests/power_cut/platter.hpp"
#include "tests/power_cut/recording_disk.hpp"
#include "tests/power_cut/recording_vfs.hpp"

#include <algorithm>

namespace heed::tests {

namespace fs = std::filesystem;

namespace {

using Kind = Operation::Kind;

config::Config config_in(const fs::path& folder) {
    config::Config config;
    config.data = folder;
    config.password.memory = config::mebibytes(19); // the least that is accepted: nobody signs in
    config.password.passes = 2;
    return config;
}

std::unique_ptr<app::House> open_house(const fs::path& folder, files::Disk* disk = nullptr) {
    auto house = app::House::open(config_in(folder), {.disk = disk});
    if (!house) throw Fault(house.error().detail);
    return *std::move(house);
}

/// A new desk, closed; returns a token for it.
std::string make_desk(const fs::path& folder) {
    CHECK(app::House::make_folder(config_in(folder)).has_value());
    const auto house = open_house(folder);
    access::CreateToken command;
    command.token = crypto::new_api_token();
    command.name = {"senders"};
    command.scopes = {{"*"}};
    const auto made = house->desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return access::create_token(tx, Actor::system("power cut"), command, house->clock.now());
    });
    CHECK(made.has_value());
    return command.token;
}

struct Recorded {
    fs::path before; // the folder as it was when the recording began
    std::string token;
    std::vector<Sent> sent;
    std::vector<Operation> operations;
};

Recorded record(const Trial& trial) {
    Recorded recorded{.before = trial.folder / "before", .token = {}, .sent = {}, .operations = {}};
    recorded.token = make_desk(recorded.before);
    const auto folder = trial.folder / "desk";
    fs::copy(recorded.before, folder, fs::copy_options::recursive);
    Recording recording(folder);
    {
        const RecordingVfs vfs(recording);
        RecordingDisk disk(recording);
        disk.syncs_folders = trial.plant != Plant::no_folders;
        const auto house = open_house(folder, &disk);
        if (trial.plant == Plant::normal) RecordingVfs::weaken();
        OpenDesk desk(*house, recorded.token);
        house->reactors.start();
        const LoadPlan plan{.seed = trial.seed, .told_early = trial.plant == Plant::early};
        recorded.sent = run_load(desk, recording, plan);
        house->reactors.stop();
        recording.end();
    }
    recorded.operations = recording.operations();
    fs::remove_all(folder);
    return recorded;
}

/// Where the power is cut: before a sync has done its work, after an answer has left, anywhere.
std::vector<std::size_t> places_to_cut(const Recorded& recorded, const Trial& trial) {
    std::vector<std::size_t> syncs;
    std::vector<std::size_t> answers;
    for (std::size_t place = 0; place < recorded.operations.size(); ++place) {
        const auto kind = recorded.operations[place].kind;
        if (kind == Kind::sync || kind == Kind::sync_folder) syncs.push_back(place);
        if (kind == Kind::told) answers.push_back(place + 1);
    }
    std::mt19937_64 chance(trial.seed);
    std::vector<std::size_t> places;
    for (int image = 0; image < trial.images; ++image) {
        const auto draw = chance();
        switch (image % 4) {
            case 0: places.push_back(draw % recorded.operations.size()); break;
            case 1: places.push_back(answers[draw % answers.size()]); break;
            default: places.push_back(syncs[draw % syncs.size()]); break;
        }
    }
    std::ranges::sort(places);
    return places;
}

/// How often the database itself was synced: after each copying of the log into it.
int copies_in(const Recorded& recorded) {
    int database = -1;
    int copies = 0;
    for (const auto& operation : recorded.operations) {
        if (operation.kind == Kind::create && operation.path == "heed.db")
            database = operation.file;
        if (operation.kind == Kind::sync && operation.file == database) ++copies;
    }
    return copies;
}

/// What the desk had been sent, and what it had answered, when the power went.
struct Known {
    std::vector<std::size_t> told;
    std::vector<std::size_t> open;
};

Known known_at(const Recorded& recorded, std::size_t cut) {
    std::vector<bool> told(recorded.sent.size());
    std::vector<bool> begun(recorded.sent.size());
    for (std::size_t place = 0; place < cut; ++place) {
        const auto& operation = recorded.operations[place];
        if (operation.kind == Kind::begun) begun[operation.request] = true;
        if (operation.kind == Kind::told) told[operation.request] = true;
    }
    Known known;
    for (std::size_t number = 0; number < told.size(); ++number) {
        if (told[number]) known.told.push_back(number);
        if (begun[number] && !told[number]) known.open.push_back(number);
    }
    return known;
}

/// How often each word stands in the desk.
std::map<std::string, int> words_in(app::House& house) {
    std::map<std::string, int> words;
    house.db->read_job([&](db::Transaction& tx) {
        for (const auto& subject : tx.rows<std::string>("SELECT subject FROM ticket"))
            ++words[subject];
        for (const auto& text :
             tx.rows<std::string>("SELECT body_text FROM entry WHERE letter_id IS NULL ORDER BY id"
             ))
            ++words[text.substr(0, text.find_last_not_of("\r\n") + 1)];
    });
    return words;
}

class Verdict {
public:
    Verdict(const Recorded& recorded, std::size_t cut)
        : recorded_(recorded), known_(known_at(recorded, cut)), cut_(cut) {}

    std::vector<std::string> on(const fs::path& folder) {
        try {
            const auto house = open_house(folder);
            for (const auto& problem : app::check_desk(*house, true)) find(problem);
            look_for(known_.told, *house, "was acknowledged");
            if (broken_.empty()) send_again(*house);
        } catch (const std::exception& fault) {
            find(fault.what());
        }
        return std::move(broken_);
    }

    [[nodiscard]] std::size_t told() const { return known_.told.size(); }

private:
    void find(const std::string& what) {
        broken_.push_back(fmt::format("cut at operation {}: {}", cut_, what));
    }

    /// Each of `wanted` is there, and nothing is there twice.
    void
    look_for(const std::vector<std::size_t>& wanted, app::House& house, std::string_view because) {
        const auto words = words_in(house);
        const auto count = [&](std::size_t number) {
            const auto found = words.find(recorded_.sent[number].word);
            return found == words.end() ? 0 : found->second;
        };
        for (const auto number : wanted) {
            if (count(number) == 0)
                find(fmt::format("{} {} and is lost", recorded_.sent[number].word, because));
        }
        for (std::size_t number = 0; number < recorded_.sent.size(); ++number) {
            if (count(number) > 1) find(recorded_.sent[number].word + " is there twice");
        }
    }

    /// As whoever never heard an answer does; and what a letter was interrupted in is finished.
    void send_again(app::House& house) {
        OpenDesk desk(house, recorded_.token);
        for (const auto number : known_.open) {
            const auto& sent = recorded_.sent[number];
            if (!deliver(desk, sent)) find(sent.word + " is not taken when it comes again");
        }
        const auto aged = house.db->write([](db::Transaction& tx) -> Result<bool> {
            tx.run("UPDATE letter SET received_at = received_at - 120000 WHERE state = 'arrived'");
            return true;
        });
        CHECK(aged.has_value());
        inbound_mail::finish_interrupted(house.desk);
        house.reactors.run_until_quiet();
        look_for(known_.open, house, "came again");
        for (const auto& problem : app::check_desk(house, false)) find("afterwards: " + problem);
    }

    const Recorded& recorded_;
    Known known_;
    std::size_t cut_;
    std::vector<std::string> broken_;
};

} // namespace

TrialResult run_trial(const Trial& trial) {
    fs::create_directories(trial.folder);
    const auto recorded = record(trial);
    Platter platter(recorded.before);
    std::mt19937_64 chance(trial.seed);
    TrialResult result{.copies = copies_in(recorded)};
    std::size_t place = 0;
    for (const auto cut : places_to_cut(recorded, trial)) {
        for (; place < cut; ++place) platter.advance(recorded.operations[place], place);
        const auto folder = trial.folder / fmt::format("image_{}", ++result.images);
        platter.write_to(folder, chance);
        Verdict verdict(recorded, cut);
        const auto broken = verdict.on(folder);
        result.told += verdict.told();
        result.broken.insert(result.broken.end(), broken.begin(), broken.end());
        if (broken.empty())
            fs::remove_all(folder);
        else
            ++result.failed;
    }
    if (result.broken.empty()) fs::remove_all(trial.folder);
    return result;
}

} // namespace heed::tests
