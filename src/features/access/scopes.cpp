// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/scopes.hpp"

#include "platform/json/decode.hpp"

namespace heed::access {

namespace {

constexpr std::string_view everything = "*";

std::string unknown_scope(std::string_view name) {
    std::string known = "*";
    for (const auto permission : enum_names<Permission>) known.append(", ").append(permission);
    return "`" + std::string(name) + "` is no scope. There are: " + known + ".";
}

} // namespace

Result<PermissionSet> checked_scopes(const std::vector<Text<1, 50>>& scopes) {
    if (scopes.empty())
        return refuse(Refusal::invalid, "required", "/scopes", "A token needs a scope.");
    PermissionSet set;
    for (std::size_t at = 0; at < scopes.size(); ++at) {
        const auto& name = scopes[at].value;
        const auto permission = enum_from<Permission>(name);
        if (name == everything)
            set.add(PermissionSet::all());
        else if (permission)
            set.add(*permission);
        else {
            return refuse(
                Refusal::invalid,
                "unknown_scope",
                "/scopes/" + std::to_string(at),
                unknown_scope(name)
            );
        }
    }
    return set;
}

PermissionSet scopes_from(const std::string& json) {
    const auto names = decode_fact<std::vector<std::string>>(json);
    CHECK(names.has_value());
    PermissionSet set;
    for (const auto& name : *names) {
        if (name == everything) return PermissionSet::all();
        if (const auto permission = enum_from<Permission>(name)) set.add(*permission);
    }
    return set;
}

} // namespace heed::access
