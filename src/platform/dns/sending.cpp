// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dns/sending.hpp"

#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/dns/spf.hpp"
#include "platform/outbound/guard.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace heed::dns {

namespace {

/// Who sends for many: letters leave by other machines than take them, so its own word counts.
struct Provider {
    std::string_view host_ending;
    std::string_view include;
};

constexpr std::array providers = {
    Provider{.host_ending = ".gmail.com", .include = "_spf.google.com"},
    Provider{.host_ending = ".google.com", .include = "_spf.google.com"},
    Provider{.host_ending = ".office365.com", .include = "spf.protection.outlook.com"},
    Provider{.host_ending = ".outlook.com", .include = "spf.protection.outlook.com"},
    Provider{.host_ending = ".amazonaws.com", .include = "amazonses.com"},
    Provider{.host_ending = ".sendgrid.net", .include = "sendgrid.net"},
    Provider{.host_ending = ".mailgun.org", .include = "mailgun.org"},
    Provider{.host_ending = ".zoho.com", .include = "zohomail.com"},
    Provider{.host_ending = ".zoho.eu", .include = "zohomail.eu"},
};

/// No list of a domain's selectors can be asked for; these are what servers and providers call
/// theirs unless told otherwise.
constexpr std::array<std::string_view, 16> usual_selectors = {
    "default",
    "mail",
    "dkim",
    "heed",
    "google",
    "selector1",
    "selector2",
    "s1",
    "s2",
    "k1",
    "k2",
    "fm1",
    "zoho",
    "mx",
    "email",
    "smtp",
};

const Provider* provider_of(std::string_view host) {
    const auto* const found = std::ranges::find_if(providers, [&](const Provider& provider) {
        return host.ends_with(provider.host_ending);
    });
    return found == providers.end() ? nullptr : found;
}

/// An address of nobody (RFC 5737): who lets it send lets everybody.
IpAddress stranger() {
    constexpr std::array<std::uint8_t, 4> of_documentation = {192, 0, 2, 1};
    return IpAddress::from_ipv4(of_documentation);
}

std::vector<IpAddress> public_addresses(Resolver& resolver, const std::string& host) {
    auto addresses = addresses_of(resolver, host);
    std::erase_if(addresses, [](const IpAddress& one) { return !outbound::is_public(one); });
    return addresses;
}

/// What has to stand in the record for this server.
std::string term_for(const SendingDomain& sending) {
    const auto* const provider = provider_of(sending.host);
    if (provider != nullptr) return fmt::format("include:{}", provider->include);
    if (const auto literal = IpAddress::parse(sending.host))
        return fmt::format("{}:{}", literal->is_ipv4() ? "ip4" : "ip6", literal->text());
    return "a:" + sending.host;
}

SendingFinding unanswered(Subject subject, const SendingDomain& sending) {
    return {
        .subject = subject,
        .level = Level::warning,
        .code = "dns_unanswered",
        .domain = sending.domain,
        .about = {},
        .text = fmt::format(
            "{}: {}: the name service of this machine gave no answer.",
            sending.domain,
            name_of(subject)
        ),
        .cure = "Look at /etc/resolv.conf, and try again.",
        .record = {},
    };
}

/// The record with one more term before its last word on everybody else.
std::string with_term(std::string record, std::string_view term) {
    const auto last = record.rfind(' ');
    const bool ends_all = last != std::string::npos && ascii_lower(record).ends_with("all");
    if (!ends_all) return record + " " + std::string(term);
    return record.insert(last, " " + std::string(term));
}

/// On a record that cannot hold for anybody, whoever sends.
std::optional<SendingFinding>
trouble_of_record(const SendingDomain& sending, const SpfVerdict& verdict) {
    SendingFinding finding{.subject = Subject::spf, .level = Level::bad, .domain = sending.domain};
    switch (verdict.result) {
        case Spf::unanswered: return unanswered(Subject::spf, sending);
        case Spf::none:
            finding.code = "spf_missing";
            finding.text = sending.domain + " does not say who may send for it (SPF).";
            finding.cure = "Add this record to its zone.";
            finding.record =
                text_record(sending.domain, "v=spf1 mx " + term_for(sending) + " ~all");
            return finding;
        case Spf::twice:
            finding.code = "spf_twice";
            finding.text = sending.domain + " has several SPF records; receivers accept none.";
            finding.cure = "Make one of them, with the terms of all.";
            return finding;
        case Spf::broken:
            finding.code = "spf_broken";
            finding.about = verdict.trouble;
            finding.text = fmt::format(
                "The SPF record of {} cannot be followed: {}.", sending.domain, verdict.trouble
            );
            finding.cure = "Mend that term, or leave it out; ten questions are asked at most.";
            return finding;
        case Spf::pass:
            finding.code = "spf_everybody";
            finding.text = sending.domain + " lets everybody send for it (SPF).";
            finding.cure = "End its record with ~all or -all.";
            return finding;
        case Spf::neutral:
        case Spf::soft_fail:
        case Spf::fail: return std::nullopt;
    }
    return std::nullopt;
}

/// Whether the record lets this server send; nothing when that cannot be told from here.
std::optional<bool>
lets_send(Resolver& resolver, const SendingDomain& sending, const SpfVerdict& verdict) {
    const auto* const provider = provider_of(sending.host);
    if (provider != nullptr) return verdict.includes.contains(std::string(provider->include));
    const auto addresses = public_addresses(resolver, sending.host);
    if (addresses.empty()) return std::nullopt;
    const bool passes = std::ranges::all_of(addresses, [&](const IpAddress& address) {
        return judge_spf(resolver, sending.domain, address).result == Spf::pass;
    });
    if (passes) return true;
    // A provider whose name is not known here may let its letters leave by other machines.
    return verdict.includes.empty() ? std::optional(false) : std::nullopt;
}

SendingFinding judge_spf_of(Resolver& resolver, const SendingDomain& sending) {
    const auto verdict = judge_spf(resolver, sending.domain, stranger());
    if (auto trouble = trouble_of_record(sending, verdict)) return std::move(*trouble);
    SendingFinding finding{
        .subject = Subject::spf, .domain = sending.domain, .about = sending.host
    };
    const auto lets = lets_send(resolver, sending, verdict);
    if (!lets) {
        finding.code = "spf_there";
        finding.text = fmt::format(
            "{} says who may send for it (SPF); whether that is what {} sends by cannot be seen "
            "from here.",
            sending.domain,
            sending.host
        );
        return finding;
    }
    if (*lets) {
        finding.code = "spf_good";
        finding.text = fmt::format("{} lets {} send for it (SPF).", sending.domain, sending.host);
        return finding;
    }
    finding.level = Level::bad;
    finding.code = "spf_leaves_out";
    finding.text = fmt::format(
        "{} does not name {} among those that may send for it (SPF).", sending.domain, sending.host
    );
    finding.cure = "Put this record in the place of the one that is there.";
    finding.record = text_record(sending.domain, with_term(verdict.record, term_for(sending)));
    return finding;
}

/// The value of a tag as `p` in `v=DKIM1; k=rsa; p=…`; nothing when it is not there.
std::optional<std::string> tag_of(std::string_view text, std::string_view tag) {
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        const auto part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        if (equals_ignoring_case(trimmed(part.substr(0, equals)), tag))
            return std::string(trimmed(part.substr(equals + 1)));
    }
    return std::nullopt;
}

