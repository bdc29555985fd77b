// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/outbound/guard.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>

namespace heed::outbound {

namespace {

IpAddress ip(std::string_view text) {
    return IpAddress::parse(text).value();
}

/// A network of our own making.
class FakeNames final : public Names {
public:
    std::map<std::string, std::vector<IpAddress>> hosts = {
        {"hooks.example.com", {ip("93.184.216.34")}},
        {"both.example.com", {ip("93.184.216.34"), ip("2606:2800:220:1::1")}},
        {"inner.example.com", {ip("10.0.0.5")}},
        {"mixed.example.com", {ip("93.184.216.34"), ip("127.0.0.1")}},
        {"localhost", {ip("127.0.0.1"), ip("::1")}},
        {"mapped.example.com", {ip("::ffff:169.254.169.254")}},
        {"us.example.com", {ip("198.41.0.4")}},
        {"xn--bcher-kva.example", {ip("93.184.216.34")}},
        {"mail.corp", {ip("10.1.1.1")}},
    };
    int questions = 0;

    std::vector<IpAddress> resolve(const std::string& host) override {
        ++questions;
        const auto found = hosts.find(host);
        return found == hosts.end() ? std::vector<IpAddress>{} : found->second;
    }

    std::vector<IpAddress> own_addresses() override { return {ip("198.41.0.4"), ip("2606::99")}; }
};

// What each form of URL ends with.
const std::map<std::string, std::vector<std::string>> outcomes = {
    {"address_not_allowed",
     {"https://127.0.0.1/",
      "https://127.1/",
      "https://127.0.1/",
      "https://2130706433/",
      "https://017700000001/",
      "https://0177.0.0.1/",
      "https://0177.0.0.01/",
      "https://0x7f.0.0.1/",
      "https://0x7f000001/",
      "https://0X7F.1/",
      "https://0x7f.0x0.0x0.0x1/",
      "https://127.255.255.254/",
      "https://0/",
      "https://0.0.0.0/",
      "https://0.1.2.3/",
      "https://10.0.0.1/",
      "https://167772161/",
      "https://012.0.0.1/",
      "https://100.64.0.1/",
      "https://169.254.169.254/latest/meta-data/",
      "https://2852039166/",
      "https://0xa9fea9fe/",
      "https://172.16.0.1/",
      "https://172.31.255.255/",
      "https://192.168.0.1/",
      "https://192.0.0.8/",
      "https://192.0.2.1/",
      "https://192.88.99.1/",
      "https://198.18.0.1/",
      "https://198.51.100.1/",
      "https://203.0.113.1/",
      "https://224.0.0.1/",
      "https://255.255.255.255/",
      "https://[::]/",
      "https://[::1]/",
      "https://[0:0:0:0:0:0:0:1]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[::ffff:7f00:1]/",
      "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
      "https://[::127.0.0.1]/",
      "https://[::ffff:0:127.0.0.1]/",
      "https://[64:ff9b::127.0.0.1]/",
      "https://[64:ff9b::a00:1]/",
      "https://[64:ff9b:1::1]/",
      "https://[2002:7f00:1::]/",
      "https://[2002:5db8:d822::1]/",
      "https://[2001::1]/",
      "https://[2001:db8::1]/",
      "https://[3fff::1]/",
      "https://[100::1]/",
      "https://[5f00::1]/",
      "https://[fc00::1]/",
      "https://[fd12:3456::1]/",
      "https://[fe80::1]/",
      "https://[fec0::1]/",
      "https://[ff02::1]/",
      "https://localhost/",
      "https://LocalHost./",
      "https://inner.example.com/",
      "https://mixed.example.com/",
      "https://mapped.example.com/",
      "https://us.example.com/",
      "https://198.41.0.4/",
      "https://[2606::99]/"}},
    {"bad_address",
     {"https://127.0.0.1./",
      "https://[fe80::1%25eth0]/",
      "https://[::1]x/",
      "https://[v1.x]/",
      "https://127.0.0.1:0/",
      "https://1.2.3.4.5/",
      "https://256.1.1.1/",
      "https://4294967296/",
      "https://host.0x/",
      "https://host.123/",
      "https://hooks.example.com@127.0.0.1/",
      "https://user:secret@hooks.example.com/",
      "https://hooks.example.com\\@127.0.0.1/",
      "https://127.0.0.1\\@hooks.example.com/",
      "https://127.0.0.1%2f@hooks.example.com/",
      "https://hooks%2eexample.com/",
      "https://%31%32%37.0.0.1/",
      "https://127\u30020\u30020\u30021/",
      "https://\uff11\uff12\uff17.0.0.1/",
      "https://\u2460\u2461\u2466.0.0.1/",
      "https://b\u00fccher.example/",
      "https://hooks..example.com/",
      "https://.hooks.example.com/",
      "https:///path",
      "https:hooks.example.com",
      "https://",
      "//hooks.example.com/",
      "hooks.example.com",
      "",
      " https://hooks.example.com/",
      "https://hooks.example.com/\r\nHost: x",
      "https://hooks.example.com:99999/"}},
    {"unknown_host", {"https://nobody.example.com/"}},
    {"port_not_allowed", {"https://hooks.example.com:22/", "https://hooks.example.com:6379/"}},
    {"scheme_not_allowed",
     {"ftp://hooks.example.com/",
      "file:///etc/passwd",
      "gopher://127.0.0.1:11211/",
      "javascript:alert(1)"}},
    {"ok",
     {"https://hooks.example.com/",
      "HTTPS://HOOKS.EXAMPLE.COM:443/a?b=c",
      "https://hooks.example.com.:8443",
      "http://hooks.example.com/",
      "https://both.example.com/",
      "https://xn--bcher-kva.example/",
      "https://93.184.216.34/",
      "https://[2606:2800:220:1::1]/",
      "https://[64:ff9b::5db8:d822]/",
      "https://172.32.0.1/",
      "https://100.128.0.1/"}},
};

struct Fixture {
    FakeNames names;
    Guard guard{{.plain_http = true}, names};

