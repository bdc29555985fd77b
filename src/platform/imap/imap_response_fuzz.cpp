// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever a server sends is read or refused, and reads the same in one piece and byte by byte.
#include "kernel/check.hpp"
#include "platform/imap/response.hpp"

#include <algorithm>
#include <cstdint>

namespace heed::imap {

namespace {

ResponseReader::Source source_of(std::string_view bytes, std::size_t piece) {
    return [bytes, piece](std::span<char> room) mutable -> Result<std::size_t> {
        const auto count = std::min({piece, room.size(), bytes.size()});
        if (count == 0) return refuse(Refusal::unavailable, "connection_lost");
        std::ranges::copy(bytes.substr(0, count), room.data());
        bytes.remove_prefix(count);
        return count;
    };
}

void look_at(const Response& response) {
    const std::string_view text = response.text;
    (void)search_result(text);
    (void)number_before(text, "EXISTS");
    const auto status = status_from(text.substr(std::min<std::size_t>(2, text.size())));
    if (status) (void)code_number(*status, "UIDVALIDITY");
    (void)fetched_from(response);
}

void try_bytes(std::string_view bytes) {
    constexpr ReadLimits limits = {.text_bytes_max = 1000, .literal_bytes_max = 1000};
    ResponseReader whole;
    ResponseReader slow;
    const auto all_at_once = source_of(bytes, bytes.size());
    const auto byte_by_byte = source_of(bytes, 1);
    for (;;) {
        const auto response = whole.next(limits, all_at_once);
        const auto same = slow.next(limits, byte_by_byte);
        CHECK(response.has_value() == same.has_value());
        if (!response) return;
        CHECK(response->text == same->text && response->literals == same->literals);
        look_at(*response);
    }
}

} // namespace

} // namespace heed::imap

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::imap::try_bytes({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
