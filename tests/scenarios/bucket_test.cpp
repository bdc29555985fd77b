// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.hpp"
#include "app/check.hpp"
#include "app/doctor.hpp"
#include "app/house.hpp"
#include "features/attachments/blobs.hpp"
#include "tests/fake_bucket/fake_bucket.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

/// A desk in a folder of its own, and a bucket that it may be told to use.
struct BucketDesk {
    tests::FakeBucket bucket;
    fs::path folder;
    config::Config config;
    std::unique_ptr<House> house;
    files::Disk disk;
    std::string hash;

    BucketDesk() {
        std::string pattern = (fs::temp_directory_path() / "heed-bucket-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        config.data = folder / "desk";
        REQUIRE(House::make_folder(config).has_value());
    }

    ~BucketDesk() {
        house.reset();
        std::error_code ignored;
        fs::remove_all(folder, ignored);
    }

    BucketDesk(const BucketDesk&) = delete;
    BucketDesk& operator=(const BucketDesk&) = delete;

    void use_bucket() {
        config.files.bucket = "desk";
        config.files.endpoint = bucket.endpoint();
        config.files.region = "eu-1";
        config.files.key_id = "KEY";
        config.files.secret = "se/cret:+";
    }

    void open() {
        house.reset();
        auto opened = House::open(config, {});
        REQUIRE(opened.has_value());
        house = std::move(*opened);
    }

    void attach(const std::string& bytes) {
        const auto blob = attachments::make_ready(house->files, bytes);
        hash = blob.sha256;
        const auto kept = house->db->write([&](db::Transaction& tx) -> Result<bool> {
            attachments::save_blob(tx, blob, house->clock.now());
            attachments::hold_blob(tx, hash, "test");
            return true;
        });
        REQUIRE(kept.has_value());
    }

    [[nodiscard]] std::string object() const { return "heed/" + hash.substr(0, 2) + "/" + hash; }
};

} // namespace

TEST_CASE_FIXTURE(BucketDesk, "a desk keeps its large attachments in a bucket, whole and checked") {
    use_bucket();
    open();
    attach(std::string(100'000, 'p'));
    CHECK(bucket.objects().contains(object()));
    CHECK(check_desk(*house, true).empty());

    const auto report = back_up(config, {.to = folder / "desk.heed"}, disk);
    REQUIRE(report.has_value());
    CHECK(report->problems.empty());
    CHECK(report->manifest.files == 1);

    bucket.set_object(object(), "other");
    CHECK(check_desk(*house, false).empty());
    CHECK(check_desk(*house, true).size() == 1);
}

TEST_CASE_FIXTURE(BucketDesk, "a desk that is told to use a bucket takes its files there") {
    open();
    attach(std::string(100'000, 'p'));
    use_bucket();
    open();
    CHECK(check_desk(*house, false).empty());
    CHECK(bucket.objects().contains(object()));
    CHECK(check_desk(*house, true).empty());
}

TEST_CASE_FIXTURE(BucketDesk, "an attachment that the bucket did not take is not there at all") {
    use_bucket();
    open();
    bucket.fail_with({.status = 403, .code = "AccessDenied", .times = -1});
    CHECK_THROWS_AS(attach(std::string(100'000, 'p')), StorageFault);
    CHECK_NOTHROW(attach("small")); // lies in the database
}

TEST_CASE_FIXTURE(BucketDesk, "doctor tries the bucket out and knows what to do") {
    CHECK(finding_on_files(config).level == "good");
    use_bucket();
    const auto good = finding_on_files(config);
    CHECK(good.level == "good");
    CHECK(good.text.find("writing, reading and deleting work") != std::string::npos);
    CHECK(bucket.objects().empty());

    config.files.secret = "other";
    const auto bad = finding_on_files(config);
    CHECK(bad.level == "bad");
    CHECK(bad.text.find("the secret is another one") != std::string::npos);
    CHECK(bad.cure == "Look at files.key_id and files.secret.");

    config.files.endpoint = "http://127.0.0.1:1";
    CHECK(finding_on_files(config).text.find("cannot be reached") != std::string::npos);
}

} // namespace heed::app
