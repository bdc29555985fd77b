// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/refusal_words.hpp"

#include "kernel/check.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace heed {

namespace {

struct Words {
    std::string_view code;
    std::string_view says;
};

/// Of codes that more than one place refuses with, or that need nothing more to be said.
constexpr std::array by_code = {
    Words{.code = "cannot_connect", .says = "The other server cannot be reached."},
    Words{.code = "connection_lost", .says = "The other server ended the connection."},
    Words{.code = "cursor_moved", .says = "Another process has read these facts meanwhile."},
    Words{.code = "link_expired", .says = "This link is no longer valid. Ask for a new one."},
    Words{.code = "not_committed", .says = "It could not be kept. Please try again."},
    Words{.code = "not_found", .says = "There is no such thing here, or it is not for you to see."},
    Words{.code = "not_parked", .says = "Nothing of this subject is parked."},
    Words{
        .code = "request_link_expired",
        .says = "This link to a request is no longer valid. Ask for a new one."
    },
    Words{.code = "sign_in_needed", .says = "Please sign in first."},
    Words{.code = "stopped", .says = "The desk is stopping. Please try again in a moment."},
    Words{.code = "timed_out", .says = "The other server did not answer in time."},
    Words{.code = "unknown_reactor", .says = "There is no such reader of the journal."},
};

std::string_view by_kind(Refusal kind) {
    switch (kind) {
        case Refusal::malformed: return "This cannot be read.";
        case Refusal::unauthenticated: return "Please sign in first.";
        case Refusal::forbidden: return "You may not do this.";
        case Refusal::not_found: return "There is no such thing here.";
        case Refusal::conflict: return "Something else stands in the way; look again and retry.";
        case Refusal::too_large: return "This is too large.";
        case Refusal::invalid: return "This is not a value that can be taken.";
        case Refusal::too_many: return "Too many requests. Please wait a moment.";
        case Refusal::unavailable: return "This cannot be done now. Please try again later.";
    }
    check_failed("a known refusal", std::source_location::current());
}

} // namespace

std::string words_of(const Error& refused) {
    if (!refused.detail.empty()) return refused.detail;
    const auto* const found = std::ranges::find(by_code, refused.code, &Words::code);
    return std::string(found == by_code.end() ? by_kind(refused.kind) : found->says);
}

} // namespace heed
