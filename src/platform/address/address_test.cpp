// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/address/address.hpp"

#include <doctest/doctest.h>

namespace heed {

namespace {

bool in(std::string_view address, std::string_view network) {
    return IpNetwork::parse(network).value().contains(IpAddress::parse(address).value());
}

} // namespace

TEST_CASE("address: both spellings of IPv4 are equal") {
    CHECK(IpAddress::parse("10.1.2.3") == IpAddress::parse("::ffff:10.1.2.3"));
    CHECK(IpAddress::parse("::ffff:a01:203")->text() == "10.1.2.3");
    CHECK(IpAddress::from_ipv4({10, 1, 2, 3}).text() == "10.1.2.3");
    CHECK(IpAddress::parse("2001:DB8::0:1")->text() == "2001:db8::1");
    CHECK_FALSE(IpAddress::parse("::1")->is_ipv4());
}

TEST_CASE("address: only the standard spellings are read") {
    for (const auto* const text :
         {"",
          "10.1.2",
          "10.1.2.3.4",
          "010.1.2.3",
          "0x7f.0.0.1",
          "2130706433",
          "[::1]",
          "fe80::1%eth0",
          "1.2.3.256",
          " 1.2.3.4",
          "::1 ",
          "localhost"})
        CHECK_MESSAGE(!IpAddress::parse(text).has_value(), text);
    CHECK_FALSE(IpAddress::parse(std::string_view("1.2.3.4\0x", 9)).has_value());
}

TEST_CASE("address: loopback") {
    for (const auto* const text : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
        CHECK(IpAddress::parse(text)->is_loopback());
    for (const auto* const text : {"128.0.0.1", "::", "::2"})
        CHECK_FALSE(IpAddress::parse(text)->is_loopback());
}

TEST_CASE("address: of IPv6 a whole /64 is one network, of IPv4 each address") {
    const auto network = [](std::string_view text) { return IpAddress::parse(text)->network(); };
    CHECK(network("2001:db8::1") == network("2001:db8::ffff:2"));
    CHECK(network("2001:db8::1").text() == "2001:db8::");
    CHECK(network("2001:db8::1") != network("2001:db8:0:1::1"));
    CHECK(network("10.0.0.1").text() == "10.0.0.1");
}

TEST_CASE("address: networks contain what they should") {
    CHECK(in("10.255.0.1", "10.0.0.0/8"));
    CHECK_FALSE(in("11.0.0.0", "10.0.0.0/8"));
    CHECK(in("100.127.255.255", "100.64.0.0/10"));
    CHECK_FALSE(in("100.128.0.0", "100.64.0.0/10"));
    CHECK(in("1.2.3.4", "1.2.3.4"));
    CHECK_FALSE(in("1.2.3.5", "1.2.3.4"));
    CHECK(in("9.9.9.9", "0.0.0.0/0"));
    CHECK_FALSE(in("2001:db8::1", "0.0.0.0/0"));
    CHECK(in("fd12::1", "fc00::/7"));
    CHECK(in("::ffff:10.0.0.1", "10.0.0.0/8"));
    CHECK(in("10.0.0.1", "::ffff:0:0/96"));
    CHECK(in("2001:db8::1", "::/0"));
    for (const auto* const text : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "x/8"})
        CHECK_FALSE(IpNetwork::parse(text).has_value());
}

} // namespace heed