/// A key may be cut into pieces with blanks between them.
std::string key_in(std::string_view text) {
    auto key = tag_of(text, "p").value_or("");
    std::erase_if(key, [](char letter) { return letter == ' ' || letter == '\t'; });
    return key;
}

std::string own_name(const std::string& domain, const OwnKey& key) {
    return key.selector + "._domainkey." + domain;
}

/// What stands under the name of a key that letters are signed by is worth more than nothing: who
/// finds a signature without its key trusts the letter less.
SendingFinding judge_own_key(Resolver& resolver, const SendingDomain& sending, const OwnKey& key) {
    SendingFinding finding{
        .subject = Subject::dkim,
        .level = key.signs ? Level::bad : Level::warning,
        .domain = sending.domain,
        .about = key.selector
    };
    const auto name = own_name(sending.domain, key);
    switch (look_for_key(resolver, sending.domain, key)) {
        case KeyRecord::unanswered: return unanswered(Subject::dkim, sending);
        case KeyRecord::missing:
            finding.code = key.signs ? "dkim_own_missing" : "dkim_own_awaited";
            finding.text = fmt::format(
                "The key {} of {}, by which Heed {}, is not to be found (DKIM).",
                key.selector,
                sending.domain,
                key.signs ? "signs letters" : "is to sign letters"
            );
            finding.cure = "Add this record to its zone.";
            finding.record = text_record(name, key.record);
            return finding;
        case KeyRecord::other:
            finding.code = "dkim_own_other";
            finding.text = fmt::format("What stands under {} is not the key of Heed (DKIM).", name);
            finding.cure = "Put this record in the place of the one that is there.";
            finding.record = text_record(name, key.record);
            return finding;
        case KeyRecord::found: break;
    }
    finding.level = key.signs ? Level::good : Level::warning;
    finding.code = key.signs ? "dkim_own_good" : "dkim_own_unused";
    finding.text = fmt::format(
        "Heed {} letters of {} by its key {} (DKIM).",
        key.signs ? "signs" : "could sign",
        sending.domain,
        key.selector
    );
    if (!key.signs) finding.cure = "Press “Sign letters” in the settings of the mailbox.";
    return finding;
}

