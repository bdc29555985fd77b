// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/headers.hpp"

#include "kernel/text.hpp"

namespace heed::http {

void Headers::reserve(std::size_t bytes, std::size_t count) {
    text_.reserve(bytes);
    places_.reserve(count);
}

void Headers::add(std::string_view name, std::string_view value) {
    places_.push_back({
        .at = static_cast<std::uint32_t>(text_.size()),
        .name_size = static_cast<std::uint32_t>(name.size()),
        .value_size = static_cast<std::uint32_t>(value.size()),
    });
    text_ += name;
    text_ += value;
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    for (std::size_t index = 0; index < places_.size(); ++index)
        if (equals_ignoring_case(this->name(index), name)) return value(index);
    return std::nullopt;
}

std::string_view Headers::name(std::size_t index) const {
    const auto& place = places_.at(index);
    return std::string_view(text_).substr(place.at, place.name_size);
}

std::string_view Headers::value(std::size_t index) const {
    const auto& place = places_.at(index);
    return std::string_view(text_).substr(place.at + place.name_size, place.value_size);
}

} // namespace heed::http
