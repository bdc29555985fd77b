// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/dns/resolver.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace heed::dns {

/// What a receiver makes of an SPF record (RFC 7208) for a letter from one address.
enum class Spf : std::uint8_t {
    none,
    twice, // more than one record, which receivers refuse to choose from
    broken,
    unanswered,
    neutral,
    soft_fail,
    fail,
    pass
};

struct SpfVerdict {
    Spf result = Spf::none;
    std::string record = {};             // as it stands
    std::set<std::string> includes = {}; // others whose word was asked for on the way
    std::string trouble = {};            // of a broken one: the term
};

/// Reads the record of `domain` as a receiver of a letter from `address` would. Macros are not
/// spelled out: a term that has one matches nothing.
SpfVerdict judge_spf(Resolver& resolver, const std::string& domain, const IpAddress& address);

} // namespace heed::dns
