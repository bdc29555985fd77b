// SPDX-License-Identifier: AGPL-3.0-or-later
// However a request is cut on its way, it is read as the same one or not at all, and what follows
// it stays what follows it.
#include "kernel/check.hpp"
#include "platform/http/message_parser.hpp"

#include <algorithm>
#include <cstdint>

namespace heed::http {

namespace {

constexpr Limits limits;
constexpr std::uint64_t body_max = 1 << 16;

struct Outcome {
    int status = 0; // 0: still waiting, 200: read to the end, else why it was refused
    std::string method = {};
    std::string target = {};
    std::string body = {};
    std::size_t left = 0; // bytes that belong to the next request

    bool operator==(const Outcome&) const = default;
};

bool is_done(const MessageParser& parser) {
    return parser.stage() == MessageParser::Stage::done;
}

/// The refusal, when it is one.
int take_all(MessageParser& parser, std::string& inbox) {
    for (bool going = true; going && !is_done(parser);) {
        const auto stage = parser.stage();
        const auto taken = parser.feed(inbox);
        if (!taken) return taken.error().status;
        CHECK(*taken <= inbox.size());
        inbox.erase(0, *taken);
        going = *taken > 0 || stage != parser.stage();
    }
    return 0;
}

Outcome read(std::string_view bytes, std::size_t piece) {
    MessageParser parser(limits);
    parser.limit_body(body_max);
    std::string inbox;
    std::size_t at = 0;
    for (; at < bytes.size() && !is_done(parser); at += std::min(piece, bytes.size() - at)) {
        inbox += bytes.substr(at, piece);
        if (const auto refused = take_all(parser, inbox); refused != 0) return {.status = refused};
    }
    if (!is_done(parser)) return {};
    return {
        .status = 200,
        .method = std::string(parser.method_text()),
        .target = parser.request().target,
        .body = parser.take_body(),
        .left = inbox.size() + bytes.size() - at,
    };
}

void try_request(std::string_view bytes) {
    if (bytes.empty()) return;
    const auto piece = static_cast<std::uint8_t>(bytes.front()) % 67U + 1U;
    const auto message = bytes.substr(1);
    const auto whole = read(message, std::max<std::size_t>(message.size(), 1));
    const auto cut = read(message, piece);
    // What is no request may be refused at once or waited for in vain: the last bytes of a broken
    // body are looked at when more have come.
    CHECK((whole == cut || (whole.status != 200 && cut.status != 200)));
    CHECK(whole.body.size() <= body_max);
}

} // namespace

} // namespace heed::http

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::http::try_request({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
