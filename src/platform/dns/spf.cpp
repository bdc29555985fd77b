// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dns/spf.hpp"

#include "kernel/format.hpp"
#include "kernel/number.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <string_view>

namespace heed::dns {

namespace {

// Of RFC 7208, 4.6.4.
constexpr int lookups_max = 10;
constexpr int mail_servers_max = 10;

constexpr unsigned ipv4_bits = 32;
constexpr unsigned all_bits = 128;

bool is_spf(std::string_view text) {
    constexpr std::string_view version = "v=spf1";
    return equals_ignoring_case(text.substr(0, version.size()), version) &&
           (text.size() == version.size() || text[version.size()] == ' ');
}

/// `-include:example.org`, `a/24//64`, `redirect=example.net` taken apart.
struct Term {
    char qualifier = '+';
    std::string name = {};
    std::string domain = {};
    std::string prefixes = {}; // with their slashes
    bool is_modifier = false;
};

Term term_of(std::string_view text) {
    Term term;
    constexpr std::string_view qualifiers = "+-~?";
    if (!text.empty() && qualifiers.contains(text.front())) {
        term.qualifier = text.front();
        text.remove_prefix(1);
    }
    const auto end = std::min(text.find_first_of(":=/"), text.size());
    term.name = ascii_lower(text.substr(0, end));
    text.remove_prefix(end);
    term.is_modifier = text.starts_with('=');
    if (text.starts_with(':') || text.starts_with('=')) {
        text.remove_prefix(1);
        const bool is_network = term.name == "ip4" || term.name == "ip6";
        const auto slash = is_network ? text.size() : std::min(text.find('/'), text.size());
        term.domain = ascii_lower(text.substr(0, slash));
        text.remove_prefix(slash);
    }
    term.prefixes = text;
    return term;
}

/// The bits of `/24` or `//64` that belong to the family of an address.
std::optional<unsigned> prefix_bits(std::string_view prefixes, bool is_ipv4) {
    const auto second = prefixes.find("//");
    const auto part =
        is_ipv4 ? prefixes.substr(0, second) : prefixes.substr(std::min(second, prefixes.size()));
    const auto digits = part.substr(std::min(part.find_first_not_of('/'), part.size()));
    const unsigned family = is_ipv4 ? ipv4_bits : all_bits;
    if (part.empty()) return all_bits;
    const auto bits = number_from<unsigned>(digits);
    if (!bits || *bits > family) return std::nullopt;
    return all_bits - family + *bits;
}

class Evaluation {
public:
    Evaluation(Resolver& resolver, const IpAddress& address)
        : resolver_(resolver), address_(address) {}

    // NOLINTNEXTLINE(misc-no-recursion): ended by the number of questions
    Spf judge(const std::string& domain) {
        const auto texts = resolver_.ask(domain, Record::text);
        if (!texts) return Spf::unanswered;
        const auto records = std::ranges::count_if(*texts, is_spf);
        if (records == 0) return Spf::none;
        if (records > 1) return Spf::twice;
        const auto record = *std::ranges::find_if(*texts, is_spf);
        if (verdict_.record.empty()) verdict_.record = record;
        return judge_record(domain, record);
    }

    SpfVerdict take(Spf result) {
        verdict_.result = result;
        return std::move(verdict_);
    }

private:
    enum class Match : std::uint8_t { no, yes, broken, unanswered };

    // NOLINTNEXTLINE(misc-no-recursion): ended by the number of questions
    Spf judge_record(const std::string& domain, std::string_view record) {
        std::string redirect;
        for (auto left = record.substr(std::min(record.find(' '), record.size())); !left.empty();) {
            left = left.substr(std::min(left.find_first_not_of(' '), left.size()));
            const auto end = std::min(left.find(' '), left.size());
            const auto text = left.substr(0, end);
            left.remove_prefix(end);
            if (text.empty()) continue;
            const auto term = term_of(text);
            if (term.is_modifier) {
                if (term.name == "redirect") redirect = term.domain;
                continue;
            }
            const auto match = matches(domain, term);
            if (match == Match::unanswered) return Spf::unanswered;
            if (match == Match::broken) return broken(text);
            if (match == Match::yes) return result_of(term);
        }
        if (redirect.empty() || redirect.contains('%')) return Spf::neutral;
        return redirected(redirect);
    }

