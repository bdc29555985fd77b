// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/fake_bucket/signature.hpp"

#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <vector>

namespace heed::tests {

namespace {

std::vector<std::string> parts_of(std::string_view text, char between) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(between), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// `NAME=value` in the header that holds the signature.
std::string field(std::string_view authorization, std::string_view name) {
    const auto begin = authorization.find(std::string(name) + "=");
    if (begin == std::string_view::npos) return {};
    const auto value = authorization.substr(begin + name.size() + 1);
    return std::string(value.substr(0, value.find(',')));
}

std::string sorted_query(const std::string& query) {
    auto parts = parts_of(query, '&');
    std::ranges::sort(parts);
    return fmt::format("{}", fmt::join(parts, "&"));
}

std::string canonical(const HeardRequest& request, const std::vector<std::string>& names) {
    std::string lines;
    for (const auto& name : names) lines += name + ":" + request.header(name) + "\n";
    return fmt::format(
        "{}\n{}\n{}\n{}\n{}\n{}",
        request.method,
        request.path,
        sorted_query(request.query),
        lines,
        fmt::join(names, ";"),
        request.header("x-amz-content-sha256")
    );
}

/// What may not be left unsigned.
bool signs_enough(const HeardRequest& request, const std::vector<std::string>& names) {
    const auto is_signed = [&](const std::string& name) {
        return std::ranges::find(names, name) != names.end();
    };
    return is_signed("host") && std::ranges::all_of(request.headers, [&](const auto& header) {
               return !header.first.starts_with("x-amz-") || is_signed(header.first);
           });
}

std::string
signature_of(const std::string& request, const std::string& moment, const SigningKey& key) {
    const auto day = moment.substr(0, 8);
    const auto scope = fmt::format("{}/{}/s3/aws4_request", day, key.region);
    const auto text = fmt::format(
        "AWS4-HMAC-SHA256\n{}\n{}\n{}", moment, scope, crypto::hex(crypto::sha256(request))
    );
    auto signing = crypto::hmac_sha256("AWS4" + key.secret, day);
    for (const auto* const step : {key.region.c_str(), "s3", "aws4_request"})
        signing = crypto::hmac_sha256(signing, step);
    return crypto::hex(crypto::hmac_sha256(signing, text));
}

} // namespace

std::string HeardRequest::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

std::string signature_trouble(const HeardRequest& request, const SigningKey& key) {
    const auto authorization = request.header("authorization");
    if (!authorization.starts_with("AWS4-HMAC-SHA256 ")) return "AccessDenied";
    const auto credential = parts_of(field(authorization, "Credential"), '/');
    constexpr std::size_t fields = 5;
    if (credential.size() != fields || credential[0] != key.id) return "InvalidAccessKeyId";
    if (credential[2] != key.region) return "AuthorizationHeaderMalformed";
    const auto names = parts_of(field(authorization, "SignedHeaders"), ';');
    if (!signs_enough(request, names)) return "AccessDenied";
    const auto expected =
        signature_of(canonical(request, names), request.header("x-amz-date"), key);
    if (field(authorization, "Signature") != expected) return "SignatureDoesNotMatch";
    if (crypto::hex(crypto::sha256(request.body)) != request.header("x-amz-content-sha256"))
        return "XAmzContentSHA256Mismatch";
    return {};
}

} // namespace heed::tests
