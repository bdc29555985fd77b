// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/http/multipart.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

namespace heed::http {
namespace {

namespace fs = std::filesystem;

struct Folder {
    Folder() : path(fs::temp_directory_path() / "heed-multipart-test") {
        fs::remove_all(path);
        prepare_upload_folder(path);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { fs::remove_all(path); }

    [[nodiscard]] std::ptrdiff_t files() const {
        return std::distance(fs::directory_iterator(path), fs::directory_iterator());
    }

    fs::path path;
};

constexpr std::string_view type = "multipart/form-data; boundary=AaB";

std::string
part(std::string_view disposition, std::string_view content, std::string_view more = "") {
    return "--AaB\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n" +
           std::string(more) + "\r\n" + std::string(content) + "\r\n";
}

Result<Request> read(const Folder& folder, std::string_view body, std::size_t piece = 100'000) {
    auto reader = TRY(MultipartReader::open(type, Limits{}, folder.path));
    for (std::size_t at = 0; at < body.size(); at += piece) {
        TRY(reader.feed(body.substr(at, piece)));
    }
    Request request;
    TRY(reader.finish(request));
    return request;
}

std::string content_of(const Upload& upload) {
    std::ifstream file(upload.file.path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("fields and files are told apart, whatever the pieces") {
    const Folder folder;
    const std::string tricky = "\r\n--Aa\r\n--Aa\r\r\n-\r\n--AaX binary \xff" +
                               std::string(1, '\0') + std::string(3000, 'x');
    const auto body =
        "preamble\r\n" + part("name=\"subject\"", "VPN is down\r\nsince noon") +
        part("name=empty", "") +
        part("name=\"file\"; filename=\"a \\\"b\\\".png\"", tricky, "Content-Type: image/png\r\n") +
        part("name=\"file\"; filename=\"none\"", "") + part("name=\"chosen\"; filename=\"\"", "") +
        "--AaB--\r\nepilogue";
    for (const std::size_t piece : {1, 2, 5, 64, 1000, 100'000}) {
        INFO("pieces of ", piece);
        const auto request = read(folder, body, piece);
        REQUIRE(request);
        CHECK(request->form.text("subject") == "VPN is down\r\nsince noon");
        CHECK(request->form.text("empty") == "");
        REQUIRE(request->uploads.size() == 2);
        const auto& upload = request->uploads[0];
        CHECK(upload.field == "file");
        CHECK(upload.filename == "a \"b\".png");
        CHECK(upload.content_type == "image/png");
        CHECK(upload.sha256 == crypto::sha256(tricky));
        CHECK(upload.size == tricky.size());
        CHECK(content_of(upload) == tricky);
        CHECK(request->uploads[1].size == 0);
        CHECK(request->uploads[1].content_type == "application/octet-stream");
    }
    CHECK(folder.files() == 0); // they go with the request
}

TEST_CASE("a released file stays") {
    const Folder folder;
    auto request = read(folder, part("name=a; filename=b", "c") + "--AaB--").value();
    const auto path = request.uploads[0].file.release();
    request = {};
    CHECK(fs::exists(path));
    prepare_upload_folder(folder.path); // the next start clears what is left
    CHECK(!fs::exists(path));
}

TEST_CASE("file names are decoded and never lead anywhere") {
    const Folder folder;
    const auto name = [&](std::string_view parameters) {
        const auto request =
            read(folder, part("name=a; " + std::string(parameters), "x") + "--AaB--");
        REQUIRE(request);
        REQUIRE(request->uploads.size() == 1);
        CHECK(request->uploads[0].file.path().parent_path() == folder.path);
        return request->uploads[0].filename;
    };
    CHECK(name("filename=\"na\u00efve.txt\"") == "naïve.txt");
    CHECK(name("filename*=UTF-8''na%C3%AFve%20.txt; filename=\"x\"") == "naïve .txt");
    CHECK(name("filename=\"100%22.txt\"") == "100\".txt");
    CHECK(name("filename=\"../../etc/passwd\"") == "passwd");
    CHECK(name("filename=\"C:\\Users\\me\\a.txt\"") == "a.txt");
    CHECK(name("filename=\"a%0D%0Ab.txt\"") == "ab.txt");
    CHECK(name("filename=\"..\"") == "file");
    CHECK(name("filename=\"/\"") == "file");
    CHECK(name("filename*=ISO-8859-1''a; filename=\"b\"") == "b");
    CHECK(name("filename=\"" + std::string(400, 'a') + "\"").size() == 255);
}

TEST_CASE("the boundary comes from the content type") {
    const auto opens = [](std::string_view content_type) {
        return MultipartReader::open(content_type, Limits{}, "/").has_value();
    };
    CHECK(opens("multipart/form-data; boundary=\"a b\""));
    CHECK(opens("multipart/form-data; charset=x; BOUNDARY=a"));
    CHECK(!opens("multipart/form-data"));
    CHECK(!opens("multipart/form-data; boundary="));
    CHECK(!opens("multipart/form-data; boundary=" + std::string(71, 'a')));
}

TEST_CASE("broken and oversized bodies are refused and leave no file") {
    const Folder folder;
    const auto code = [&](std::string_view body) {
        const auto request = read(folder, body, 1000);
        return request ? "read" : request.error().code;
    };
    CHECK(code(part("name=a", "x")) == "malformed_multipart"); // no end
    CHECK(code("") == "malformed_multipart");
    CHECK(code("--AaB\r\n\r\nx\r\n--AaB--") == "malformed_multipart"); // no name
    CHECK(code("--AaBx\r\n") == "malformed_multipart");
    CHECK(code("--AaB" + std::string(20'000, ' ')) == "malformed_multipart");
    CHECK(code(part("name=a; filename=b", "x")) == "malformed_multipart");
    CHECK(code("--AaB\r\nX: " + std::string(20'000, 'x')) == "part_header_too_large");
    CHECK(code(part("name=a", std::string(2'000'000, 'x')) + "--AaB--") == "form_too_large");
    std::string many;
    for (int count = 0; count < 65; ++count) many += part("name=a; filename=b", "x");
    CHECK(code(many + "--AaB--") == "too_many_parts");
    CHECK(folder.files() == 0);
}

TEST_CASE("a folder that cannot be written to is storage trouble") {
    auto reader = MultipartReader::open(type, Limits{}, "/nonexistent/folder").value();
    CHECK_THROWS_AS((void)reader.feed(part("name=a; filename=b", "x")), StorageFault);
}

} // namespace
} // namespace heed::http