/// A key that the mail server signs by, under one of the usual names.
SendingFinding judge_dkim(Resolver& resolver, const SendingDomain& sending) {
    SendingFinding finding{.subject = Subject::dkim, .domain = sending.domain};
    for (const auto selector : usual_selectors) {
        const auto texts =
            resolver.ask(fmt::format("{}._domainkey.{}", selector, sending.domain), Record::text);
        if (!texts) return unanswered(Subject::dkim, sending);
        const bool is_key = std::ranges::any_of(*texts, [](const std::string& text) {
            return !tag_of(text, "p").value_or("").empty();
        });
        if (!is_key) continue;
        finding.code = "dkim_good";
        finding.about = selector;
        finding.text = fmt::format(
            "{} has a key that letters can be signed by (DKIM), named {}.", sending.domain, selector
        );
        return finding;
    }
    finding.level = Level::warning;
    finding.code = "dkim_missing";
    finding.about = sending.host;
    finding.text = fmt::format("{} has no DKIM key under any of the usual names.", sending.domain);
    finding.cure = fmt::format(
        "Turn DKIM on at {} and add the record that it gives you (NAME._domainkey.{}), or make a "
        "key in the settings of the mailbox and let Heed sign. Nothing is to be done when your key "
        "has a name of its own.",
        sending.host,
        sending.domain
    );
    return finding;
}

bool is_dmarc(std::string_view text) {
    return tag_of(text.substr(0, text.find(';')), "v").value_or("") == "DMARC1";
}

/// The record of the domain or of the nearest one above it; one label alone is nobody's.
Answer dmarc_records(Resolver& resolver, std::string domain) {
    while (domain.contains('.')) {
        auto texts = resolver.ask("_dmarc." + domain, Record::text);
        if (!texts) return std::nullopt;
        std::erase_if(*texts, [](const std::string& text) { return !is_dmarc(text); });
        if (!texts->empty()) return texts;
        domain.erase(0, domain.find('.') + 1);
    }
    return std::vector<std::string>{};
}

SendingFinding dmarc_trouble(const SendingDomain& sending, bool is_there) {
    return {
        .subject = Subject::dmarc,
        .level = is_there ? Level::bad : Level::warning,
        .code = is_there ? "dmarc_broken" : "dmarc_missing",
        .domain = sending.domain,
        .about = {},
        .text = is_there ? "The DMARC record of " + sending.domain + " cannot be read."
                         : sending.domain + " does not say what to do with forged letters (DMARC).",
        .cure = is_there ? "Keep one record, and let it say p=none, p=quarantine or p=reject."
                         : "Add this record to its zone; large receivers ask for one.",
        .record = text_record("_dmarc." + sending.domain, "v=DMARC1; p=none"),
    };
}

