// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/transfer/folder.hpp"

#include "kernel/format.hpp"
#include "kernel/refusal_words.hpp"

namespace heed::transfer {

namespace fs = std::filesystem;

Result<wire::Manifest> manifest_of(const fs::path& folder) {
    std::ifstream file(folder / manifest_file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto manifest = parse_json<wire::Manifest>(text);
    if (manifest && manifest->format == wire::format) return manifest;
    return refuse(
        Refusal::invalid,
        "not_an_export",
        {},
        fmt::format(
            R"({} must hold {{"format":"{}","source":"…"}}: the page on imports says more.)",
            (folder / manifest_file).string(),
            wire::format
        )
    );
}

Lines::Lines(const fs::path& file) : name_(file.filename()), stream_(file, std::ios::binary) {}

Result<bool> Lines::next(std::string& line) {
    do {
        ++number_;
        line.clear();
        if (!std::getline(stream_, line)) return false;
        if (line.ends_with('\r')) line.pop_back();
    } while (line.empty());
    if (line.size() <= line_bytes_max) return true;
    return refuse(
        Refusal::too_large, "too_large", {}, fmt::format("{} is over 64 MiB long.", place())
    );
}

std::string Lines::place() const {
    return fmt::format("{}, line {}", name_, number_);
}

std::string problem_at(const Lines& lines, const Error& error) {
    const auto field = error.pointer.empty() ? "" : " " + error.pointer;
    return fmt::format("{}{}: {}", lines.place(), field, words_of(error));
}

} // namespace heed::transfer
