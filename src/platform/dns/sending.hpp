// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "platform/dns/resolver.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::dns {

/// A key by which the desk itself signs letters, or is about to.
struct OwnKey {
    std::string selector;
    std::string record; // what must stand under its name
    bool signs = false;

    auto operator<=>(const OwnKey&) const = default;
};

/// A domain that letters come from, and the server that takes them from us.
struct SendingDomain {
    std::string domain; // in ASCII
    std::string host;
    std::vector<OwnKey> keys = {};

    auto operator<=>(const SendingDomain&) const = default;
};

enum class Subject : std::uint8_t { spf, dkim, dmarc, ptr };
enum class Level : std::uint8_t { good, warning, bad };

/// What was found on one subject. The code names the sentence for the desk, in whatever language;
/// `text` and `cure` are the same in English.
struct SendingFinding {
    Subject subject = Subject::spf;
    Level level = Level::good;
    std::string code = {};   // spf_missing
    std::string domain = {}; // whom it is about
    std::string about = {};  // the host, address, selector or term that was met
    std::string text = {};
    std::string cure = {};   // empty when all is well
    std::string record = {}; // the line to add to the zone, where one would help
};

/// What was found under the name of a key. `other` is a record that does not fit it.
enum class KeyRecord : std::uint8_t { found, missing, other, unanswered };

KeyRecord look_for_key(Resolver& resolver, const std::string& domain, const OwnKey& key);

/// The line of a zone file; longer texts in pieces of 255 bytes, as the name service wants them.
std::string text_record(std::string_view name, std::string_view text);

/// What receivers will find when they ask whether letters of this domain are genuine: one finding
/// each on SPF, DKIM (or each key of ours) and DMARC, and one on the reverse name of each public
/// address of the server.
std::vector<SendingFinding> judge_sending(Resolver& resolver, const SendingDomain& sending);

} // namespace heed::dns

namespace heed {

template <>
inline constexpr std::array<std::string_view, 4> enum_names<dns::Subject> = {
    "spf", "dkim", "dmarc", "ptr"
};

template <>
inline constexpr std::array<std::string_view, 3> enum_names<dns::Level> = {
    "good", "warning", "bad"
};

} // namespace heed
