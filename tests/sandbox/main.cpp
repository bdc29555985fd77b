// SPDX-License-Identifier: AGPL-3.0-or-later
#define DOCTEST_CONFIG_IMPLEMENT
#include "platform/mail/charset.hpp"
#include "tests/sandbox/planted.hpp"

#include <doctest/doctest.h>
#include <string_view>

/// The tests or, as `sandbox_test planted WHERE`, what they start.
int main(int argc, char** argv) {
    if (argc < 3 || std::string_view(argv[1]) != "planted")
        return doctest::Context(argc, argv).run();
    if (std::string_view(argv[2]) == "refused") heed::tests::refuse_filters();
    heed::mail::load_charsets();
    constexpr std::uint64_t input_max = 1U << 20U;
    return heed::sandbox::live_as_parent(heed::tests::planted_tasks(), input_max);
}