    [[nodiscard]] std::string code_of(std::string_view url) const {
        const auto target = guard.check_url(url);
        return target ? "ok" : target.error().code;
    }
};

Policy with_allowed(const std::vector<std::string>& entries) {
    return {.plain_http = true, .allowed = AllowList::parse(entries).value()};
}

} // namespace

TEST_CASE_FIXTURE(Fixture, "outbound: no form of URL leads inside") {
    for (const auto& [code, urls] : outcomes) {
        for (const auto& url : urls) CHECK_MESSAGE(code_of(url) == code, url);
    }
}

TEST_CASE_FIXTURE(Fixture, "outbound: the target is the judged address, under its name") {
    const auto target = guard.check_url("https://Hooks.Example.com:8443/in/box?x=%20y#part");
    REQUIRE(target.has_value());
    CHECK(target->address == ip("93.184.216.34"));
    CHECK(target->host == "hooks.example.com");
    CHECK(target->port == 8443);
    CHECK(target->is_tls);
    CHECK(target->path == "/in/box?x=%20y");
    CHECK(names.questions == 1);
    CHECK(guard.check_url("http://hooks.example.com")->path == "/");
    CHECK(guard.check_url("http://hooks.example.com")->port == 80);
    CHECK_FALSE(guard.check_url("http://hooks.example.com?a")->is_tls);
    CHECK(guard.check_url("https://hooks.example.com?a")->path == "/?a");
}

TEST_CASE_FIXTURE(Fixture, "outbound: a name that changes its answer is judged each time") {
    CHECK(code_of("https://hooks.example.com/") == "ok");
    names.hosts["hooks.example.com"] = {ip("127.0.0.1")};
    CHECK(code_of("https://hooks.example.com/") == "address_not_allowed");
}

TEST_CASE("outbound: http only where an administrator said so") {
    FakeNames names;
    const Guard guard({}, names);
    CHECK(guard.check_url("http://hooks.example.com/").error().code == "scheme_not_allowed");
    CHECK(guard.check_url("https://hooks.example.com/").has_value());
}

TEST_CASE("outbound: an allowed network opens its addresses on the usual ports") {
    FakeNames names;
    const Guard guard(with_allowed({"10.0.0.0/24", "fd00::/8"}), names);
    CHECK(guard.check("10.0.0.5", 443).has_value());
    CHECK(guard.check("inner.example.com", 443).has_value());
    CHECK(guard.check("::ffff:10.0.0.5", 443).has_value());
    CHECK(guard.check("fd00::1", 443).has_value());
    CHECK(guard.check("10.0.1.5", 443).error().code == "address_not_allowed");
    CHECK(guard.check("10.0.0.5", 22).error().code == "port_not_allowed");
    CHECK(guard.check("mixed.example.com", 443).error().code == "address_not_allowed");
}

TEST_CASE("outbound: an allowed server opens one name and port") {
    FakeNames names;
    const Guard guard(with_allowed({"Mail.Corp.:993", "127.0.0.1:2525", "[::1]:2525"}), names);
    CHECK(guard.check("mail.corp", 993)->address == ip("10.1.1.1"));
    CHECK(guard.check("MAIL.CORP.", 993).has_value());
    CHECK(guard.check("mail.corp", 143).error().code == "port_not_allowed");
    CHECK(guard.check("mail.corp", 443).error().code == "address_not_allowed");
    CHECK(guard.check("127.0.0.1", 2525).has_value());
    CHECK(guard.check("0x7f.1", 2525).has_value());
    CHECK(guard.check("::1", 2525).has_value());
    CHECK(guard.check("[::1]", 2525).has_value());
    CHECK(guard.check("127.0.0.2", 2525).error().code == "port_not_allowed");
}

TEST_CASE("outbound: without a port list any port but 0 is usual") {
    FakeNames names;
    const Guard guard({.ports = {}}, names);
    CHECK(guard.check("hooks.example.com", 993).has_value());
    CHECK(guard.check("hooks.example.com", 0).error().code == "port_not_allowed");
    CHECK(guard.check("inner.example.com", 993).error().code == "address_not_allowed");
}

TEST_CASE("outbound: a wrong allow list is refused naming the entry") {
    for (const auto* const entry :
         {"10.0.0.0/40", "mail.corp", "mail.corp:0", "a b:1", ":443", ""}) {
        const auto list = AllowList::parse({entry});
        REQUIRE_MESSAGE(!list.has_value(), entry);
        CHECK(list.error().code == "bad_allow_list");
        CHECK(list.error().detail.starts_with(entry));
    }
}

TEST_CASE("outbound: the system names this machine's loopback") {
    SystemNames names;
    const auto own = names.own_addresses();
    CHECK(std::ranges::find(own, ip("127.0.0.1")) != own.end());
    CHECK(names.resolve("127.0.0.1") == std::vector{ip("127.0.0.1")});
    CHECK(names.resolve("no such host").empty());
}

} // namespace heed::outbound
