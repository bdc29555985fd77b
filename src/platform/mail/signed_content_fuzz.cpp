// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/signed_content.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// What comes out is never longer than what went in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view ber(reinterpret_cast<const char*>(data), size); // NOLINT: text as bytes
    const auto content = heed::mail::signed_content(ber);
    if (content && content->size() > size) std::abort();
    return 0;
}
