// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/operations/operations.hpp"
#include "features/operations/wire.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"

#include <array>

namespace heed::operations {

namespace {

using http::Method;
using http::Request;
using http::Response;

Result<Response> list_readers(Desk& desk, Request&) {
    return http::ok_json(
        to_json(Readers{.readers = desk.reactors.status(), .parked = desk.reactors.parked()})
    );
}

Result<Response> retry(Desk& desk, Request& request) {
    const auto asked = TRY(parse_json<RetryParked>(request.body));
    TRY(desk.reactors.retry(
        request.path_text("reader"), asked.subject_type.view(), asked.subject_id
    ));
    return http::no_content();
}

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{Method::get, "/api/v1/readers", "operations:manage", list_readers},
    Route{
        Method::post,
        "/api/v1/readers/{reader}/retries",
        "operations:manage",
        retry,
        http::Lane::write,
        http::json_body
    },
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = "/api/v1/readers",
     .says =
         "The readers of the journal, how far each is, and the subjects whose facts one of them "
         "could not hear and set aside: 1,000 at most, the oldest first.",
     .answer = gives<Readers>},
    {.method = Method::post,
     .pattern = "/api/v1/readers/{reader}/retries",
     .says = "Has a reader hear again what it set aside of one subject: all of it in order, or "
             "nothing. Refused with `still_failing` and the reason when it fails as before.",
     .body = gives<RetryParked>,
     .status = 204,
     .unkeyed = "what was heard is set aside no longer; asked again, there is nothing."},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::operations
