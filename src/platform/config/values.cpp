// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/number.hpp"
#include "kernel/text.hpp"
#include "platform/config/settings.hpp"

#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace heed::config {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t worth;
};

// Largest first: text_of takes the first that divides.
constexpr std::array time_units{
    Unit{.name = "d", .worth = 86'400},
    Unit{.name = "h", .worth = 3'600},
    Unit{.name = "m", .worth = 60},
    Unit{.name = "s", .worth = 1},
};
constexpr std::array byte_units{
    Unit{.name = "GiB", .worth = std::int64_t{1} << 30},
    Unit{.name = "MiB", .worth = std::int64_t{1} << 20},
    Unit{.name = "KiB", .worth = std::int64_t{1} << 10},
    Unit{.name = "B", .worth = 1},
};

std::optional<std::int64_t> with_unit(std::string_view text, std::span<const Unit> units) {
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos) return std::nullopt;
    const auto amount = number_from<std::int64_t>(text.substr(0, digits));
    const auto name = trimmed(text.substr(digits));
    for (const auto& unit : units) {
        if (!amount || !equals_ignoring_case(name, unit.name)) continue;
        if (*amount > std::numeric_limits<std::int64_t>::max() / unit.worth) return std::nullopt;
        return *amount * unit.worth;
    }
    return std::nullopt;
}

std::string in_units(std::int64_t amount, std::span<const Unit> units, std::string_view between) {
    for (const auto& unit : units) {
        if (amount % unit.worth == 0)
            return fmt::format("{}{}{}", amount / unit.worth, between, unit.name);
    }
    return {};
}

template <NamedEnum E>
Flaw assign_name(E& out, std::string_view text) {
    const auto value = enum_from<E>(text);
    if (!value) return fmt::format("must be one of: {}", fmt::join(enum_names<E>, ", "));
    out = *value;
    return std::nullopt;
}

std::vector<std::string> comma_separated(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto item = trimmed(text.substr(0, comma));
        if (!item.empty()) items.emplace_back(item);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return items;
}

struct FromText {
    std::string_view text;

    Flaw operator()(std::string* out) const {
        *out = text;
        return std::nullopt;
    }

    Flaw operator()(std::filesystem::path* out) const {
        *out = text;
        return std::nullopt;
    }

    Flaw operator()(bool* out) const {
        if (text != "true" && text != "false") return "must be true or false";
        *out = text == "true";
        return std::nullopt;
    }

    Flaw operator()(std::int64_t* out) const {
        const auto value = number_from<std::int64_t>(text);
        if (!value) return "must be a whole number";
        *out = *value;
        return std::nullopt;
    }

    Flaw operator()(std::chrono::seconds* out) const {
        const auto value = with_unit(text, time_units);
        if (!value) return "must be a number with its unit: \"8h\" (units: s, m, h, d)";
        *out = std::chrono::seconds(*value);
        return std::nullopt;
    }

    Flaw operator()(Bytes* out) const {
        const auto value = with_unit(text, byte_units);
        if (!value) return "must be a number with its unit: \"50 MiB\" (units: B, KiB, MiB, GiB)";
        out->count = static_cast<std::uint64_t>(*value);
        return std::nullopt;
    }

    Flaw operator()(std::vector<std::string>* out) const {
        *out = comma_separated(text);
        return std::nullopt;
    }

    Flaw operator()(LogFormat* out) const { return assign_name(*out, text); }

    Flaw operator()(log::Level* out) const { return assign_name(*out, text); }
};

struct ToText {
    std::string operator()(const std::string* value) const { return *value; }

    std::string operator()(const std::filesystem::path* value) const { return value->string(); }

    std::string operator()(const bool* value) const { return *value ? "true" : "false"; }

    std::string operator()(const std::int64_t* value) const { return std::to_string(*value); }

    std::string operator()(const std::chrono::seconds* value) const {
        return in_units(value->count(), time_units, "");
    }

    std::string operator()(const Bytes* value) const {
        return in_units(static_cast<std::int64_t>(value->count), byte_units, " ");
    }

    std::string operator()(const std::vector<std::string>* value) const {
        return fmt::format("{}", fmt::join(*value, ", "));
    }

    std::string operator()(const LogFormat* value) const { return std::string(name_of(*value)); }

    std::string operator()(const log::Level* value) const { return std::string(name_of(*value)); }
};

/// What the file should have had, for a value of another type.
struct Wanted {
    std::string_view operator()(const std::string*) const { return "text in quotes"; }

    std::string_view operator()(const std::filesystem::path*) const { return "text in quotes"; }

    std::string_view operator()(const bool*) const { return "true or false, without quotes"; }

    std::string_view operator()(const std::int64_t*) const { return "a whole number"; }

    std::string_view operator()(const std::chrono::seconds*) const {
        return "text with a unit, as \"8h\"";
    }

    std::string_view operator()(const Bytes*) const { return "text with a unit, as \"50 MiB\""; }

    std::string_view operator()(const std::vector<std::string>*) const {
        return "a list of texts, as [\"a\", \"b\"]";
    }

    std::string_view operator()(const LogFormat*) const { return "text in quotes"; }

    std::string_view operator()(const log::Level*) const { return "text in quotes"; }
};

Flaw wrong_type(Slot slot) {
    return fmt::format("must be {}", std::visit(Wanted{}, slot));
}

template <class T>
Flaw assign_exactly(Slot slot, T value) {
    auto* const* const out = std::get_if<T*>(&slot);
    if (out == nullptr) return wrong_type(slot);
    **out = std::move(value);
    return std::nullopt;
}

} // namespace

Flaw assign(Slot slot, std::string_view text) {
    return std::visit(FromText{text}, slot);
}

Flaw assign(Slot slot, bool value) {
    return assign_exactly(slot, value);
}

Flaw assign(Slot slot, std::int64_t value) {
    return assign_exactly(slot, value);
}

Flaw assign(Slot slot, std::vector<std::string> values) {
    return assign_exactly(slot, std::move(values));
}

std::string text_of(Slot slot) {
    return std::visit(ToText{}, slot);
}

} // namespace heed::config
