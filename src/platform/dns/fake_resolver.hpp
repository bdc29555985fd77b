// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/dns/resolver.hpp"

#include <map>
#include <set>
#include <utility>

namespace heed::dns {

/// A name service for tests: knows what it is told, and has nothing else.
class FakeResolver final : public Resolver {
public:
    Answer ask(const std::string& name, Record record) override {
        ++questions;
        if (is_away || unanswered.contains(name)) return std::nullopt;
        const auto found = records.find({name, record});
        return found == records.end() ? std::vector<std::string>{} : found->second;
    }

    std::map<std::pair<std::string, Record>, std::vector<std::string>> records = {};
    std::set<std::string> unanswered = {}; // names that nobody answers for
    bool is_away = false;
    int questions = 0;
};

} // namespace heed::dns
