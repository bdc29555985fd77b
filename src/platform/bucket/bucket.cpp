// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/bucket/bucket.hpp"

#include "platform/bucket/answers.hpp"
#include "platform/bucket/request.hpp"

#include <condition_variable>
#include <fmt/format.h>
#include <unistd.h>

namespace heed::bucket {

namespace {

constexpr int missing = 404;

/// As AWS wants it in a signed query: everything but letters, digits and `-._~` by its number.
std::string in_query(std::string_view text) {
    std::string written;
    for (const char letter : text) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' ||
                           letter == '_' || letter == '~';
        if (plain)
            written += letter;
        else
            written += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return written;
}

bool is_good(const Answer& answer) {
    return answer.status / 100 == 2;
}

void empty(int descriptor) {
    if (::ftruncate(descriptor, 0) != 0 || ::lseek(descriptor, 0, SEEK_SET) != 0)
        throw StorageFault("a file for an attachment cannot be emptied");
}

} // namespace

struct Bucket::Body {
    Body(Account account, Patience given) : wire(std::move(account), given), patience(given) {}

    [[nodiscard]] std::string target_of(std::string_view key) const {
        return fmt::format("/{}/{}", wire.account().bucket, key);
    }

    /// Another time while the trouble looks as if it passed. The last answer.
    Answer ask(const Request& request) {
        auto pause = patience.pause;
        for (int attempt = 1;; ++attempt) {
            if (request.descriptor >= 0) empty(request.descriptor);
            auto answer = wire.send(request);
            if (!is_passing(answer) || attempt >= patience.tries) return answer;
            std::unique_lock lock(mutex);
            waiting.wait_for(lock, pause, [] { return false; });
            pause *= 2;
        }
    }

    /// Nothing when there is no such object. Without words of the bucket a 404 means just that.
    std::optional<Answer> ask_for_object(const Request& request) {
        auto answer = ask(request);
        if (is_good(answer)) return answer;
        const auto code = element(answer.body, "Code").value_or("NoSuchKey");
        if (answer.status == missing && code == "NoSuchKey") return std::nullopt;
        throw fault_of(answer, wire.account());
    }

    Wire wire;
    Patience patience;
    std::mutex mutex;
    std::condition_variable waiting;
};

Bucket::Bucket(Account account, Patience patience)
    : body_(std::make_unique<Body>(std::move(account), patience)) {}

Bucket::~Bucket() = default;

std::optional<std::uint64_t> Bucket::size_of(std::string_view key) const {
    // By the listing and not by HEAD, whose refusals come without a word of why.
    std::optional<std::uint64_t> found;
    list(key, [&](std::string_view other, std::uint64_t size) {
        if (other == key) found = size;
    });
    return found;
}

void Bucket::put(std::string_view key, const std::filesystem::path& file, std::string_view sha256) {
    const auto answer = body_->ask(
        {.method = Method::put,
         .target = body_->target_of(key),
         .sha256 = std::string(sha256),
         .upload = file}
    );
    if (!is_good(answer)) throw fault_of(answer, body_->wire.account());
}

std::optional<Bucket::Fetched> Bucket::fetch(std::string_view key, int descriptor) const {
    const auto answer =
        body_->ask_for_object({.target = body_->target_of(key), .descriptor = descriptor});
    return answer ? std::optional(answer->fetched) : std::nullopt;
}

bool Bucket::copy(std::string_view from, std::string_view to) {
    const auto answer = body_->ask_for_object(
        {.method = Method::put,
         .target = body_->target_of(to),
         .headers = {"x-amz-copy-source: " + body_->target_of(from)}}
    );
    if (!answer) return false;
    // A copy is answered with 200 before it is made; whether it was stands in the body.
    if (answer->body.find("<CopyObjectResult") == std::string::npos)
        throw fault_of(*answer, body_->wire.account());
    return true;
}

void Bucket::remove(std::string_view key) {
    body_->ask_for_object({.method = Method::remove, .target = body_->target_of(key)});
}

void Bucket::list(std::string_view prefix, const VisitObject& visit) const {
    std::string next;
    do {
        const auto from = next.empty() ? "" : fmt::format("continuation-token={}&", in_query(next));
        const auto answer = body_->ask(
            {.target = fmt::format(
                 "/{}?{}list-type=2&prefix={}", body_->wire.account().bucket, from, in_query(prefix)
             )}
        );
        const auto listing = is_good(answer) ? listing_from(answer.body) : std::nullopt;
        if (!listing) throw fault_of(answer, body_->wire.account());
        for (const auto& object : listing->objects) visit(object.key, object.size);
        next = listing->next;
    } while (!next.empty());
}

} // namespace heed::bucket
