// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dns/fake_resolver.hpp"
#include "platform/dns/sending.hpp"

#include <doctest/doctest.h>

namespace heed::dns {

namespace {

const SendingDomain ours{.domain = "example.org", .host = "mail.example.org"};

/// A name service where all is as receivers want it.
FakeResolver good_names() {
    FakeResolver names;
    names.records[{"mail.example.org", Record::ipv4}] = {"93.184.216.34"};
    names.records[{"34.216.184.93.in-addr.arpa", Record::pointer}] = {"mail.example.org"};
    names.records[{"example.org", Record::text}] = {
        "some-site-verification=1", "v=spf1 a:mail.example.org -all"
    };
    names.records[{"mail._domainkey.example.org", Record::text}] = {"v=DKIM1; k=rsa; p=MIIB"};
    names.records[{"_dmarc.example.org", Record::text}] = {"v=DMARC1; p=quarantine"};
    return names;
}

SendingFinding on(Resolver& names, Subject subject, const SendingDomain& sending = ours) {
    for (const auto& finding : judge_sending(names, sending))
        if (finding.subject == subject) return finding;
    return {};
}

SendingFinding with_spf(const std::string& record) {
    auto names = good_names();
    names.records[{"example.org", Record::text}] = {record};
    return on(names, Subject::spf);
}

} // namespace

TEST_CASE("sending: a domain that is as receivers want it has nothing to mend") {
    auto names = good_names();
    const auto findings = judge_sending(names, ours);
    CHECK(findings.size() == 4);
    for (const auto& finding : findings) {
        CAPTURE(finding.text);
        CHECK(finding.level == Level::good);
        CHECK(finding.cure.empty());
        CHECK(finding.record.empty());
    }
}

TEST_CASE("sending: a bare domain is given each record that is to be added") {
    FakeResolver names;
    names.records[{"mail.example.org", Record::ipv4}] = {"93.184.216.34"};
    const auto spf = on(names, Subject::spf);
    CHECK(spf.code == "spf_missing");
    CHECK(spf.record == "example.org. IN TXT \"v=spf1 mx a:mail.example.org ~all\"");
    CHECK(on(names, Subject::dkim).code == "dkim_missing");
    const auto dmarc = on(names, Subject::dmarc);
    CHECK(dmarc.code == "dmarc_missing");
    CHECK(dmarc.record == "_dmarc.example.org. IN TXT \"v=DMARC1; p=none\"");
    const auto ptr = on(names, Subject::ptr);
    CHECK(ptr.code == "ptr_missing");
    CHECK(ptr.record == "34.216.184.93.in-addr.arpa. IN PTR mail.example.org.");
    for (const auto& finding : judge_sending(names, ours)) CHECK(finding.cure.ends_with("."));
}

TEST_CASE("sending: a record that leaves our server out is given with the server in it") {
    const auto finding = with_spf("v=spf1 ip4:93.184.216.0/28 -all");
    CHECK(finding.code == "spf_leaves_out");
    CHECK(
        finding.record ==
        "example.org. IN TXT \"v=spf1 ip4:93.184.216.0/28 a:mail.example.org -all\""
    );
    CHECK(with_spf("v=spf1 ip4:93.184.216.0/26 -all").code == "spf_good");
}

TEST_CASE("sending: SPF is read as a receiver reads it") {
    CHECK(with_spf("v=spf1 a:mail.example.org/24 -all").code == "spf_good");
    CHECK(with_spf("V=SPF1 +A:MAIL.example.org ~all").code == "spf_good");
    CHECK(with_spf("v=spf1 mx -all").code == "spf_leaves_out");
    CHECK(with_spf("v=spf1 -a:mail.example.org +mx ?all").code == "spf_leaves_out");
    CHECK(with_spf("v=spf1 exp=why.example.org a:mail.example.org -all").code == "spf_good");
    CHECK(with_spf("v=spf1 +all").code == "spf_everybody");
    CHECK(with_spf("v=spf1 all").code == "spf_everybody");
    CHECK(with_spf("v=spf1 pi4:93.184.216.34 -all").code == "spf_broken");
    CHECK(with_spf("v=spf1 ip4:93.184.216.340 -all").about == "ip4:93.184.216.340");
    CHECK(with_spf("v=spf10 -all").code == "spf_missing");
    CHECK(with_spf("v=spf1 include:nobody.example.net -all").code == "spf_broken");
    CHECK(with_spf("v=spf1 redirect=example.org").code == "spf_broken"); // of itself, without end
}

TEST_CASE("sending: the word of others is asked for, ten times at most") {
    auto names = good_names();
    names.records[{"example.org", Record::text}] = {"v=spf1 include:_spf.host.example -all"};
    names.records[{"_spf.host.example", Record::text}] = {"v=spf1 ip4:93.184.216.34 -all"};
    CHECK(on(names, Subject::spf).code == "spf_good");
    names.records[{"_spf.host.example", Record::text}] = {"v=spf1 ip4:198.41.0.4 -all"};
    CHECK(on(names, Subject::spf).code == "spf_there");
    names.records[{"example.org", Record::text}] = {"v=spf1 redirect=_spf.host.example"};
    names.records[{"_spf.host.example", Record::text}] = {"v=spf1 ip4:93.184.216.34 -all"};
    CHECK(on(names, Subject::spf).code == "spf_good");
    std::string many = "v=spf1";
    for (int at = 0; at < 11; ++at) many += " a:h" + std::to_string(at) + ".example.org";
    names.records[{"example.org", Record::text}] = {many + " -all"};
    CHECK(on(names, Subject::spf).code == "spf_broken");
}

TEST_CASE("sending: two SPF records are none") {
    auto names = good_names();
    names.records[{"example.org", Record::text}] = {"v=spf1 a -all", "v=spf1 mx -all"};
    CHECK(on(names, Subject::spf).code == "spf_twice");
}

TEST_CASE("sending: of a great provider its own word counts, and not its machines") {
    FakeResolver names;
    const SendingDomain by_google{.domain = "example.org", .host = "smtp.gmail.com"};
    CHECK(
        on(names, Subject::spf, by_google).record ==
        "example.org. IN TXT \"v=spf1 mx include:_spf.google.com ~all\""
    );
    names.records[{"example.org", Record::text}] = {"v=spf1 include:_spf.google.com ~all"};
    names.records[{"_spf.google.com", Record::text}] = {"v=spf1 ip4:198.41.0.4 ~all"};
    CHECK(on(names, Subject::spf, by_google).code == "spf_good");
    CHECK(judge_sending(names, by_google).size() == 3);
}

TEST_CASE("sending: a server inside of the house is not judged by its address") {
    auto names = good_names();
    names.records[{"mail.example.org", Record::ipv4}] = {"10.0.0.5"};
    CHECK(on(names, Subject::spf).code == "spf_there");
    CHECK(judge_sending(names, ours).size() == 3);
}

TEST_CASE("sending: DMARC of the domain above holds, and must say what to do") {
    auto names = good_names();
    const SendingDomain below{.domain = "help.example.org", .host = "mail.example.org"};
    CHECK(on(names, Subject::dmarc, below).code == "dmarc_good");
    CHECK(on(names, Subject::dmarc, below).about == "quarantine");
    names.records[{"_dmarc.example.org", Record::text}] = {"v=DMARC1; p=stop"};
    CHECK(on(names, Subject::dmarc).code == "dmarc_broken");
    names.records[{"_dmarc.example.org", Record::text}] = {"something else"};
    CHECK(on(names, Subject::dmarc).code == "dmarc_missing");
}

TEST_CASE("sending: a key that was taken back is no key") {
    auto names = good_names();
    names.records[{"mail._domainkey.example.org", Record::text}] = {"v=DKIM1; p="};
    CHECK(on(names, Subject::dkim).code == "dkim_missing");
}

TEST_CASE("sending: a reverse name has to lead back") {
    auto names = good_names();
    names.records[{"34.216.184.93.in-addr.arpa", Record::pointer}] = {"pool-7.isp.example"};
    const auto finding = on(names, Subject::ptr);
    CHECK(finding.code == "ptr_other");
    CHECK(finding.level == Level::warning);
}

TEST_CASE("sending: silence of the name service says nothing about the domain") {
    auto names = good_names();
    names.is_away = true;
    for (const auto& finding : judge_sending(names, ours)) {
        CHECK(finding.code == "dns_unanswered");
        CHECK(finding.level == Level::warning);
    }
}

TEST_CASE("sending: of a key of our own it is said whether receivers find it, and what is to do") {
    auto names = good_names();
    const std::pair where{"heed-1._domainkey.example.org", Record::text};
    auto sending = ours;
    sending.keys = {{.selector = "heed-1", .record = "v=DKIM1; k=rsa; p=MIIBABCD", .signs = false}};
    const auto code = [&](bool signs) {
        sending.keys.front().signs = signs;
        const auto finding = on(names, Subject::dkim, sending);
        return std::string(name_of(finding.level)) + " " + finding.code;
    };
    CHECK(code(false) == "warning dkim_own_awaited");
    CHECK(code(true) == "bad dkim_own_missing");
    CHECK(
        on(names, Subject::dkim, sending).record ==
        "heed-1._domainkey.example.org. IN TXT \"v=DKIM1; k=rsa; p=MIIBABCD\""
    );
    names.records[where] = {"v=DKIM1; k=rsa; p=MIIB ABCD"}; // pieced together with a blank
    CHECK(code(false) == "warning dkim_own_unused");
    CHECK(code(true) == "good dkim_own_good");
    names.records[where] = {"p=MIIBABCD"}; // what is not said is what is usual
    CHECK(code(true) == "good dkim_own_good");
    names.records[where] = {"v=DKIM1; k=rsa; p=MIIBABCD", "v=DKIM1; k=rsa; p="};
    CHECK(code(true) == "bad dkim_own_other");
    names.records[where] = {"v=DKIM1; k=ed25519; p=MIIBABCD"};
    CHECK(code(false) == "warning dkim_own_other");
    names.unanswered = {"heed-1._domainkey.example.org"};
    CHECK(code(true) == "warning dns_unanswered");
}

TEST_CASE("sending: a record longer than a piece may be is cut into pieces") {
    const auto line = text_record("a.example.org", std::string(255, 'x') + "yz");
    CHECK(line == "a.example.org. IN TXT \"" + std::string(255, 'x') + "\" \"yz\"");
}

} // namespace heed::dns
