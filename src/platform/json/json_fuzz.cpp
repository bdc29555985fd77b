// SPDX-License-Identifier: AGPL-3.0-or-later
// Any text is parsed or refused; what was parsed and written again means the same.
#include "kernel/check.hpp"
#include "platform/json/decode.hpp"

#include <cstdint>

namespace heed::json_fuzz {

struct Node {
    Text<1, 20> name;
    std::optional<std::int64_t> count;
    Field<bool> open;
    std::vector<Node> below;
    RawJson more;
};

HEED_FIELDS(Node, name, count, open, below, more)

namespace {

void try_text(std::string_view text) {
    const auto document = JsonDocument::parse(text);
    if (!document) {
        const auto& refused = document.error();
        CHECK(refused.code == "invalid_json" || refused.code == "too_many_items");
        CHECK(!refused.detail.empty());
        return;
    }
    const auto once = document->root().to_text();
    const auto again = JsonDocument::parse(once);
    CHECK(again.has_value() && again->root().to_text() == once);
    if (const auto node = parse_json<Node>(text))
        CHECK(parse_json<Node>(to_json(*node)).has_value());
}

} // namespace

} // namespace heed::json_fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::json_fuzz::try_text({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
