// SPDX-License-Identifier: AGPL-3.0-or-later
// heed_bench: the load generator and the raw loops behind `./dev bench`. Prints one line of JSON.
//
//   heed_bench load  --op open --file heed.db --port 8080 --token heed_… --connections 64
//   heed_bench streams --file heed.db --port 8080 --token heed_… --streams 1000 --rate 200
//   heed_bench reads --op list --file heed.db --threads 3
//   heed_bench writes --op create --file heed.db --per-commit 64
//
// with --seconds, --warm and --seed.
#include "bench/load.hpp"
#include "bench/raw_writes.hpp"
#include "bench/scripts.hpp"
#include "bench/streams.hpp"

#include <cstdio>
#include <map>
#include <span>
#include <stdexcept>
#include <string>

namespace {

using namespace heed::bench;

class Options {
public:
    explicit Options(std::span<char*> arguments) {
        for (std::size_t at = 0; at + 1 < arguments.size(); at += 2)
            values_[arguments[at]] = arguments[at + 1];
    }

    [[nodiscard]] std::string text(const std::string& name) const {
        const auto found = values_.find("--" + name);
        if (found == values_.end()) throw std::runtime_error("--" + name + " is missing");
        return found->second;
    }

    [[nodiscard]] double number(const std::string& name, double otherwise) const {
        return values_.contains("--" + name) ? std::stod(text(name)) : otherwise;
    }

    [[nodiscard]] int count(const std::string& name, int otherwise) const {
        return static_cast<int>(number(name, otherwise));
    }

private:
    std::map<std::string, std::string> values_;
};

std::string load(const Options& options) {
    const auto seed = static_cast<std::uint64_t>(options.count("seed", 1));
    const auto world = world_of(options.text("file"), options.text("token"), seed);
    const LoadOptions load{
        .port = options.count("port", 0),
        .connections = options.count("connections", 1),
        .threads = options.count("threads", 1),
        .warm_seconds = options.number("warm", 1),
        .seconds = options.number("seconds", 10),
    };
    return run_load(load, [&](int connection) {
        const auto own = Random(seed * 1'000 + static_cast<std::uint64_t>(connection)).next();
        return make_script(world, options.text("op"), own);
    });
}

std::string streams(const Options& options) {
    const auto seed = static_cast<std::uint64_t>(options.count("seed", 1));
    const auto world = world_of(options.text("file"), options.text("token"), seed);
    return run_streams(
        world,
        {.port = options.count("port", 0),
         .streams = options.count("streams", 1'000),
         .facts_per_second = options.number("rate", 200),
         .seconds = options.number("seconds", 10),
         .seed = seed}
    );
}

RawOptions raw_options(const Options& options) {
    return {
        .file = options.text("file"),
        .operation = options.text("op"),
        .threads = options.count("threads", 1),
        .per_commit = options.count("per-commit", 1),
        .seconds = options.number("seconds", 10),
        .seed = static_cast<std::uint64_t>(options.count("seed", 1)),
    };
}

std::string answer(const std::string& what, const Options& options) {
    if (what == "load") return load(options);
    if (what == "streams") return streams(options);
    if (what == "reads") return run_raw_reads(raw_options(options));
    if (what == "writes") return run_raw_writes(raw_options(options));
    throw std::runtime_error("load, streams, reads or writes?");
}

} // namespace

int main(int count, char** arguments) {
    const std::span<char*> all(arguments, static_cast<std::size_t>(count));
    try {
        if (all.size() < 2) throw std::runtime_error("load, streams, reads or writes?");
        std::puts(answer(all[1], Options(all.subspan(2))).c_str());
        return 0;
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "heed_bench: %s\n", fault.what());
        return 1;
    }
}
