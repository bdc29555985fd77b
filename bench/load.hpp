// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "bench/figures.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace heed::bench {

/// What one connection asks, one request after another.
class Script {
public:
    virtual ~Script() = default;

    /// The whole text of the next request, and what kind it is. Empty: this connection is done.
    struct Request {
        std::string kind;
        std::string text;
    };

    virtual Request next() = 0;

    /// Nothing, or why this is not the answer that was wanted.
    virtual std::string fault_of(int status, std::string_view body) = 0;
};

struct LoadOptions {
    int port = 0;
    int connections = 1;
    int threads = 1;
    double warm_seconds = 1;
    double seconds = 10;
};

/// Keeps every connection busy with one request at a time (closed loop), and counts what was
/// answered after the warm-up. The result is JSON, see Figures.
std::string run_load(
    const LoadOptions& options, const std::function<std::unique_ptr<Script>(int connection)>& script
);

} // namespace heed::bench
