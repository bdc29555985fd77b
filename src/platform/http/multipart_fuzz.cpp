// SPDX-License-Identifier: AGPL-3.0-or-later
// However a form is cut on its way, it is the same form; its file names lead nowhere, and its files
// go with the request.
#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/http/multipart.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <unistd.h>

namespace heed::http {

namespace {

namespace fs = std::filesystem;

using Seen = std::vector<std::tuple<std::string, std::string, std::string>>;

const fs::path& folder() {
    static const fs::path made = [] {
        auto path =
            fs::temp_directory_path() / ("heed-multipart-fuzz-" + std::to_string(::getpid()));
        prepare_upload_folder(path);
        return path;
    }();
    return made;
}

Result<Request> request_from(std::string_view body, std::size_t piece) {
    auto reader =
        TRY(MultipartReader::open("multipart/form-data; boundary=AaB", Limits{}, folder()));
    for (std::size_t at = 0; at < body.size(); at += piece) {
        TRY(reader.feed(body.substr(at, piece)));
    }
    Request request;
    TRY(reader.finish(request));
    return request;
}

std::optional<Seen> read(std::string_view body, std::size_t piece) {
    const auto request = request_from(body, piece);
    if (!request) return std::nullopt;
    Seen seen;
    for (const auto& [name, value] : request->form.all()) seen.emplace_back(name, value, "");
    for (const auto& upload : request->uploads) {
        CHECK(is_valid_utf8(upload.filename) && upload.filename.size() <= 255);
        CHECK(
            !upload.filename.empty() && upload.filename.find_first_of("/\\") == std::string::npos
        );
        CHECK(fs::file_size(upload.file.path()) == upload.size);
        seen.emplace_back(upload.field, upload.filename, upload.sha256);
    }
    return seen;
}

void try_form(std::string_view bytes) {
    if (bytes.empty()) return;
    const auto piece = static_cast<std::uint8_t>(bytes.front()) % 67U + 1U;
    const auto body = bytes.substr(1);
    const auto whole = read(body, std::max<std::size_t>(body.size(), 1));
    CHECK(whole == read(body, piece));
    CHECK(fs::is_empty(folder()));
}

} // namespace

} // namespace heed::http

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    heed::http::try_form({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
