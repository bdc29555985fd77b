// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/require.hpp"

namespace heed {

namespace {

Result<> allowed_if(bool holds, Permission permission) {
    if (holds) return {};
    auto error = Error{
        .kind = Refusal::forbidden,
        .code = "not_allowed",
        .detail = "This needs the permission " + std::string(name_of(permission)) + ".",
    };
    error.members.emplace_back("permission", '"' + std::string(name_of(permission)) + '"');
    return std::unexpected(std::move(error));
}

} // namespace

Result<> require(const Actor& actor, Permission permission) {
    return allowed_if(actor.may(permission), permission);
}

Result<> require_somewhere(const Actor& actor, Permission permission) {
    return allowed_if(actor.may_somewhere(permission), permission);
}

} // namespace heed
