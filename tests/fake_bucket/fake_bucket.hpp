// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/fake_bucket/signature.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace heed::tests {

/// What a bucket does instead of its work.
struct Trouble {
    int status = 503;      // 0: hangs up without an answer
    std::string code = {}; // in the body
    int times = 1;         // -1: from now on
};

/// The bucket `desk` behind an S3 interface at 127.0.0.1, which checks each signature, lists
/// two objects a page, and can be told to fail.
class FakeBucket {
public:
    explicit FakeBucket(SigningKey key = {.id = "KEY", .secret = "se/cret:+", .region = "eu-1"});
    ~FakeBucket();
    FakeBucket(const FakeBucket&) = delete;
    FakeBucket& operator=(const FakeBucket&) = delete;

    [[nodiscard]] std::string endpoint() const;

    void fail_with(Trouble trouble);

    /// By key.
    [[nodiscard]] std::map<std::string, std::string> objects() const;
    void set_object(const std::string& key, const std::string& bytes);

    /// `PUT /desk/key` of all requests so far.
    [[nodiscard]] std::vector<std::string> heard() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace heed::tests
