// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/bucket/bucket_place.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/files/blob_files.hpp"
#include "tests/fake_bucket/fake_bucket.hpp"

#include <doctest/doctest.h>

namespace heed::bucket {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using tests::Trouble;

const Instant noon = *instant_from_rfc3339("2026-06-10T12:00:00.250Z");
const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string place_of_abc = "acme/ba/" + abc;

struct Fixture {
    tests::FakeBucket bucket;
    fs::path folder =
        fs::temp_directory_path() / ("heed-bucket-" + crypto::hex(crypto::random_bytes(8)));
    files::Disk disk;
    Account account{
        .endpoint = bucket.endpoint(),
        .region = "eu-1",
        .bucket = "desk",
        .key_id = "KEY",
        .secret = "se/cret:+",
    };

    Fixture() { fs::create_directories(folder); }

    ~Fixture() { fs::remove_all(folder); }

    Fixture(const Fixture&) = delete;
    Fixture& operator=(const Fixture&) = delete;

    [[nodiscard]] std::unique_ptr<BucketPlace> place() {
        return std::make_unique<BucketPlace>(
            account,
            Patience{.pause = 1ms},
            BucketPlace::Settings{.prefix = "acme", .folder = folder},
            disk
        );
    }

    files::BlobFiles files() { return files::BlobFiles({.folder = folder}, disk, place()); }

    [[nodiscard]] bool nothing_unfinished() const { return fs::is_empty(folder / "unfinished"); }

