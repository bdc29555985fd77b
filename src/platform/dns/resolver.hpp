// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/address/address.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace heed::dns {

enum class Record : std::uint8_t { ipv4, ipv6, text, pointer, mail_server };

/// Values as people write them: addresses, whole texts, and names in lower case without final dot.
/// Nothing when nobody answered, which is another thing than an empty list.
using Answer = std::optional<std::vector<std::string>>;

/// Asks the name service. Blocks: not for I/O threads. Used by one thread at a time.
class Resolver {
public:
    virtual ~Resolver() = default;

    virtual Answer ask(const std::string& name, Record record) = 0;
};

/// Makes one for each piece of work.
using Resolvers = std::function<std::unique_ptr<Resolver>()>;

/// The name servers of this machine. After two questions that nobody answered, and when all of them
/// together have taken `patience_in_all`, it asks no more: somebody waits at a screen.
class SystemResolver final : public Resolver {
public:
    struct Options {
        std::chrono::seconds patience{2}; // with one question
        std::chrono::seconds patience_in_all{10};
        std::optional<std::uint16_t> port_of_tests = {}; // of a name server on this machine
    };

    SystemResolver() = default;

    explicit SystemResolver(Options options) : options_(options) {}

    Answer ask(const std::string& name, Record record) override;

private:
    Options options_ = {};
    int unanswered_ = 0;
    std::optional<std::chrono::steady_clock::time_point> began_at_ = {};
};

Resolvers system_resolvers();

/// The name under which the reverse name of an address is asked for: `1.0.0.127.in-addr.arpa`.
std::string reverse_name(const IpAddress& address);

/// All addresses of a host.
std::vector<IpAddress> addresses_of(Resolver& resolver, const std::string& host);

} // namespace heed::dns
