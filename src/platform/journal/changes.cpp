// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/changes.hpp"

#include <map>

namespace heed::journal {

namespace {

struct Conflict {
    RawJson yours;
    RawJson theirs;
};
HEED_FIELDS(Conflict, yours, theirs)

} // namespace

Result<> refuse_null(std::string_view field) {
    return refuse(Refusal::invalid, "required", "/" + std::string(field), "This cannot be empty.");
}

Result<> require_known(std::int64_t expected, std::int64_t version) {
    if (expected <= version) return {};
    return refuse(
        Refusal::invalid,
        "unknown_version",
        "/expected_version",
        "There is no such version yet; send the one you read."
    );
}

Result<> require_current(
    std::optional<std::int64_t> expected,
    std::int64_t version,
    const std::vector<FieldChange>& changes
) {
    if (!expected || *expected == version) return {};
    TRY(require_known(*expected, version));
    if (changes.empty()) return {};
    std::map<std::string, Conflict> fields;
    for (const auto& one : changes)
        fields[one.field] = {.yours = one.new_value, .theirs = one.old_value};
    Error error{
        .kind = Refusal::conflict,
        .code = "changed_meanwhile",
        .detail = "Somebody else changed this since you read it.",
    };
    error.members.emplace_back("fields", to_json(fields));
    error.members.emplace_back("version", std::to_string(version));
    return std::unexpected(std::move(error));
}

} // namespace heed::journal
