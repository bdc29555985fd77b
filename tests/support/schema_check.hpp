// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/json/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed::tests {

/// An OpenAPI document that answers can be held against.
class ApiDocument {
public:
    /// Throws Fault when `text` is no JSON.
    explicit ApiDocument(std::string_view text);

    [[nodiscard]] Json root() const { return document_.root(); }

    /// One answer to a route, e.g. "get", "/tickets/{number}", 200.
    struct Spoken {
        std::string_view method;
        std::string_view path;
        int status = 200;
        std::string_view content_type;
        std::string_view body;
    };

    /// What in an answer the document does not promise, as sentences; none when it fits.
    [[nodiscard]] std::vector<std::string> misfits(const Spoken& answer) const;

    /// Whether the document knows the route at all.
    [[nodiscard]] bool knows(std::string_view method, std::string_view path) const;

    /// What keeps this from being an OpenAPI 3.1 document: missing parts, references to nothing,
    /// names used twice, path parameters that are not declared.
    [[nodiscard]] std::vector<std::string> flaws() const;

private:
    JsonDocument document_;
};

} // namespace heed::tests
