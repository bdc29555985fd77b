// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup_keeper.hpp"

#include "app/backup_folder.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX wants it declared

namespace heed::app {

namespace {

using namespace std::chrono_literals;

constexpr auto pause_after_failure = 1h;

/// The environment of the server, with what it was told by flags instead.
std::vector<std::string> environment_for(const config::Config& config) {
    constexpr std::array<std::string_view, 3> own = {
        "HEED_DATA=", "HEED_DATABASE=", "HEED_KEY_FILE="
    };
    std::vector<std::string> result;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text = *variable;
        const auto begins = [&](std::string_view name) { return text.starts_with(name); };
        if (std::ranges::none_of(own, begins)) result.emplace_back(text);
    }
    result.push_back("HEED_DATA=" + config.data.string());
    result.push_back("HEED_DATABASE=" + config.database); // not a flag: others could read it
    result.push_back("HEED_KEY_FILE=" + config.key_path().string());
    return result;
}

std::vector<std::string> words_for(const config::Config& config) {
    std::vector<std::string> words = {
        "heed",
        "backup",
        "--into",
        config.backup.into.string(),
        "--keep",
        std::to_string(config.backup.keep)
    };
    if (config.backup.with_key) words.emplace_back("--with-key");
    return words;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> result;
    result.reserve(words.size() + 1);
    for (auto& word : words) result.push_back(word.data());
    result.push_back(nullptr);
    return result;
}

/// The last line of a file in memory that is not empty.
std::string last_line(int file) {
    constexpr off_t looked_at = 4'096;
    const auto size = ::lseek(file, 0, SEEK_END);
    std::string text(looked_at, '\0');
    const auto read = ::pread(file, text.data(), text.size(), std::max<off_t>(0, size - looked_at));
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, read)));
    while (text.ends_with('\n')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

/// Its words go to `words`; it inherits nothing else.
Result<int> spawned(
    const std::string& program,
    std::vector<std::string> arguments,
    std::vector<std::string> variables,
    int words
) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", 0, 0);
    posix_spawn_file_actions_adddup2(&files, words, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, words, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&how, &none);
    int child = 0;
    const auto error = ::posix_spawn(
        &child,
        program.c_str(),
        &files,
        &how,
        pointers(arguments).data(),
        pointers(variables).data()
    );
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (error == 0) return child;
    return refuse(
        Refusal::unavailable,
        "backup_not_begun",
        {},
        "No process could be started for a backup: " + std::generic_category().message(error) + "."
    );
}

} // namespace

BackupKeeper::BackupKeeper(const config::Config& config, std::string program)
    : config_(config), program_(std::move(program)) {}

BackupKeeper::~BackupKeeper() {
    if (child_ == 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    ::close(words_);
}

void BackupKeeper::tick(Instant now) {
    const std::scoped_lock lock(mutex_);
    if (!free_for_another(now) || !is_due(now)) return;
    if (const auto begun = begin(now); !begun)
        log::warning("backup_not_begun", {{"reason", begun.error().detail}});
}

Result<> BackupKeeper::begin_now(Instant now) {
    const std::scoped_lock lock(mutex_);
    TRY(free_for_another(now));
    return begin(now);
}

BackupKeeper::State BackupKeeper::state(Instant now) {
    const std::scoped_lock lock(mutex_);
    look_after(now);
    return state_;
}

bool BackupKeeper::is_due(Instant now) const {
    if (state_.failed && now - state_.failed->at < pause_after_failure) return false;
    const auto kept = backups_in(config_.backup.into);
    return kept.empty() || now - kept.front().written_at >= config_.backup.every;
}

Result<> BackupKeeper::free_for_another(Instant now) {
    if (config_.backup.into.empty())
        return refuse(
            Refusal::conflict,
            "no_backup_folder",
            {},
            "Nobody has said where backups go: set backup.into and start Heed again."
        );
    look_after(now);
    if (child_ == 0) return {};
    return refuse(Refusal::conflict, "backup_being_made", {}, "A backup is being made already.");
}

void BackupKeeper::look_after(Instant now) {
    int status = 0;
    if (child_ == 0 || ::waitpid(child_, &status, WNOHANG) != child_) return;
    child_ = 0;
    state_ = {};
    const auto why = last_line(words_);
    ::close(words_);
    const auto into = config_.backup.into.string();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        log::info("backup_made", {{"into", into}});
        return;
    }
    state_.failed = {.at = now, .why = why};
    log::warning("backup_failed", {{"into", into}, {"reason", why}});
}

Result<> BackupKeeper::begin(Instant now) {
    words_ = ::memfd_create("backup", MFD_CLOEXEC);
    if (words_ < 0) throw std::system_error(errno, std::generic_category(), "memfd_create");
    auto child = spawned(program_, words_for(config_), environment_for(config_), words_);
    if (!child) {
        ::close(words_);
        return std::unexpected(std::move(child).error());
    }
    child_ = *child;
    state_.making_since = now;
    return {};
}

} // namespace heed::app
