// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dns/resolver.hpp"

#include "kernel/format.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <array>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <ranges>
#include <resolv.h>
#include <string_view>

namespace heed::dns {

namespace {

constexpr std::size_t answer_bytes_max = 65'535;
constexpr std::size_t values_max = 100;
constexpr int unanswered_max = 2;
constexpr std::size_t ipv4_bytes = 4;
constexpr std::size_t mapped_bytes = 12; // before the four of IPv4

/// The state of the C library's resolver, for one question.
class Library {
public:
    explicit Library(const SystemResolver::Options& options) : works_(res_ninit(&state_) == 0) {
        state_.retrans = static_cast<int>(options.patience.count());
        state_.retry = 1;
        if (!options.port_of_tests) return;
        state_.nscount = 1;
        state_.nsaddr_list[0] = {};
        state_.nsaddr_list[0].sin_family = AF_INET;
        state_.nsaddr_list[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        state_.nsaddr_list[0].sin_port = htons(*options.port_of_tests);
    }

    ~Library() {
        if (works_) res_nclose(&state_);
    }

    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    /// Bytes of the answer; empty with `is_none` when there is no such record.
    std::vector<unsigned char> ask(const std::string& name, ns_type type, bool& is_none) {
        is_none = false;
        if (!works_) return {};
        std::vector<unsigned char> bytes(answer_bytes_max);
        const int size = res_nquery(
            &state_, name.c_str(), ns_c_in, type, bytes.data(), static_cast<int>(bytes.size())
        );
        is_none =
            size < 0 && (state_.res_h_errno == HOST_NOT_FOUND || state_.res_h_errno == NO_DATA);
        bytes.resize(size < 0 ? 0 : std::min<std::size_t>(bytes.size(), size));
        return bytes;
    }

private:
    struct __res_state state_ = {}; // NOLINT(bugprone-reserved-identifier): of the C library
    bool works_;
};

ns_type type_of(Record record) {
    switch (record) {
        case Record::ipv4: return ns_t_a;
        case Record::ipv6: return ns_t_aaaa;
        case Record::text: return ns_t_txt;
        case Record::pointer: return ns_t_ptr;
        case Record::mail_server: return ns_t_mx;
    }
    return ns_t_invalid;
}

/// A text is told in pieces of up to 255 bytes, each after its length.
std::string whole_text(std::string_view pieces) {
    std::string text;
    while (!pieces.empty()) {
        const auto size = static_cast<unsigned char>(pieces.front());
        text += pieces.substr(1, size);
        pieces.remove_prefix(std::min<std::size_t>(pieces.size(), size + std::size_t{1}));
    }
    return text;
}

std::optional<std::string> name_at(const ns_msg& message, const unsigned char* at) {
    std::array<char, NS_MAXDNAME> name = {};
    if (dn_expand(ns_msg_base(message), ns_msg_end(message), at, name.data(), name.size()) < 0)
        return std::nullopt;
    return ascii_lower(name.data());
}

std::optional<std::string> value_of(const ns_msg& message, const ns_rr& found, Record record) {
    const auto* const bytes = ns_rr_rdata(found);
    const std::size_t size = ns_rr_rdlen(found);
    constexpr std::size_t preference_bytes = 2;
    switch (record) {
        case Record::ipv4: {
            std::array<std::uint8_t, ipv4_bytes> address = {};
            if (size != address.size()) return std::nullopt;
            std::memcpy(address.data(), bytes, size);
            return IpAddress::from_ipv4(address).text();
        }
        case Record::ipv6: {
            IpAddress address;
            if (size != address.bytes.size()) return std::nullopt;
            std::memcpy(address.bytes.data(), bytes, size);
            return address.text();
        }
        case Record::text: return whole_text({reinterpret_cast<const char*>(bytes), size});
        case Record::pointer: return name_at(message, bytes);
        case Record::mail_server:
            if (size <= preference_bytes) return std::nullopt;
            return name_at(message, bytes + preference_bytes);
    }
    return std::nullopt;
}

Answer values_in(const std::vector<unsigned char>& bytes, Record record) {
    ns_msg message = {};
    if (ns_initparse(bytes.data(), static_cast<int>(bytes.size()), &message) != 0)
        return std::nullopt;
    std::vector<std::string> values;
    const int count = ns_msg_count(message, ns_s_an);
    for (int at = 0; at < count && values.size() < values_max; ++at) {
        ns_rr found = {};
        if (ns_parserr(&message, ns_s_an, at, &found) != 0) return std::nullopt;
        if (ns_rr_type(found) != type_of(record)) continue; // an alias on the way
        if (auto value = value_of(message, found, record)) values.push_back(std::move(*value));
    }
    return values;
}

} // namespace

Answer SystemResolver::ask(const std::string& name, Record record) {
    const auto now = std::chrono::steady_clock::now();
    if (!began_at_) began_at_ = now;
    if (unanswered_ >= unanswered_max || now - *began_at_ > options_.patience_in_all)
        return std::nullopt;
    Library library(options_);
    bool is_none = false;
    const auto bytes = library.ask(name, type_of(record), is_none);
    if (is_none) return std::vector<std::string>{};
    auto values = bytes.empty() ? Answer() : values_in(bytes, record);
    if (!values) ++unanswered_;
    return values;
}

Resolvers system_resolvers() {
    return [] { return std::make_unique<SystemResolver>(); };
}

std::string reverse_name(const IpAddress& address) {
    std::string name;
    if (address.is_ipv4()) {
        for (const auto byte : address.bytes | std::views::drop(mapped_bytes) | std::views::reverse)
            name += fmt::format("{}.", byte);
        return name + "in-addr.arpa";
    }
    for (const auto byte : address.bytes | std::views::reverse)
        name += fmt::format("{:x}.{:x}.", byte & 0xfU, byte >> 4U);
    return name + "ip6.arpa";
}

std::vector<IpAddress> addresses_of(Resolver& resolver, const std::string& host) {
    if (const auto literal = IpAddress::parse(host)) return {*literal};
    std::vector<IpAddress> addresses;
    for (const auto record : {Record::ipv4, Record::ipv6}) {
        for (const auto& value : resolver.ask(host, record).value_or(std::vector<std::string>{})) {
            if (const auto address = IpAddress::parse(value)) addresses.push_back(*address);
        }
    }
    return addresses;
}

} // namespace heed::dns
