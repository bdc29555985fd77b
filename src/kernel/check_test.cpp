// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"

#include <string>

namespace heed {
namespace {

/// Here, because doctest has a macro of the same name.
void demand(bool condition) {
    CHECK(condition);
}

} // namespace
} // namespace heed

#undef CHECK
#include <doctest/doctest.h>

TEST_CASE("a broken invariant is a fault that names condition and place") {
    std::string said;
    try {
        heed::demand(false);
    } catch (const heed::Fault& fault) {
        said = fault.what();
    }
    CHECK(said.starts_with("broken invariant: condition ("));
    CHECK(said.contains("check_test.cpp:"));
}

TEST_CASE("a kept invariant costs nothing") {
    CHECK_NOTHROW(heed::demand(true));
}

TEST_CASE("a storage fault is caught as a fault") {
    CHECK_THROWS_AS(throw heed::StorageFault("disk full"), heed::Fault);
}
