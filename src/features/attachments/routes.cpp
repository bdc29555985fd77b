// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/attachments/attachments.hpp"
#include "features/attachments/events.hpp"
#include "features/attachments/store.hpp"
#include "kernel/fault.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"

#include <array>

namespace heed::attachments {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

Result<Response> post_attachment(Desk& desk, Request& request) {
    if (request.uploads.size() != 1 || request.uploads.front().field != "file")
        return refuse(
            Refusal::invalid, "one_file", "/file", "Send exactly one file, in the field `file`."
        );
    const auto& upload = request.uploads.front();
    auto blob = make_ready_file(desk.files, upload.file.path());
    HEED_FAULT("upload_stored");
    const NewAttachment file{
        .blob = std::move(blob), .filename = upload.filename, .content_type = upload.content_type
    };
    const auto now = desk.clock.now();
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) -> Result<Done> {
        return Done{.id = keep_upload(tx, request.actor, file, now).value};
    }));
    HEED_FAULT("upload_kept");
    const auto saved = desk.db.read([&](db::Transaction& tx) {
        return get_attachment(tx, request.actor, AttachmentId{outcome.done.id});
    });
    if (!saved) return std::unexpected(saved.error());
    return answer(outcome, to_json(wire_of(*saved)), 201);
}

/// Nothing in an attachment may run on our origin, whatever it claims to be.
Response serve(const Attachment& attachment, std::string bytes) {
    const auto type = served_type(attachment.content_type);
    const bool picture = type.starts_with("image/");
    return http::content(std::string(type), std::move(bytes))
        .with("Content-Disposition", content_disposition(attachment.filename, picture))
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cache-Control", "private, no-store");
}

Result<Response> get_file(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("attachment"));
    const AttachmentId id{number};
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        const auto attachment = TRY(get_attachment(tx, request.actor, id));
        auto bytes = TRY(read_blob(tx, desk.files, attachment.sha256));
        return serve(attachment, std::move(bytes));
    });
}

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{
        Method::post,
        "/api/v1/attachments",
        "ticket:write",
        post_attachment,
        Lane::write,
        http::upload_body,
        true
    },
    Route{Method::get, "/api/v1/attachments/{attachment}", "signed_in", get_file},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = Method::post,
     .pattern = "/api/v1/attachments",
     .says = "Uploads one file, to be named in a reply or note.",
     .status = 201,
     .answer = gives_settled<AttachmentWire>},
    {.method = Method::get,
     .pattern = "/api/v1/attachments/{attachment}",
     .says = "The bytes of an attachment.",
     .media = "application/octet-stream"},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::attachments
