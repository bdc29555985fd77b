// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/power_cut/platter.hpp"

#include "kernel/check.hpp"

#include <algorithm>
#include <fstream>
#include <unordered_map>

namespace heed::tests {

namespace fs = std::filesystem;

namespace {

using Kind = Operation::Kind;

constexpr std::uint64_t sector = 512;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

void put(std::string& bytes, const Operation& write, std::uint64_t from, std::uint64_t to) {
    if (bytes.size() < to) bytes.resize(to, '\0');
    const auto begin = write.offset;
    write.bytes.copy(bytes.data() + from, to - from, from - begin);
}

void carry_out(std::string& bytes, const Operation& operation) {
    if (operation.kind == Kind::truncate)
        bytes.resize(operation.offset, '\0');
    else
        put(bytes, operation, operation.offset, operation.offset + operation.bytes.size());
}

/// Calls `visit(sector, from, to)` for each sector that a write touches.
template <class Visit>
void for_each_sector(const Operation& write, Visit visit) {
    const auto end = write.offset + write.bytes.size();
    for (auto from = write.offset; from < end;) {
        const auto number = from / sector;
        const auto to = std::min(end, (number + 1) * sector);
        visit(number, from, to);
        from = to;
    }
}

} // namespace

Platter::Platter(const fs::path& folder) {
    folders_.insert(".");
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto path = entry.path().lexically_relative(folder).string();
        if (entry.is_directory()) {
            folders_.insert(path);
        } else {
            files_[next_before_].bytes = bytes_of(entry.path());
            names_[path] = next_before_--;
        }
    }
}

void Platter::advance(const Operation& operation, std::size_t place) {
    switch (operation.kind) {
        case Kind::write:
        case Kind::truncate: files_[operation.file].pending.push_back({&operation, place}); break;
        case Kind::create:
            // A file that was there before: the recording gives it a number of its own.
            if (const auto known = names_.find(operation.path); known != names_.end()) {
                files_[operation.file] = std::move(files_[known->second]);
                files_.erase(known->second);
                known->second = operation.file;
                break;
            }
            files_.try_emplace(operation.file);
            [[fallthrough]];
        case Kind::rename:
        case Kind::make_folder: pending_names_.push_back({&operation, place}); break;
        case Kind::sync: keep_file(operation.file, operation.covers); break;
        case Kind::sync_folder: keep_names(operation.path, operation.covers); break;
        case Kind::begun:
        case Kind::told: break;
    }
}

void Platter::keep_file(int number, std::size_t covers) {
    auto& file = files_[number];
    std::erase_if(file.pending, [&](const Pending& pending) {
        if (pending.place >= covers) return false;
        carry_out(file.bytes, *pending.operation);
        return true;
    });
    std::erase_if(pending_names_, [&](const Pending& pending) {
        const auto& made = *pending.operation;
        if (made.kind != Kind::create || made.file != number || !made.names_itself) return false;
        name(made, names_);
        return true;
    });
}

void Platter::keep_names(const std::string& folder, std::size_t covers) {
    std::set<std::string> renamed;
    std::erase_if(pending_names_, [&](const Pending& pending) {
        const auto& made = *pending.operation;
        if (pending.place >= covers || folder_of(made.path) != folder) return false;
        if (made.kind == Kind::make_folder)
            folders_.insert(made.path);
        else
            name(made, names_);
        renamed.insert(made.from);
        return true;
    });
    std::erase_if(pending_names_, [&](const Pending& pending) {
        return pending.operation->kind == Kind::create && renamed.contains(pending.operation->path);
    });
}

/// A file that is renamed has perhaps been made so lately that its first name is not kept.
void Platter::name(const Operation& operation, std::map<std::string, int>& names) const {
    if (operation.kind == Kind::create) {
        names[operation.path] = operation.file;
        return;
    }
    auto from = names.find(operation.from);
    if (from != names.end()) {
        names[operation.path] = from->second;
        names.erase(operation.from);
        return;
    }
    for (const auto& pending : pending_names_) {
        const auto& made = *pending.operation;
        if (made.kind == Kind::create && made.path == operation.from)
            names[operation.path] = made.file;
    }
}

namespace {

/// How much of what was not synced survives.
struct Luck {
    std::mt19937_64& chance;
    double share;

    explicit Luck(std::mt19937_64& random)
        : chance(random), share(std::uniform_real_distribution(-0.2, 1.2)(random)) {}

    bool strikes() { return std::uniform_real_distribution(0.0, 1.0)(chance) < share; }
};

} // namespace

void Platter::write_to(const fs::path& folder, std::mt19937_64& chance) const {
    Luck luck(chance);
    auto names = names_;
    auto folders = folders_;
    for (const auto& pending : pending_names_) {
        if (!luck.strikes()) continue;
        if (pending.operation->kind == Kind::make_folder)
            folders.insert(pending.operation->path);
        else
            name(*pending.operation, names);
    }
    for (const auto& path : folders) {
        if (folders.contains(folder_of(path))) fs::create_directories(folder / path);
    }
    for (const auto& [path, number] : names) {
        if (!fs::exists((folder / path).parent_path())) continue;
        const auto& file = files_.at(number);
        auto bytes = file.bytes;
        // Of the versions that a sector had since the sync, the disk has one.
        std::unordered_map<std::uint64_t, int> versions;
        std::unordered_map<std::uint64_t, int> kept;
        for (const auto& pending : file.pending)
            for_each_sector(*pending.operation, [&](auto at, auto, auto) { ++versions[at]; });
        for (const auto& [at, count] : versions)
            kept[at] = luck.strikes() ? count : std::uniform_int_distribution(0, count - 1)(chance);
        versions.clear();
        for (const auto& pending : file.pending) {
            const auto& operation = *pending.operation;
            if (operation.kind == Kind::truncate && luck.strikes()) carry_out(bytes, operation);
            for_each_sector(operation, [&](auto at, auto from, auto to) {
                if (++versions[at] <= kept[at]) put(bytes, operation, from, to);
            });
        }
        std::ofstream(folder / path, std::ios::binary) << bytes;
    }
}

} // namespace heed::tests