SendingFinding judge_dmarc(Resolver& resolver, const SendingDomain& sending) {
    const auto records = dmarc_records(resolver, sending.domain);
    if (!records) return unanswered(Subject::dmarc, sending);
    if (records->empty()) return dmarc_trouble(sending, false);
    const auto policy = ascii_lower(tag_of(records->front(), "p").value_or(""));
    const bool is_readable =
        records->size() == 1 && (policy == "none" || policy == "quarantine" || policy == "reject");
    if (!is_readable) return dmarc_trouble(sending, true);
    return {
        .subject = Subject::dmarc,
        .level = Level::good,
        .code = "dmarc_good",
        .domain = sending.domain,
        .about = policy,
        .text = fmt::format(
            "{} says what to do with forged letters (DMARC): {}.", sending.domain, policy
        ),
        .cure = {},
        .record = {},
    };
}

/// Receivers want the name of an address to lead back to it.
bool leads_back(Resolver& resolver, const std::string& name, const IpAddress& address) {
    const auto addresses = addresses_of(resolver, name);
    return std::ranges::find(addresses, address) != addresses.end();
}

SendingFinding
judge_pointer(Resolver& resolver, const SendingDomain& sending, const IpAddress& address) {
    const auto reverse = reverse_name(address);
    const auto names = resolver.ask(reverse, Record::pointer);
    if (!names) return unanswered(Subject::ptr, sending);
    SendingFinding finding{
        .subject = Subject::ptr, .domain = sending.domain, .about = address.text()
    };
    const auto good = std::ranges::find_if(*names, [&](const std::string& name) {
        return leads_back(resolver, name, address);
    });
    if (good != names->end()) {
        finding.code = "ptr_good";
        finding.text = fmt::format("{} is {} by its reverse name.", address.text(), *good);
        return finding;
    }
    finding.level = Level::warning;
    finding.code = names->empty() ? "ptr_missing" : "ptr_other";
    finding.text = names->empty() ? fmt::format(
                                        "{}, by which {} sends, has no reverse name (PTR).",
                                        address.text(),
                                        sending.domain
                                    )
                                  : fmt::format(
                                        "The reverse name of {}, {}, does not lead back to it.",
                                        address.text(),
                                        names->front()
                                    );
    finding.cure = "Ask whom the address is from for this record; many receivers refuse letters "
                   "without it.";
    finding.record = fmt::format("{}. IN PTR {}.", reverse, sending.host);
    return finding;
}

} // namespace

KeyRecord look_for_key(Resolver& resolver, const std::string& domain, const OwnKey& key) {
    const auto texts = resolver.ask(own_name(domain, key), Record::text);
    if (!texts) return KeyRecord::unanswered;
    if (texts->empty()) return KeyRecord::missing;
    // Of two records a receiver may take either.
    const bool fits = std::ranges::all_of(*texts, [&](const std::string& text) {
        return key_in(text) == key_in(key.record) &&
               tag_of(text, "k").value_or("rsa") == tag_of(key.record, "k");
    });
    return fits ? KeyRecord::found : KeyRecord::other;
}

std::string text_record(std::string_view name, std::string_view text) {
    constexpr std::size_t piece_max = 255;
    auto line = fmt::format("{}. IN TXT", name);
    do {
        line += fmt::format(" \"{}\"", text.substr(0, piece_max));
        text.remove_prefix(std::min(piece_max, text.size()));
    } while (!text.empty());
    return line;
}

std::vector<SendingFinding> judge_sending(Resolver& resolver, const SendingDomain& sending) {
    std::vector<SendingFinding> findings{judge_spf_of(resolver, sending)};
    for (const auto& key : sending.keys) findings.push_back(judge_own_key(resolver, sending, key));
    if (sending.keys.empty()) findings.push_back(judge_dkim(resolver, sending));
    findings.push_back(judge_dmarc(resolver, sending));
    // By which machine a provider sends is its own affair.
    if (provider_of(sending.host) != nullptr) return findings;
    for (const auto& address : public_addresses(resolver, sending.host))
        findings.push_back(judge_pointer(resolver, sending, address));
    return findings;
}

} // namespace heed::dns
