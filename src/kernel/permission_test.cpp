// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/permission.hpp"

#include <doctest/doctest.h>
#include <set>
#include <string>

using namespace heed;

TEST_CASE("each permission has one name of the form thing:verb") {
    std::set<std::string_view> seen;
    for (const auto name : enum_names<Permission>) {
        CAPTURE(name);
        CHECK(name.find(':') != std::string_view::npos);
        CHECK(seen.insert(name).second);
    }
    CHECK(name_of(Permission::privacy_manage) == enum_names<Permission>.back());
}

TEST_CASE("sets are joined and narrowed") {
    PermissionSet set{Permission::ticket_read};
    set.add(PermissionSet{Permission::ticket_write, Permission::mail_ingest});
    CHECK(set.has(Permission::ticket_read));
    CHECK(set.has(Permission::mail_ingest));
    CHECK_FALSE(set.has(Permission::audit_read));

    const auto narrowed = set.only({Permission::ticket_read, Permission::audit_read});
    CHECK(narrowed == PermissionSet{Permission::ticket_read});
    CHECK(set.only({}).empty());
}

TEST_CASE("all holds every named permission") {
    for (const auto name : enum_names<Permission>) {
        const auto permission = enum_from<Permission>(name);
        REQUIRE(permission.has_value());
        CHECK(PermissionSet::all().has(*permission));
    }
}
