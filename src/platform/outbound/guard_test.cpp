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

struct Row {
    std::string url;
    std::string code;
};

const Row rows[] = {
    {"https://127.0.0.1/", "address_not_allowed"},
    {"https://127.0.0.1./", "bad_address"},
    {"https://127.1/", "address_not_allowed"},
    {"https://127.0.1/", "address_not_allowed"},
    {"https://2130706433/", "address_not_allowed"},
    {"https://017700000001/", "address_not_allowed"},
    {"https://0177.0.0.1/", "address_not_allowed"},
    {"https://0177.0.0.01/", "address_not_allowed"},
    {"https://0x7f.0.0.1/", "address_not_allowed"},
    {"https://0x7f000001/", "address_not_allowed"},
    {"https://0X7F.1/", "address_not_allowed"},
    {"https://0x7f.0x0.0x0.0x1/", "address_not_allowed"},
    {"https://127.255.255.254/", "address_not_allowed"},
    {"https://0/", "address_not_allowed"},
    {"https://0.0.0.0/", "address_not_allowed"},
    {"https://0.1.2.3/", "address_not_allowed"},
    {"https://10.0.0.1/", "address_not_allowed"},
    {"https://167772161/", "address_not_allowed"},
    {"https://012.0.0.1/", "address_not_allowed"},
    {"https://100.64.0.1/", "address_not_allowed"},
    {"https://169.254.169.254/latest/meta-data/", "address_not_allowed"},
    {"https://2852039166/", "address_not_allowed"},
    {"https://0xa9fea9fe/", "address_not_allowed"},
    {"https://172.16.0.1/", "address_not_allowed"},
    {"https://172.31.255.255/", "address_not_allowed"},
    {"https://192.168.0.1/", "address_not_allowed"},
    {"https://192.0.0.8/", "address_not_allowed"},
    {"https://192.0.2.1/", "address_not_allowed"},
    {"https://192.88.99.1/", "address_not_allowed"},
    {"https://198.18.0.1/", "address_not_allowed"},
    {"https://198.51.100.1/", "address_not_allowed"},
    {"https://203.0.113.1/", "address_not_allowed"},
    {"https://224.0.0.1/", "address_not_allowed"},
    {"https://255.255.255.255/", "address_not_allowed"},
    {"https://[::]/", "address_not_allowed"},
    {"https://[::1]/", "address_not_allowed"},
    {"https://[0:0:0:0:0:0:0:1]/", "address_not_allowed"},
    {"https://[::ffff:127.0.0.1]/", "address_not_allowed"},
    {"https://[::ffff:7f00:1]/", "address_not_allowed"},
    {"https://[0:0:0:0:0:ffff:a9fe:a9fe]/", "address_not_allowed"},
    {"https://[::127.0.0.1]/", "address_not_allowed"},
    {"https://[::ffff:0:127.0.0.1]/", "address_not_allowed"},
    {"https://[64:ff9b::127.0.0.1]/", "address_not_allowed"},
    {"https://[64:ff9b::a00:1]/", "address_not_allowed"},
    {"https://[64:ff9b:1::1]/", "address_not_allowed"},
    {"https://[2002:7f00:1::]/", "address_not_allowed"},
    {"https://[2002:5db8:d822::1]/", "address_not_allowed"},
    {"https://[2001::1]/", "address_not_allowed"},
    {"https://[2001:db8::1]/", "address_not_allowed"},
    {"https://[3fff::1]/", "address_not_allowed"},
    {"https://[100::1]/", "address_not_allowed"},
    {"https://[5f00::1]/", "address_not_allowed"},
    {"https://[fc00::1]/", "address_not_allowed"},
    {"https://[fd12:3456::1]/", "address_not_allowed"},
    {"https://[fe80::1]/", "address_not_allowed"},
    {"https://[fec0::1]/", "address_not_allowed"},
    {"https://[ff02::1]/", "address_not_allowed"},
    {"https://localhost/", "address_not_allowed"},
    {"https://LocalHost./", "address_not_allowed"},
    {"https://inner.example.com/", "address_not_allowed"},
    {"https://mixed.example.com/", "address_not_allowed"},
    {"https://mapped.example.com/", "address_not_allowed"},
    {"https://us.example.com/", "address_not_allowed"},
    {"https://198.41.0.4/", "address_not_allowed"},
    {"https://[2606::99]/", "address_not_allowed"},
    {"https://nobody.example.com/", "unknown_host"},
    {"https://[fe80::1%25eth0]/", "bad_address"},
    {"https://[::1]x/", "bad_address"},
    {"https://[v1.x]/", "bad_address"},
    {"https://127.0.0.1:0/", "bad_address"},
    {"https://1.2.3.4.5/", "bad_address"},
    {"https://256.1.1.1/", "bad_address"},
    {"https://4294967296/", "bad_address"},
    {"https://host.0x/", "bad_address"},
    {"https://host.123/", "bad_address"},
    {"https://hooks.example.com@127.0.0.1/", "bad_address"},
    {"https://user:secret@hooks.example.com/", "bad_address"},
    {"https://hooks.example.com\\@127.0.0.1/", "bad_address"},
    {"https://127.0.0.1\\@hooks.example.com/", "bad_address"},
    {"https://127.0.0.1%2f@hooks.example.com/", "bad_address"},
    {"https://hooks%2eexample.com/", "bad_address"},
    {"https://%31%32%37.0.0.1/", "bad_address"},
    {"https://127\u30020\u30020\u30021/", "bad_address"},
    {"https://\uff11\uff12\uff17.0.0.1/", "bad_address"},
    {"https://\u2460\u2461\u2466.0.0.1/", "bad_address"},
    {"https://b\u00fccher.example/", "bad_address"},
    {"https://hooks..example.com/", "bad_address"},
    {"https://.hooks.example.com/", "bad_address"},
    {"https:///path", "bad_address"},
    {"https:hooks.example.com", "bad_address"},
    {"https://", "bad_address"},
    {"//hooks.example.com/", "bad_address"},
    {"hooks.example.com", "bad_address"},
    {"", "bad_address"},
    {" https://hooks.example.com/", "bad_address"},
    {"https://hooks.example.com/\r\nHost: x", "bad_address"},
    {"https://hooks.example.com:99999/", "bad_address"},
    {"https://hooks.example.com:22/", "port_not_allowed"},
    {"https://hooks.example.com:6379/", "port_not_allowed"},
    {"ftp://hooks.example.com/", "scheme_not_allowed"},
    {"file:///etc/passwd", "scheme_not_allowed"},
    {"gopher://127.0.0.1:11211/", "scheme_not_allowed"},
    {"javascript:alert(1)", "scheme_not_allowed"},
    {"https://hooks.example.com/", "ok"},
    {"HTTPS://HOOKS.EXAMPLE.COM:443/a?b=c", "ok"},
    {"https://hooks.example.com.:8443", "ok"},
    {"http://hooks.example.com/", "ok"},
    {"https://both.example.com/", "ok"},
    {"https://xn--bcher-kva.example/", "ok"},
    {"https://93.184.216.34/", "ok"},
    {"https://[2606:2800:220:1::1]/", "ok"},
    {"https://[64:ff9b::5db8:d822]/", "ok"},
    {"https://172.32.0.1/", "ok"},
    {"https://100.128.0.1/", "ok"},
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
    for (const auto& row : rows) CHECK_MESSAGE(code_of(row.url) == row.code, row.url);
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
