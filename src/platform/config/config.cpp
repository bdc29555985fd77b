// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/config.hpp"

#include "kernel/json.hpp"
#include "platform/config/file.hpp"
#include "platform/config/settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <thread>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX leaves it to us

namespace heed::config {

std::filesystem::path Config::key_path() const {
    return key_file.empty() ? data / "heed.key" : key_file;
}

std::string Config::public_url() const {
    auto url = base_url.empty() ? "http://" + listen : base_url;
    if (url.ends_with('/')) url.pop_back();
    return url;
}

std::size_t Config::threads(std::int64_t configured, double share) {
    if (configured > 0) return static_cast<std::size_t>(configured);
    const auto processors = static_cast<double>(std::thread::hardware_concurrency());
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(processors * share)));
}

std::size_t Config::readers() const {
    if (read_workers > 0) return static_cast<std::size_t>(read_workers);
    return std::max<std::size_t>(2, std::size_t{std::thread::hardware_concurrency()} * 3 / 4);
}

std::map<std::string, std::string> heed_environment() {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (text.starts_with("HEED_") && equals != std::string_view::npos)
            variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

namespace {

/// Variables that test programs and ./dev give to what they start.
bool is_for_tests(std::string_view variable) {
    constexpr std::array<std::string_view, 4> names{
        "HEED_FAULT", "HEED_SQL_RECORD", "HEED_PATIENCE", "HEED_GREEN"
    };
    return variable.starts_with("HEED_TEST_") || std::ranges::find(names, variable) != names.end();
}

class Loading {
public:
    void flag(const std::string& name, const std::string& value) {
        const auto* const setting = find_setting(name);
        if (setting == nullptr) return unknown("flag", name, nearest_setting(name));
        set(*setting, fmt::format("flag --{}", flag_of(name)), value);
    }

    void variable(const std::string& variable, const std::string& value) {
        if (is_for_tests(variable)) return;
        for (const auto& setting : settings()) {
            if (variable == variable_of(setting.name))
                return set(setting, fmt::format("environment variable {}", variable), value);
        }
        auto guess = ascii_lower(variable.substr(std::string_view("HEED_").size()));
        const auto near = nearest_setting(guess);
        unknown("environment variable", variable, near.empty() ? "" : variable_of(near));
    }

    void file(const FileSetting& found, const std::string& origin) {
        const auto* const setting = find_setting(found.name);
        if (setting != nullptr && setting->name == "data")
            return broken_file(
                origin + ": data cannot stand in heed.toml, which is looked for in that folder; "
                         "give it as --data or HEED_DATA"
            );
        if (setting == nullptr)
            return unknown(origin + ": setting", found.name, nearest_setting(found.name));
        const auto flaw = std::visit(
            [&](const auto& value) { return assign(slot(*setting), value); }, found.value
        );
        note(*setting, origin, flaw);
    }

    void check() {
        for (const auto& setting : settings()) {
            const auto flaw = setting.check(loaded.config);
            if (flaw && !flawed(setting.name)) note(setting, origin_of(setting), flaw);
        }
    }

    void broken_file(const std::string& sentence) { flaws_.push_back(sentence); }

    [[nodiscard]] Result<Loaded> result() && {
        if (flaws_.empty()) return std::move(loaded);
        return refuse(
            Refusal::invalid, "bad_config", {}, fmt::format("{}", fmt::join(flaws_, "\n"))
        );
    }

    Loaded loaded;

private:
    Slot slot(const Setting& setting) { return setting.slot(loaded.config); }

    static std::string flag_of(std::string_view name) {
        std::string flag(name);
        std::ranges::replace(flag, '.', '-');
        std::ranges::replace(flag, '_', '-');
        return flag;
    }

    [[nodiscard]] std::string origin_of(const Setting& setting) const {
        const auto found = loaded.origins.find(std::string(setting.name));
        return found == loaded.origins.end() ? "default" : found->second;
    }

    [[nodiscard]] bool flawed(std::string_view name) const {
        return std::ranges::find(flawed_, name) != flawed_.end();
    }

    void set(const Setting& setting, const std::string& origin, const std::string& value) {
        note(setting, origin, assign(slot(setting), std::string_view(value)));
    }

    void note(const Setting& setting, const std::string& origin, const Flaw& flaw) {
        loaded.origins[std::string(setting.name)] = origin;
        if (!flaw) return;
        flawed_.emplace_back(setting.name);
        flaws_.push_back(fmt::format("{}: {} {}", origin, setting.name, *flaw));
    }

    void unknown(std::string_view what, std::string_view name, std::string_view near) {
        flaws_.push_back(
            near.empty()
                ? fmt::format(
                      "{} {} is unknown; `heed config --explain` lists all settings", what, name
                  )
                : fmt::format("{} {} is unknown; did you mean {}?", what, name, near)
        );
    }

    std::vector<std::string> flaws_;
    std::vector<std::string> flawed_;
};

/// The data folder must be known before heed.toml can be read.
std::filesystem::path data_folder(const Sources& sources) {
    if (const auto flag = sources.flags.find("data"); flag != sources.flags.end())
        return flag->second;
    if (const auto variable = sources.environment.find("HEED_DATA");
        variable != sources.environment.end())
        return variable->second;
    return Config{}.data;
}

} // namespace

Result<Loaded> load(const Sources& sources) {
    Loading loading;
    const auto path = data_folder(sources) / "heed.toml";
    const auto file = read_file(path);
    if (!file) loading.broken_file(file.error().detail);
    if (file) {
        for (const auto& setting : *file)
            loading.file(setting, fmt::format("{} line {}", path.string(), setting.line));
    }
    for (const auto& [variable, value] : sources.environment) loading.variable(variable, value);
    for (const auto& [name, value] : sources.flags) loading.flag(name, value);
    loading.check();
    return std::move(loading).result();
}

namespace {

struct Explained {
    std::string_view name;
    std::string value;
    std::string origin;
    std::string standard;
    std::string_view meaning;
};

std::string shown(const Setting& setting, Config& config, const Config& standard) {
    auto text = text_of(setting.slot(config));
    auto plain = standard;
    if (setting.is_secret && text != text_of(setting.slot(plain))) return "(hidden)";
    return text;
}

std::vector<Explained> explained(const Loaded& loaded) {
    auto config = loaded.config;
    Config standard;
    std::vector<Explained> all;
    for (const auto& setting : settings()) {
        const auto origin = loaded.origins.find(std::string(setting.name));
        all.push_back({
            .name = setting.name,
            .value = shown(setting, config, standard),
            .origin = origin == loaded.origins.end() ? "default" : origin->second,
            .standard = text_of(setting.slot(standard)),
            .meaning = setting.meaning,
        });
    }
    return all;
}

std::string or_empty(const std::string& text) {
    return text.empty() ? "(empty)" : text;
}

} // namespace

std::string explain(const Loaded& loaded) {
    std::string text;
    for (const auto& setting : explained(loaded)) {
        text += fmt::format("{} = {}\n", setting.name, or_empty(setting.value));
        text += fmt::format("    {}\n", setting.meaning);
        text +=
            fmt::format("    from: {}; default: {}\n", setting.origin, or_empty(setting.standard));
    }
    return text;
}

std::string explain_json(const Loaded& loaded) {
    std::string text;
    for (const auto& setting : explained(loaded)) {
        text += text.empty() ? R"([{"name":)" : R"(,{"name":)";
        write_json_string(text, setting.name);
        text += R"(,"value":)";
        write_json_string(text, setting.value);
        text += R"(,"origin":)";
        write_json_string(text, setting.origin);
        text += R"(,"default":)";
        write_json_string(text, setting.standard);
        text += R"(,"meaning":)";
        write_json_string(text, setting.meaning);
        text += '}';
    }
    return text + "]";
}

} // namespace heed::config
