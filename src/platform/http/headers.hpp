// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::http {

/// Header fields in order of arrival; names compare without case. Kept as one text with places,
/// so that a request costs two allocations and may move between threads.
class Headers {
public:
    void reserve(std::size_t bytes, std::size_t count);
    void add(std::string_view name, std::string_view value);

    /// The first value of that name.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

    [[nodiscard]] std::size_t size() const { return places_.size(); }

    [[nodiscard]] std::string_view name(std::size_t index) const;
    [[nodiscard]] std::string_view value(std::size_t index) const;

private:
    struct Place {
        std::uint32_t at;
        std::uint32_t name_size;
        std::uint32_t value_size;
    };

    std::string text_;
    std::vector<Place> places_;
};

} // namespace heed::http
