// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed {

struct JsonNode;

/// A value inside a `JsonDocument`, as cheap to copy as a pointer. Lives as long as the document.
class Json {
public:
    /// `integer` is a number written without fraction or exponent that fits 64 bits.
    enum class Kind { null, boolean, integer, number, text, list, object };

    explicit Json(const JsonNode& node) : node_(&node) {}

    [[nodiscard]] Kind kind() const;

    /// Each expects its own kind (`CHECK`); `as_double` also takes integers.
    [[nodiscard]] bool as_bool() const;
    [[nodiscard]] std::int64_t as_int64() const;
    [[nodiscard]] double as_double() const;
    [[nodiscard]] std::string_view as_text() const;

    /// Number of items of a list or members of an object; 0 for all else.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] Json item(std::size_t index) const;
    /// Name of the member whose value is `item(index)`; members stand as they were written.
    [[nodiscard]] std::string_view key(std::size_t index) const;
    /// The member called `key`; nothing when absent or when this is no object.
    [[nodiscard]] std::optional<Json> find(std::string_view key) const;

    [[nodiscard]] std::vector<Json> items() const;
    [[nodiscard]] std::vector<std::pair<std::string_view, Json>> members() const;

    /// Written again as JSON without white space.
    [[nodiscard]] std::string to_text() const;

private:
    const JsonNode* node_;
};

/// A parsed text; owns what its `Json` views show.
class JsonDocument {
public:
    static constexpr std::size_t depth_max = 64;
    static constexpr std::size_t items_max = 10'000;

    /// Strict RFC 8259. Refuses as `invalid_json`, naming line and column: deeper than 64, a key
    /// twice in one object, invalid UTF-8, text after the value; and as `too_many_items`, which is
    /// too large and not malformed, more than 10,000 items in a list or object.
    static Result<JsonDocument> parse(std::string_view text);

    JsonDocument(JsonDocument&&) noexcept;
    JsonDocument& operator=(JsonDocument&&) noexcept;
    ~JsonDocument();

    [[nodiscard]] Json root() const;

private:
    struct Body;
    explicit JsonDocument(std::unique_ptr<Body> body);

    std::unique_ptr<Body> body_;
};

} // namespace heed
