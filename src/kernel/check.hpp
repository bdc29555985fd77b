// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace heed {

/// What nobody here can handle: database gone, disk full, own data malformed, a bug. Thrown by
/// `platform` and `CHECK`; caught by the HTTP dispatcher, the reactor loop and `main`, nowhere
/// else.
class Fault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Storage is full or failing: writes are refused with 503 until it heals; reads go on.
class StorageFault : public Fault {
public:
    using Fault::Fault;
};

[[noreturn]] void check_failed(const char* condition, std::source_location where);

} // namespace heed

/// A broken invariant, on in every build. Never for input.
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) ::heed::check_failed(#condition, std::source_location::current());       \
    } while (false)
