// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/http/origins.hpp"

#include <doctest/doctest.h>

namespace heed::http {
namespace {

IpAddress address(std::string_view text) {
    return IpAddress::parse(text).value();
}

bool contains(std::string_view network, std::string_view text) {
    return IpNetwork::parse(network).value().contains(address(text));
}

TEST_CASE("addresses are read and written") {
    CHECK(address("10.1.2.3").text() == "10.1.2.3");
    CHECK(address("::ffff:10.1.2.3") == address("10.1.2.3"));
    CHECK(address("2001:DB8::1").text() == "2001:db8::1");
    CHECK(address("127.9.9.9").is_loopback());
    CHECK(address("::1").is_loopback());
    CHECK(!address("128.0.0.1").is_loopback());
    for (const auto* wrong : {"", "1.2.3", "1.2.3.4.5", "a", "1.2.3.4:80", "[::1]"})
        CHECK_MESSAGE(!IpAddress::parse(wrong), wrong);
}

TEST_CASE("networks contain their addresses") {
    CHECK(contains("10.0.0.0/8", "10.255.0.1"));
    CHECK(!contains("10.0.0.0/8", "11.0.0.1"));
    CHECK(contains("192.168.4.0/22", "192.168.7.255"));
    CHECK(!contains("192.168.4.0/22", "192.168.8.0"));
    CHECK(contains("0.0.0.0/0", "8.8.8.8"));
    CHECK(!contains("0.0.0.0/0", "2001:db8::1"));
    CHECK(contains("fd00::/8", "fdff::1"));
    CHECK(!contains("fd00::/8", "fc00::1"));
    CHECK(contains("::1", "::1"));
    CHECK(!contains("127.0.0.1", "127.0.0.2"));
    for (const auto* wrong : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/a", "10/8", "::/129", "/8"})
        CHECK_MESSAGE(!IpNetwork::parse(wrong), wrong);
}

TEST_CASE("host names are read strictly") {
    CHECK(host_name("Desk.Example:8080") == "desk.example");
    CHECK(host_name("[::1]:80") == "::1");
    CHECK(host_name("10.0.0.1") == "10.0.0.1");
    for (const auto* wrong :
         {"", ":80", "a:b", "a:123456", "a b", "a/b", "a@b", "[::1", "[x]", "[::1]x", "a:80:90"})
        CHECK_MESSAGE(!host_name(wrong), wrong);
}

TEST_CASE("only our hosts are served") {
    const Origins ours(
        {.base_url = "https://desk.example/x",
         .further_hosts = {"help.example"},
         .trusted_proxies = {}}
    );
    CHECK(ours.serves("desk.example"));
    CHECK(ours.serves("DESK.example:443"));
    CHECK(ours.serves("help.example"));
    CHECK(!ours.serves("localhost"));
    CHECK(!ours.serves("desk.example.evil"));
    CHECK(!ours.serves(""));

    const Origins local(
        {.base_url = "http://localhost:8080", .further_hosts = {}, .trusted_proxies = {}}
    );
    CHECK(local.serves("127.0.0.1:9999"));
    CHECK(local.serves("[::1]:8080"));
    CHECK(local.serves("desk.localhost"));
    CHECK(!local.serves("10.0.0.1"));

    CHECK(Origins({}).serves("anything.example"));
    CHECK(!Origins({}).serves("any thing"));
    CHECK_THROWS_AS(
        Origins({.base_url = "desk.example", .further_hosts = {}, .trusted_proxies = {}}), Fault
    );
    CHECK_THROWS_AS(
        Origins({.base_url = {}, .further_hosts = {}, .trusted_proxies = {"10.0.0.0/40"}}), Fault
    );
}

Request forwarded(
    std::string_view connected, const std::vector<std::pair<std::string, std::string>>& headers
) {
    const Origins origins(
        {.base_url = {}, .further_hosts = {}, .trusted_proxies = {"10.0.0.0/8", "::1"}}
    );
    Request request;
    request.headers.add("Host", "desk.example");
    for (const auto& [name, value] : headers) request.headers.add(name, value);
    origins.fill(request, address(connected));
    return request;
}

TEST_CASE("a trusted proxy speaks for its client, nobody else does") {
    const auto behind = forwarded(
        "10.0.0.1",
        {{"X-Forwarded-For", "6.6.6.6, 8.8.8.8, 10.0.0.9"},
         {"X-Forwarded-Proto", "https"},
         {"X-Forwarded-Host", "help.example"}}
    );
    CHECK(behind.peer == "8.8.8.8"); // what stands further left the client wrote itself
    CHECK(behind.scheme == "https");
    CHECK(behind.host == "help.example");

    const auto direct =
        forwarded("9.9.9.9", {{"X-Forwarded-For", "8.8.8.8"}, {"X-Forwarded-Proto", "https"}});
    CHECK(direct.peer == "9.9.9.9");
    CHECK(direct.scheme == "http");
    CHECK(direct.host == "desk.example");

    CHECK(
        forwarded("::1", {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "2.2.2.2"}}).peer ==
        "2.2.2.2"
    );
    CHECK(forwarded("10.0.0.1", {{"X-Forwarded-For", "[2001:db8::7]:443"}}).peer == "2001:db8::7");
    CHECK(forwarded("10.0.0.1", {{"X-Forwarded-For", "8.8.8.8, garbage"}}).peer == "10.0.0.1");
    CHECK(forwarded("10.0.0.1", {}).peer == "10.0.0.1");
}

} // namespace
} // namespace heed::http
