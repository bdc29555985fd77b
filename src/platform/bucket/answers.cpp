// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/bucket/answers.hpp"

#include "kernel/number.hpp"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace heed::bucket {

namespace {

constexpr int forbidden = 403;
constexpr int missing = 404;
constexpr int too_many = 429;
constexpr int storage_full = 507;

std::string without_entities(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> entities = {{
        {"&amp;", '&'},
        {"&lt;", '<'},
        {"&gt;", '>'},
        {"&quot;", '"'},
        {"&apos;", '\''},
    }};
    std::string plain;
    while (!text.empty()) {
        std::size_t length = 1;
        char letter = text.front();
        for (const auto& [entity, means] : entities) {
            if (!text.starts_with(entity)) continue;
            length = entity.size();
            letter = means;
        }
        plain += letter;
        text.remove_prefix(length);
    }
    return plain;
}

/// Sentence and cure for what a bucket calls its refusal.
struct Words {
    std::string_view code;
    std::string_view sentence;
    std::string_view cure;
};

constexpr std::string_view look_at_key = "Look at files.key_id and files.secret.";
constexpr std::string_view allow =
    "Allow that key GetObject, PutObject and DeleteObject on the objects, and ListBucket on the "
    "bucket.";

constexpr Words refusals[] = {
    {.code = "InvalidAccessKeyId", .sentence = "it does not know the key", .cure = look_at_key},
    {.code = "SignatureDoesNotMatch",
     .sentence = "it knows the key, but the secret is another one",
     .cure = look_at_key},
    {.code = "AccessDenied", .sentence = "the key may not do that", .cure = allow},
    {.code = "RequestTimeTooSkewed",
     .sentence = "the clock here and its own differ",
     .cure = "Set the clock of this machine."},
    {.code = "NoSuchBucket",
     .sentence = "there is no such bucket",
     .cure = "Make the bucket, or mend files.bucket."},
    {.code = "AuthorizationHeaderMalformed",
     .sentence = "the region is another one",
     .cure = "Mend files.region."},
    {.code = "PermanentRedirect",
     .sentence = "the bucket lies elsewhere",
     .cure = "Mend files.endpoint and files.region."},
    {.code = "TemporaryRedirect",
     .sentence = "the bucket lies elsewhere",
     .cure = "Mend files.endpoint and files.region."},
    {.code = "XAmzContentSHA256Mismatch",
     .sentence = "the bytes changed on the way",
     .cure = "Look at the network between."},
    {.code = "BadDigest",
     .sentence = "the bytes changed on the way",
     .cure = "Look at the network between."},
    {.code = "QuotaExceeded",
     .sentence = "its space is used up",
     .cure = "Give the bucket more space."},
    {.code = "XMinioStorageFull",
     .sentence = "its disks are full",
     .cure = "Give the bucket more space."},
    {.code = "SlowDown",
     .sentence = "it has too much to do",
     .cure = "Wait; Heed tries again by itself."},
};

constexpr Words unknown_refusal = {
    .code = {},
    .sentence = "it refuses",
    .cure = "See what its operator or its log says about that answer."
};

Words words_for(std::string_view code, int status) {
    for (const auto& words : refusals)
        if (words.code == code) return words;
    if (status == forbidden)
        return {.code = {}, .sentence = "the key is refused, or may not do that", .cure = allow};
    if (status == storage_full)
        return {
            .code = {}, .sentence = "its space is used up", .cure = "Give the bucket more space."
        };
    if (status / 100 == 3)
        return {
            .code = {},
            .sentence = "the bucket lies elsewhere",
            .cure = "Mend files.endpoint and files.region."
        };
    return unknown_refusal;
}

} // namespace

std::optional<std::string> element(std::string_view xml, std::string_view name) {
    const auto opening = fmt::format("<{}>", name);
    const auto begin = xml.find(opening);
    if (begin == std::string_view::npos) return std::nullopt;
    const auto text = xml.substr(begin + opening.size());
    const auto end = text.find(fmt::format("</{}>", name));
    if (end == std::string_view::npos) return std::nullopt;
    return without_entities(text.substr(0, end));
}

std::optional<Listing> listing_from(std::string_view xml) {
    constexpr std::string_view opening = "<Contents>";
    if (xml.find("<ListBucketResult") == std::string_view::npos) return std::nullopt;
    Listing listing;
    if (element(xml, "IsTruncated") == "true") {
        const auto next = element(xml, "NextContinuationToken");
        if (!next || next->empty()) return std::nullopt; // the rest could not be asked for
        listing.next = *next;
    }
    for (auto at = xml.find(opening); at != std::string_view::npos; at = xml.find(opening)) {
        xml.remove_prefix(at + opening.size());
        const auto object = xml.substr(0, xml.find("</Contents>"));
        auto key = element(object, "Key");
        const auto size = number_from<std::uint64_t>(element(object, "Size").value_or(""));
        if (!key || !size) return std::nullopt;
        listing.objects.push_back({.key = std::move(*key), .size = *size});
    }
    return listing;
}

bool is_passing(const Answer& answer) {
    if (answer.status == 0) return !answer.is_tls_trouble;
    if (answer.status == storage_full) return false;
    return answer.status / 100 == 5 || answer.status == too_many ||
           answer.body.find("<Code>SlowDown</Code>") != std::string::npos ||
           answer.body.find("<Code>RequestTimeout</Code>") != std::string::npos;
}

BucketFault fault_of(const Answer& answer, const Account& account) {
    const auto where = fmt::format("The bucket {} at {}", account.bucket, account.endpoint);
    if (answer.status == 0 && answer.is_tls_trouble)
        return {
            "tls",
            fmt::format("{} is not to be trusted: {}.", where, answer.lost_by),
            "Give it a certificate that this machine trusts, or add its authority to those of the "
            "system."
        };
    if (answer.status == 0)
        return {
            "unreachable",
            fmt::format("{} cannot be reached: {}.", where, answer.lost_by),
            "Look at files.endpoint, the network and whether it runs."
        };
    const auto code = element(answer.body, "Code").value_or("");
    auto words = words_for(code, answer.status);
    if (answer.status == missing && code.empty()) words = words_for("NoSuchBucket", missing);
    return {
        code.empty() ? std::to_string(answer.status) : code,
        fmt::format(
            "{} refuses: {} ({}).",
            where,
            words.sentence,
            code.empty() ? std::to_string(answer.status) : code
        ),
        std::string(words.cure)
    };
}

} // namespace heed::bucket
