// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/config/file.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <toml++/toml.h>

namespace heed::config {

namespace {

std::unexpected<Error>
broken(const std::filesystem::path& file, std::uint32_t line, std::string_view why) {
    return refuse(
        Refusal::invalid, "bad_config", {}, fmt::format("{} line {}: {}", file.string(), line, why)
    );
}

std::optional<std::vector<std::string>> texts_of(const toml::array& list) {
    std::vector<std::string> texts;
    for (const auto& item : list) {
        const auto text = item.value_exact<std::string>();
        if (!text) return std::nullopt;
        texts.push_back(*text);
    }
    return texts;
}

std::optional<FileSetting> setting_of(std::string name, const toml::node& node) {
    FileSetting setting{.name = std::move(name), .line = node.source().begin.line, .value = {}};
    if (const auto text = node.value_exact<std::string>()) {
        setting.value = *text;
    } else if (const auto* const yes = node.as_boolean()) {
        setting.value = yes->get();
    } else if (const auto* const number = node.as_integer()) {
        setting.value = number->get();
    } else if (const auto* const list = node.as_array()) {
        auto texts = texts_of(*list);
        if (!texts) return std::nullopt;
        setting.value = std::move(*texts);
    } else {
        return std::nullopt;
    }
    return setting;
}

std::string_view line_of(std::string_view text, std::uint32_t number) {
    for (std::uint32_t line = 1; line < number; ++line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return text.substr(0, text.find('\n'));
}

/// What to write instead of a line that is no TOML; `why` is the parser's reason.
std::string advice(std::string_view line, std::string_view why) {
    const auto equals = line.find('=');
    const auto name = trimmed(line.substr(0, std::min(equals, line.size())));
    if (equals == std::string_view::npos || name.empty())
        return fmt::format("{}; write `name = value` or `[group]`, each on a line of its own", why);
    return fmt::format(
        "{0}: {1}; write it once, as {0} = \"text\", {0} = 8 or {0} = true", name, why
    );
}

class Collecting {
public:
    explicit Collecting(const std::filesystem::path& file) : file_(file) {}

    Result<> table(const toml::table& table, const std::string& prefix) {
        for (const auto& [key, node] : table) TRY(entry(prefix + std::string(key.str()), node));
        return {};
    }

    std::vector<FileSetting> settings;

private:
    Result<> entry(const std::string& name, const toml::node& node) {
        if (const auto* const group = node.as_table()) return table(*group, name + ".");
        if (const auto* const list = node.as_array(); list && list->is_array_of_tables())
            return broken(
                file_,
                node.source().begin.line,
                fmt::format("[[{0}]] makes a list of groups; write [{0}]", name)
            );
        auto setting = setting_of(name, node);
        if (setting) {
            settings.push_back(std::move(*setting));
            return {};
        }
        return broken(
            file_,
            node.source().begin.line,
            name + " must be text in quotes, a whole number, true, false or a list of texts"
        );
    }

    const std::filesystem::path& file_;
};

} // namespace

Result<std::vector<FileSetting>> read_file(const std::filesystem::path& file) {
    Collecting collecting(file);
    if (!std::filesystem::exists(file)) return collecting.settings;
    if (!std::filesystem::is_regular_file(file)) return broken(file, 1, "is not a file");
    std::ifstream stream(file);
    if (!stream) return broken(file, 1, "cannot be read; check its owner and permissions");
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    try {
        TRY(collecting.table(toml::parse(text, file.string()), ""));
    } catch (const toml::parse_error& error) {
        const auto line = error.source().begin.line;
        return broken(file, line, advice(line_of(text, line), error.description()));
    }
    return std::move(collecting.settings);
}

} // namespace heed::config
