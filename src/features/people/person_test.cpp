// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/person.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::people;

TEST_CASE("addresses are stored in one form") {
    CHECK(checked_address(" Ana.B@Acme.Example ", "/address") == "ana.b@acme.example");
    for (const char* bad :
         {"", "ana", "ana@", "@acme.example", "a b@acme.example", "a@acme\n.example"}) {
        const auto refused = checked_address(bad, "/addresses/1");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "bad_address");
        CHECK(refused.error().pointer == "/addresses/1");
    }
}

TEST_CASE("a domain that an organisation may own") {
    CHECK(checked_domain("Acme.Example", "/domains/0") == "acme.example");
    CHECK(checked_domain("@acme.example", "/domains/0") == "acme.example");
    CHECK(checked_domain("mail.acme.co.uk", "/domains/0") == "mail.acme.co.uk");
    for (const char* bad :
         {"", "acme", "acme..example", "-acme.example", "acme .example", ".", "a/b.example"})
        CHECK(checked_domain(bad, "/domains/0").error().code == "bad_domain");
}

TEST_CASE("where anybody can have an address, nobody owns the domain") {
    for (const char* provider : {"gmail.com", "GMX.de", "outlook.com", "126.com", "zoho.com"}) {
        const auto refused = checked_domain(provider, "/domains/0");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "public_domain");
        CHECK(refused.error().detail.contains("Anybody can have an address"));
    }
    CHECK(checked_domain("notgmail.com", "/domains/0"));
}

TEST_CASE("somebody without a name is called by the address") {
    CHECK(name_from_address("ana.b@acme.example") == "ana.b");
    CHECK(name_from_address("@odd") == "@odd");
}
