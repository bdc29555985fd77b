// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup_keeper.hpp"

#include "app/backup_folder.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <spawn.h>
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

} // namespace

BackupKeeper::BackupKeeper(const config::Config& config) : config_(config) {}

BackupKeeper::~BackupKeeper() {
    if (child_ == 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
}

void BackupKeeper::tick(Instant now) {
    if (config_.backup.into.empty()) return;
    look_after(now);
    if (child_ == 0 && is_due(now)) begin();
}

bool BackupKeeper::is_due(Instant now) const {
    if (failed_at_ && now - *failed_at_ < pause_after_failure) return false;
    const auto kept = backups_in(config_.backup.into);
    return kept.empty() || now - kept.front().written_at >= config_.backup.every;
}

void BackupKeeper::look_after(Instant now) {
    int status = 0;
    if (child_ == 0 || ::waitpid(child_, &status, WNOHANG) != child_) return;
    child_ = 0;
    const bool made = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    failed_at_ = made ? std::nullopt : std::optional(now);
    if (made)
        log::info("backup_made", {{"into", config_.backup.into.string()}});
    else
        log::warning(
            "backup_failed",
            {{"into", config_.backup.into.string()}, {"reason", "its own words are above"}}
        );
}

void BackupKeeper::begin() {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", 0, 0);
    posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&how, &none);
    auto words = words_for(config_);
    auto variables = environment_for(config_);
    const auto error = ::posix_spawn(
        &child_, "/proc/self/exe", &files, &how, pointers(words).data(), pointers(variables).data()
    );
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (error == 0) return;
    child_ = 0;
    log::warning("backup_not_begun", {{"reason", std::generic_category().message(error)}});
}

} // namespace heed::app
