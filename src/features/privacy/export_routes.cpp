// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/handing_out.hpp"
#include "features/privacy/privacy.hpp"
#include "features/privacy/route_tables.hpp"
#include "features/settings/settings.hpp"
#include "platform/archive/zip.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/json/decode.hpp"

namespace heed::privacy {

namespace {

using http::Request;
using http::Response;

Result<> add_files(db::Transaction& tx, Desk& desk, const PersonalCopy& data, archive::Zip& zip) {
    for (const auto& ticket : data.tickets) {
        for (const auto& entry : ticket.entries) {
            for (const auto& file : entry.files) {
                if (!file.path) continue;
                const auto found =
                    TRY(attachments::get_attachment(tx, Actor::system("privacy"), file.id));
                const auto bytes = TRY(attachments::read_blob(tx, desk.files, found.sha256));
                zip.add(*file.path, bytes);
            }
        }
    }
    return {};
}

Result<std::string> archive_of(Desk& desk, PersonId id, const ExportOptions& options) {
    return desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        const auto data = TRY(copy_of_person(tx, id, options, desk.clock.now()));
        const bool german = settings::settings_of(tx).language.starts_with("de");
        archive::Zip zip;
        zip.add("index.html", personal_page(data, german));
        zip.add("data.json", to_json(data));
        TRY(add_files(tx, desk, data, zip));
        return zip.finish();
    });
}

Result<Response> post_export(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("id"));
    const PersonId id{number};
    const auto options = TRY(parse_json<ExportOptions>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return ask_export(tx, request.actor, id, options, desk.clock.now());
    }));
    auto file = TRY(archive_of(desk, id, options));
    const auto name = "personal-data-" + std::to_string(number) + ".zip";
    return marked(
        outcome,
        http::content("application/zip", std::move(file))
            .with("Content-Disposition", attachments::content_disposition(name, false))
            .with("Content-Security-Policy", "sandbox; default-src 'none'")
            .with("Cache-Control", "private, no-store")
    );
}

constexpr std::string_view pattern = "/api/v1/people/{id}/data_export";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {http::Method::post, pattern, "privacy:manage", post_export, http::Lane::write, http::json_body
    },
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = http::Method::post,
     .pattern = pattern,
     .says = "All that is held of a person as one zip file: a page to read, `data.json`, and up to "
             "64 MiB of files; with `notes` also what the desk noted about them. That it was asked "
             "for is journalled.",
     .body = takes<ExportOptions>,
     .media = "application/zip"},
};

} // namespace

std::span<const Route> export_routes() {
    return table;
}

std::span<const Described> export_descriptions() {
    return descriptions;
}

} // namespace heed::privacy
