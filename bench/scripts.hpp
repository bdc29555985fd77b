// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "bench/load.hpp"
#include "bench/raw_reads.hpp"
#include "bench/zipf.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace heed::bench {

/// What the generator asks about, read from the desk's file before it begins.
struct World {
    std::string token;
    std::int64_t tickets = 0; // numbered 1 … tickets
    Zipf zipf;
    std::vector<std::string> lists = {};       // URLs
    std::vector<std::int64_t> answerable = {}; // tickets that take a reply
    std::vector<std::int64_t> teams = {};
    std::vector<std::string> customers = {}; // addresses
    std::vector<std::string> questions = {}; // two or three words of one subject, as a query
};

World world_of(const std::string& file, const std::string& token, std::uint64_t seed);

/// `operation` is open, list, search, create, reply, letter or mix (90 open, 5 list, 5 create).
std::unique_ptr<Script>
make_script(const World& world, const std::string& operation, std::uint64_t seed);

} // namespace heed::bench
