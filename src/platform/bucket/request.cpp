// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/bucket/request.hpp"

#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace heed::bucket {

namespace {

constexpr std::size_t body_bytes_max = std::size_t{4} * 1024 * 1024;
constexpr std::size_t idle_max = 8;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using List = std::unique_ptr<curl_slist, FreeList>;

void append(List& list, const std::string& text) {
    curl_slist* longer = curl_slist_append(list.get(), text.c_str());
    if (longer == nullptr) throw Fault("out of memory for a request");
    (void)list.release();
    list.reset(longer);
}

template <class T>
void set(CURL* curl, CURLoption option, T value) {
    const auto outcome = curl_easy_setopt(curl, option, value);
    if (outcome != CURLE_OK) throw Fault(std::string("libcurl: ") + curl_easy_strerror(outcome));
}

/// What the callbacks of the library work on. Nothing may be thrown through its C frames.
struct Attempt {
    CURL* curl;
    int source = -1; // closed with this
    int target = -1;
    std::string body = {};
    crypto::Sha256 digest = {};
    std::uint64_t fetched = 0;
    bool cannot_write = false;

    ~Attempt() {
        if (source >= 0) ::close(source);
    }

    [[nodiscard]] int status() const {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        return static_cast<int>(status);
    }

    bool write(std::string_view bytes) {
        digest.add(bytes);
        fetched += bytes.size();
        while (!bytes.empty()) {
            const auto written = ::write(target, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }
};

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* user) {
    auto& attempt = *static_cast<Attempt*>(user);
    const std::string_view piece(bytes, size * count);
    if (attempt.target >= 0 && attempt.status() / 100 == 2) {
        if (attempt.write(piece)) return piece.size();
        attempt.cannot_write = true;
        return 0;
    }
    if (attempt.body.size() + piece.size() > body_bytes_max) return 0;
    attempt.body += piece;
    return piece.size();
}

std::size_t give(char* room, std::size_t size, std::size_t count, void* user) {
    const auto got = ::read(static_cast<Attempt*>(user)->source, room, size * count);
    return got < 0 ? CURL_READFUNC_ABORT : static_cast<std::size_t>(got);
}

/// A connection that was kept open may be found dead after some bytes went: from the beginning.
int rewind(void* user, curl_off_t offset, int) {
    const auto moved = ::lseek(static_cast<Attempt*>(user)->source, offset, SEEK_SET);
    return moved < 0 ? CURL_SEEKFUNC_FAIL : CURL_SEEKFUNC_OK;
}

void prepare_method(CURL* curl, const Request& request, Attempt& attempt) {
    switch (request.method) {
        case Method::get: return;
        case Method::head: return set(curl, CURLOPT_NOBODY, 1L);
        case Method::remove: return set(curl, CURLOPT_CUSTOMREQUEST, "DELETE");
        case Method::put: break;
    }
    set(curl, CURLOPT_UPLOAD, 1L);
    std::uint64_t size = 0;
    if (!request.upload.empty()) {
        attempt.source = ::open(request.upload.c_str(), O_RDONLY | O_CLOEXEC);
        if (attempt.source < 0) throw StorageFault("an upload cannot be read again");
        size = std::filesystem::file_size(request.upload);
    }
    set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(size));
    set(curl, CURLOPT_READFUNCTION, give);
    set(curl, CURLOPT_READDATA, &attempt);
    set(curl, CURLOPT_SEEKFUNCTION, rewind);
    set(curl, CURLOPT_SEEKDATA, &attempt);
}

void prepare_signature(CURL* curl, const Account& account) {
    const auto scheme = fmt::format("aws:amz:{}:s3", account.region);
    set(curl, CURLOPT_AWS_SIGV4, scheme.c_str());
    set(curl, CURLOPT_USERNAME, account.key_id.c_str());
    set(curl, CURLOPT_PASSWORD, account.secret.c_str());
}

List headers_of(const Request& request) {
    static const auto of_nothing = crypto::hex(crypto::sha256(""));
    List headers;
    append(
        headers, "x-amz-content-sha256: " + (request.sha256.empty() ? of_nothing : request.sha256)
    );
    for (const auto& header : request.headers) append(headers, header);
    return headers;
}

void prepare_limits(CURL* curl, const Patience& patience) {
    // Slower than this for so long, and nobody is there.
    constexpr long slow_bytes = 1'024;
    constexpr long slow_seconds = 15;
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.connecting.count()));
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.transferring.count()));
    set(curl, CURLOPT_LOW_SPEED_LIMIT, slow_bytes);
    set(curl, CURLOPT_LOW_SPEED_TIME, slow_seconds);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
}

bool is_tls_trouble(CURLcode code) {
    constexpr std::array<CURLcode, 4> codes = {
        CURLE_PEER_FAILED_VERIFICATION,
        CURLE_SSL_CONNECT_ERROR,
        CURLE_SSL_CACERT_BADFILE,
        CURLE_SSL_ISSUER_ERROR,
    };
    return std::ranges::find(codes, code) != codes.end();
}

} // namespace

/// A handle of libcurl, which goes back with its connection.
class Wire::Loan {
public:
    explicit Loan(Wire& wire) : wire_(wire) {
        const std::scoped_lock lock(wire_.mutex_);
        if (wire_.idle_.empty()) {
            curl_ = curl_easy_init();
            if (curl_ == nullptr) throw Fault("libcurl does not start");
        } else {
            curl_ = wire_.idle_.back();
            wire_.idle_.pop_back();
        }
    }

    ~Loan() {
        curl_easy_reset(curl_); // what it points to is about to go
        const std::scoped_lock lock(wire_.mutex_);
        if (wire_.idle_.size() < idle_max)
            wire_.idle_.push_back(curl_);
        else
            curl_easy_cleanup(curl_);
    }

    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    [[nodiscard]] CURL* curl() const { return curl_; }

private:
    Wire& wire_;
    CURL* curl_ = nullptr;
};

Wire::Wire(Account account, Patience patience) : account_(std::move(account)), patience_(patience) {
    idle_.reserve(idle_max);
}

Wire::~Wire() {
    for (auto* const curl : idle_) curl_easy_cleanup(curl);
}

Answer Wire::send(const Request& request) {
    const Loan loan(*this);
    auto* const curl = loan.curl();
    Attempt attempt{.curl = curl, .target = request.descriptor};
    const auto url = account_.endpoint + request.target;
    const auto headers = headers_of(request);
    set(curl, CURLOPT_URL, url.c_str());
    set(curl, CURLOPT_PATH_AS_IS, 1L);
    set(curl, CURLOPT_HTTPHEADER, headers.get());
    set(curl, CURLOPT_WRITEFUNCTION, take);
    set(curl, CURLOPT_WRITEDATA, &attempt);
    if (!account_.ca_file.empty()) set(curl, CURLOPT_CAINFO, account_.ca_file.c_str());
    prepare_limits(curl, patience_);
    prepare_signature(curl, account_);
    prepare_method(curl, request, attempt);
    const auto code = curl_easy_perform(curl);
    if (attempt.cannot_write) throw StorageFault("an attachment fetched cannot be written here");
    if (code != CURLE_OK)
        return {.lost_by = curl_easy_strerror(code), .is_tls_trouble = is_tls_trouble(code)};
    return {
        .status = attempt.status(),
        .body = std::move(attempt.body),
        .fetched = {.size = attempt.fetched, .sha256 = crypto::hex(attempt.digest.finish())},
    };
}

} // namespace heed::bucket
