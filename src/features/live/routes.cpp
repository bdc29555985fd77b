// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/live/live.hpp"
#include "features/live/sight.hpp"
#include "kernel/format.hpp"

#include <charconv>
#include <limits>
#include <memory>

namespace heed::live {

namespace {

/// One that cannot be read is as far away as can be: its reader reads everything anew.
std::optional<std::int64_t> last_event_id(const http::Request& request) {
    const auto text = request.headers.find("Last-Event-ID");
    if (!text) return std::nullopt;
    constexpr auto unreadable = std::numeric_limits<std::int64_t>::max();
    std::int64_t position = 0;
    const auto* const first = std::to_address(text->begin());
    const auto* const last = std::to_address(text->end());
    const auto [end, problem] = std::from_chars(first, last, position);
    return problem == std::errc{} && end == last && position >= 0 ? position : unreadable;
}

/// Whose streams are counted together: a person's, in all their browsers, or a token's.
std::string visitor_of(const http::Request& request) {
    const auto person = request.actor.person;
    if (request.actor.kind != Actor::Kind::token && person.is_set())
        return fmt::format("person {}", person.value);
    return access::visit_of(request).digest;
}

constexpr Described descriptions[] = {
    {.method = http::Method::get,
     .pattern = "/api/v1/stream",
     .says =
         "What changes, as it happens: events `hello` (the first of every stream; its id is the "
         "position from which on it tells), `fact`, `presence` and `reset`. `Last-Event-ID` "
         "resumes.",
     .answer = gives<FactEvent>,
     .media = "text/event-stream",
     .needs = "staff"},
};

} // namespace

std::vector<http::Route> routes(Live& live) {
    return {{
        .method = http::Method::get,
        .pattern = "/api/v1/stream",
        .needs = "staff",
        .handler = [&live](http::Request& request) -> Result<http::Response> {
            auto seat = TRY(live.seats().take(visitor_of(request)));
            // What the gate looks at again: who asked, without the rest of the request.
            auto asked = std::make_shared<http::Request>();
            asked->actor = request.actor;
            asked->session = request.session;
            Listener listener{
                .stream = {},
                .actor = request.actor,
                .after = last_event_id(request),
                .again = [asked] { return access::visit_of(*asked).gate.actor_again(*asked); },
            };
            return http::Response::event_stream(
                [&live, seat = std::move(seat), listener = std::move(listener)](
                    std::shared_ptr<http::EventStream> stream
                ) mutable {
                    stream->on_close([seat = std::move(seat)]() mutable { seat.reset(); });
                    listener.stream = std::move(stream);
                    live.add(std::move(listener));
                }
            );
        },
    }};
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::live