    std::string refusal_of_put() {
        auto blobs = files();
        try {
            blobs.put("abc");
        } catch (const BucketFault& fault) {
            CHECK_FALSE(fault.cure().empty());
            CHECK(std::string(fault.what()).ends_with("."));
            return fault.code();
        }
        return "none";
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "bucket: bytes come back under their digest, each request signed") {
    auto blobs = files();
    CHECK(blobs.put("abc").sha256 == abc);
    CHECK(bucket.objects() == std::map<std::string, std::string>{{place_of_abc, "abc"}});
    const auto reader = blobs.open(abc);
    REQUIRE(reader.has_value());
    CHECK(reader->size() == 3);
    CHECK(reader->read_all() == "abc");
    CHECK(blobs.is_intact(abc));
    CHECK(blobs.ensure_there(abc));
    CHECK(nothing_unfinished());
    CHECK(blobs.open(std::string(64, '0')).error().kind == Refusal::not_found);
    CHECK_FALSE(blobs.ensure_there(std::string(64, '0')));
    CHECK_THROWS_AS(static_cast<void>(blobs.open("../../etc/passwd")), Fault);
}

TEST_CASE_FIXTURE(Fixture, "bucket: a large file goes and comes whole") {
    auto blobs = files();
    std::string bytes = crypto::random_bytes(3'000'000);
    const auto stored = blobs.put(bytes);
    CHECK(blobs.open(stored.sha256)->read_all() == bytes);
}

TEST_CASE_FIXTURE(Fixture, "bucket: all its files are listed, page after page, and no other's") {
    auto blobs = files();
    for (int blob = 0; blob < 5; ++blob) blobs.put(std::to_string(blob));
    bucket.set_object("other/ba/" + abc, "abc");
    bucket.set_object("acme/notes.txt", "x");
    std::size_t count = 0;
    blobs.for_each([&](std::string_view, std::uint64_t size) { count += size; });
    CHECK(count == 5);
}

TEST_CASE_FIXTURE(Fixture, "bucket: set aside, brought back, removed") {
    auto blobs = files();
    blobs.put("abc");
    const auto reader = blobs.open(abc);
    CHECK(blobs.set_aside(abc, noon));
    CHECK_FALSE(blobs.set_aside(abc, noon));
    CHECK_FALSE(bucket.objects().contains(place_of_abc));
    CHECK(blobs.aside_before(noon).empty());
    CHECK(blobs.aside_before(noon + 1ms) == std::vector{abc});

    CHECK(blobs.bring_back(abc));
    CHECK_FALSE(blobs.bring_back(abc));
    CHECK_FALSE(blobs.remove(abc)); // only what is aside
    CHECK(bucket.objects().size() == 1);

    CHECK(blobs.set_aside(abc, noon));
    CHECK(blobs.open(abc)->read_all() == "abc"); // brings it back
    CHECK(blobs.set_aside(abc, noon));
    CHECK(blobs.remove(abc));
    CHECK_FALSE(blobs.remove(abc));
    CHECK(bucket.objects().empty());
    CHECK(blobs.open(abc).error().kind == Refusal::not_found);
    CHECK(reader->read_all() == "abc"); // opened before
}

TEST_CASE_FIXTURE(Fixture, "bucket: what is stored again while aside outlives the collector") {
    auto blobs = files();
    blobs.put("abc");
    CHECK(blobs.set_aside(abc, noon));
    blobs.put("abc");
    for (const auto& sha256 : blobs.aside_before(noon + 24h)) blobs.remove(sha256);
    CHECK(blobs.open(abc)->read_all() == "abc");
    CHECK(bucket.objects().size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "bucket: what passes is tried again, four times in all") {
    auto blobs = files();
    for (const auto& trouble :
         {Trouble{.status = 503, .code = "SlowDown", .times = 3},
          Trouble{.status = 500, .code = "InternalError", .times = 3},
          Trouble{.status = 0, .times = 3}}) {
        bucket.fail_with(trouble);
        CHECK(blobs.put("abc").sha256 == abc);
        bucket.fail_with(trouble);
        CHECK(blobs.open(abc)->read_all() == "abc");
    }
    bucket.fail_with({.status = 503, .times = -1});
    const auto before = bucket.heard().size();
    CHECK_THROWS_AS(blobs.put("abc"), BucketFault);
    CHECK(bucket.heard().size() - before == 4);
    CHECK(nothing_unfinished());
}

TEST_CASE_FIXTURE(Fixture, "bucket: nothing counts as stored that was refused") {
    for (const auto* const code : {"AccessDenied", "QuotaExceeded", "NoSuchBucket"}) {
        bucket.fail_with({.status = 403, .code = code, .times = 1});
        CHECK(refusal_of_put() == code);
    }
    bucket.fail_with({.status = 507, .times = 1});
    CHECK(refusal_of_put() == "507");
    CHECK(bucket.objects().empty());
    CHECK(nothing_unfinished());
}

TEST_CASE_FIXTURE(Fixture, "bucket: each wrong setting is named by what the bucket says") {
    const auto right = account;
    account.secret = "other";
    CHECK(refusal_of_put() == "SignatureDoesNotMatch");
    account = right;
    account.key_id = "NOBODY";
    CHECK(refusal_of_put() == "InvalidAccessKeyId");
    account = right;
    account.region = "us-1";
    CHECK(refusal_of_put() == "AuthorizationHeaderMalformed");
    account = right;
    account.bucket = "none";
    CHECK(refusal_of_put() == "NoSuchBucket");
    account.endpoint = "http://127.0.0.1:1";
    CHECK(refusal_of_put() == "unreachable");
}

TEST_CASE_FIXTURE(Fixture, "bucket: other bytes than were stored are never given out") {
    auto blobs = files();
    blobs.put("abc");
    bucket.set_object(place_of_abc, "abd");
    CHECK(blobs.open(abc).error().code == "damaged");
    CHECK_FALSE(blobs.is_intact(abc));
    blobs.put("abc"); // heals it
    CHECK(blobs.is_intact(abc));
}

TEST_CASE_FIXTURE(Fixture, "bucket: an answer that says fine and means no is no copy") {
    auto blobs = files();
    blobs.put("abc");
    bucket.fail_with({.status = 200, .code = "InternalError", .times = 1});
    CHECK_THROWS_AS(blobs.set_aside(abc, noon), BucketFault);
    CHECK(blobs.open(abc)->read_all() == "abc");
    bucket.fail_with({.status = 200, .code = "Portal", .times = 1});
    CHECK_THROWS_AS(blobs.ensure_there(abc), BucketFault);
}

TEST_CASE_FIXTURE(Fixture, "bucket: files of the folder are brought over when looked for") {
    {
        files::BlobFiles before({.folder = folder}, disk);
        before.put("abc");
        before.put("damaged");
    }
    const auto damaged = crypto::hex(crypto::sha256("damaged"));
    fs::resize_file(folder / damaged.substr(0, 2) / damaged.substr(2, 2) / damaged, 3);
    auto blobs = files();
    CHECK(blobs.open(abc)->read_all() == "abc");
    CHECK(bucket.objects().contains(place_of_abc));
    CHECK_FALSE(fs::exists(folder / "ba" / "78" / abc));
    CHECK_FALSE(blobs.ensure_there(damaged));
    CHECK(bucket.objects().size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "bucket: what is forgotten goes from the folder of before, too") {
    files::BlobFiles before({.folder = folder}, disk);
    before.put("abc");
    auto blobs = files();
    blobs.set_aside(abc, noon);
    CHECK(blobs.aside_before(noon + 1ms) == std::vector{abc});
    CHECK(blobs.remove(abc));
    CHECK(before.open(abc).error().kind == Refusal::not_found);
}

TEST_CASE_FIXTURE(Fixture, "bucket: a trial writes, reads and leaves nothing") {
    const auto tried = place();
    tried->try_out();
    CHECK(bucket.objects().empty());
    CHECK(bucket.heard().size() == 4);
    bucket.fail_with({.status = 403, .code = "AccessDenied", .times = -1});
    CHECK_THROWS_WITH_AS(
        tried->try_out(), doctest::Contains("the key may not do that"), BucketFault
    );
}

} // namespace heed::bucket