    Spf broken(std::string_view text) {
        if (verdict_.trouble.empty()) verdict_.trouble = text;
        return Spf::broken;
    }

    static Spf result_of(const Term& term) {
        switch (term.qualifier) {
            case '-': return Spf::fail;
            case '~': return Spf::soft_fail;
            case '?': return Spf::neutral;
            default: return Spf::pass;
        }
    }

    // NOLINTNEXTLINE(misc-no-recursion): ended by the number of questions
    Spf redirected(const std::string& domain) {
        if (!may_ask()) return broken("redirect=" + domain);
        verdict_.includes.insert(domain);
        const auto result = judge(domain);
        return result == Spf::none ? broken("redirect=" + domain) : result;
    }

    bool may_ask() { return ++lookups_ <= lookups_max; }

    // NOLINTNEXTLINE(misc-no-recursion): ended by the number of questions
    Match matches(const std::string& own, const Term& term) {
        if (term.name == "all") return Match::yes;
        if (term.name == "ip4" || term.name == "ip6") return in_network(term);
        const auto& domain = term.domain.empty() ? own : term.domain;
        if (term.name == "ptr") return may_ask() ? Match::no : Match::broken; // not to be used
        if (term.name != "a" && term.name != "mx" && term.name != "include" &&
            term.name != "exists")
            return Match::broken;
        if (!may_ask()) return Match::broken;
        if (domain.contains('%')) return Match::no;
        if (term.name == "include") return included(domain);
        if (term.name == "exists") return exists(domain);
        if (term.name == "a") return is_at(domain, term.prefixes);
        return is_mail_server(domain, term.prefixes);
    }

    Match in_network(const Term& term) const {
        const auto network = IpNetwork::parse(term.domain);
        if (!network || (term.name == "ip6") != term.domain.contains(':')) return Match::broken;
        return network->contains(address_) ? Match::yes : Match::no;
    }

    // NOLINTNEXTLINE(misc-no-recursion): ended by the number of questions
    Match included(const std::string& domain) {
        verdict_.includes.insert(domain);
        switch (judge(domain)) {
            case Spf::pass: return Match::yes;
            case Spf::fail:
            case Spf::soft_fail:
            case Spf::neutral: return Match::no;
            case Spf::unanswered: return Match::unanswered;
            case Spf::none:
            case Spf::twice:
            case Spf::broken: return Match::broken;
        }
        return Match::broken;
    }

    Match exists(const std::string& domain) {
        const auto found = resolver_.ask(domain, Record::ipv4);
        if (!found) return Match::unanswered;
        return found->empty() ? Match::no : Match::yes;
    }

    Match is_at(const std::string& host, std::string_view prefixes) {
        const auto bits = prefix_bits(prefixes, address_.is_ipv4());
        if (!bits) return Match::broken;
        const auto record = address_.is_ipv4() ? Record::ipv4 : Record::ipv6;
        const auto found = resolver_.ask(host, record);
        if (!found) return Match::unanswered;
        const bool is_there = std::ranges::any_of(*found, [&](const std::string& text) {
            const auto address = IpAddress::parse(text);
            return address && IpNetwork{.base = *address, .prefix_bits = *bits}.contains(address_);
        });
        return is_there ? Match::yes : Match::no;
    }

    Match is_mail_server(const std::string& domain, std::string_view prefixes) {
        const auto servers = resolver_.ask(domain, Record::mail_server);
        if (!servers) return Match::unanswered;
        if (servers->size() > mail_servers_max) return Match::broken;
        for (const auto& server : *servers) {
            const auto match = is_at(server, prefixes);
            if (match != Match::no) return match;
        }
        return Match::no;
    }

    Resolver& resolver_;
    IpAddress address_;
    SpfVerdict verdict_ = {};
    int lookups_ = 0;
};

} // namespace

SpfVerdict judge_spf(Resolver& resolver, const std::string& domain, const IpAddress& address) {
    Evaluation evaluation(resolver, address);
    const auto result = evaluation.judge(domain);
    return evaluation.take(result);
}

} // namespace heed::dns
