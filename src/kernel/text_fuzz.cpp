// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "kernel/instant.hpp"
#include "kernel/text.hpp"

#include <cstdint>

using namespace heed;

namespace {

void try_utf8(std::string_view text) {
    const auto repaired = valid_utf8(text);
    CHECK(is_valid_utf8(repaired));
    CHECK(valid_utf8(repaired) == repaired);
    CHECK(is_valid_utf8(utf8_prefix(repaired, repaired.size() / 2)));
    CHECK(code_points(repaired) <= repaired.size());
}

void try_instant(std::string_view text) {
    if (const auto instant = instant_from_rfc3339(text))
        CHECK(instant_from_rfc3339(to_rfc3339(*instant)) == instant);
}

} // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    try_utf8(text);
    try_instant(text);
    return 0;
}
