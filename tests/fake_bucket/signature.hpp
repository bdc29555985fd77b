// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace heed::tests {

/// A request as it came over the wire; header names in small letters.
struct HeardRequest {
    std::string method;
    std::string path;
    std::string query;
    std::map<std::string, std::string> headers = {};
    std::string body = {};

    [[nodiscard]] std::string header(const std::string& name) const;
};

struct SigningKey {
    std::string id;
    std::string secret;
    std::string region;
};

/// Judges by AWS Signature Version 4, computed here anew. Empty when all is right, else the code
/// that S3 refuses with.
std::string signature_trouble(const HeardRequest& request, const SigningKey& key);

} // namespace heed::tests
