// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/fake_bucket/fake_bucket.hpp"

#include "kernel/check.hpp"
#include "kernel/number.hpp"
#include "kernel/text.hpp"

#include <array>
#include <csignal>
#include <fmt/format.h>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace heed::tests {

namespace {

struct Reply {
    int status = 200;
    std::string body = {};
};

Reply refusal(int status, const std::string& code) {
    if (code.empty()) return {.status = status};
    return {
        .status = status,
        .body = fmt::format("<?xml version=\"1.0\"?><Error><Code>{}</Code></Error>", code)
    };
}

void send_all(int client, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool read_more(int client, std::string& bytes) {
    std::array<char, 65'536> room{};
    const auto got = ::recv(client, room.data(), room.size(), 0);
    if (got > 0) bytes.append(room.data(), static_cast<std::size_t>(got));
    return got > 0;
}

void read_head(HeardRequest& request, std::string_view head) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto target = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
    request.method = line.substr(0, line.find(' '));
    request.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string_view::npos)
        request.query = target.substr(target.find('?') + 1);
    for (auto rest = head.substr(line.size()); rest.starts_with("\r\n") && rest.size() > 2;) {
        rest.remove_prefix(2);
        const auto header = rest.substr(0, rest.find("\r\n"));
        const auto colon = std::min(header.find(':'), header.size());
        const auto value = header.substr(std::min(colon + 1, header.size()));
        request.headers[ascii_lower(header.substr(0, colon))] = trimmed(value);
        rest.remove_prefix(header.size());
    }
}

std::optional<HeardRequest> read_request(int client) {
    std::string bytes;
    while (bytes.find("\r\n\r\n") == std::string::npos)
        if (!read_more(client, bytes)) return std::nullopt;
    HeardRequest request;
    const auto head = bytes.find("\r\n\r\n");
    read_head(request, std::string_view(bytes).substr(0, head));
    if (request.headers.contains("expect")) send_all(client, "HTTP/1.1 100 Continue\r\n\r\n");
    const auto size = number_from<std::size_t>(request.header("content-length")).value_or(0);
    while (bytes.size() < head + 4 + size)
        if (!read_more(client, bytes)) return std::nullopt;
    request.body = bytes.substr(head + 4);
    return request;
}

/// `name=value` of a query whose values were written by number.
std::string parameter(const std::string& query, const std::string& name) {
    const auto begin = ("&" + query).find("&" + name + "=");
    if (begin == std::string::npos) return {};
    auto value = query.substr(begin + name.size() + 1);
    value = value.substr(0, value.find('&'));
    std::string plain;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value[at] != '%') {
            plain += value[at];
            continue;
        }
        plain += static_cast<char>(std::stoi(value.substr(at + 1, 2), nullptr, 16));
        at += 2;
    }
    return plain;
}

} // namespace

struct FakeBucket::State {
    SigningKey key;
    std::uint16_t port = 0;
    mutable std::mutex mutex = {};
    std::map<std::string, std::string> objects = {};
    std::vector<std::string> heard = {};
    Trouble trouble{.times = 0};
    int door = -1;
    std::jthread thread = {};

    void open_door();
    void serve(const std::stop_token& stop);
    std::optional<Reply> answer(const HeardRequest& request);
    Reply do_work(const HeardRequest& request);
    Reply list(const HeardRequest& request) const;
    Reply copy(const std::string& from, const std::string& to);
};

void FakeBucket::State::open_door() {
    door = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(door >= 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    CHECK(::bind(door, general, size) == 0);
    CHECK(::listen(door, 16) == 0);
    CHECK(::getsockname(door, general, &size) == 0);
    port = ntohs(address.sin_port);
}

void FakeBucket::State::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const int client = ::accept(door, nullptr, nullptr);
        if (client < 0) return;
        if (const auto request = read_request(client)) {
            if (const auto reply = answer(*request))
                send_all(
                    client,
                    fmt::format(
                        "HTTP/1.1 {} Fine\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
                        reply->status,
                        reply->body.size(),
                        reply->body
                    )
                );
        }
        ::close(client);
    }
}

std::optional<Reply> FakeBucket::State::answer(const HeardRequest& request) {
    const std::scoped_lock lock(mutex);
    heard.push_back(request.method + " " + request.path);
    if (trouble.times != 0) {
        if (trouble.times > 0) --trouble.times;
        if (trouble.status == 0) return std::nullopt;
        return refusal(trouble.status, trouble.code);
    }
    const auto flaw = signature_trouble(request, key);
    if (!flaw.empty()) return refusal(flaw == "XAmzContentSHA256Mismatch" ? 400 : 403, flaw);
    return do_work(request);
}

Reply FakeBucket::State::do_work(const HeardRequest& request) {
    const std::string room = "/desk";
    if (request.path == room) return list(request);
    if (!request.path.starts_with(room + "/")) return refusal(404, "NoSuchBucket");
    const auto name = request.path.substr(room.size() + 1);
    if (request.method == "PUT") {
        const auto source = request.header("x-amz-copy-source");
        if (!source.empty()) return copy(source.substr(room.size() + 1), name);
        objects[name] = request.body;
        return {};
    }
    if (request.method == "DELETE") {
        objects.erase(name);
        return {.status = 204};
    }
    const auto found = objects.find(name);
    if (found == objects.end()) return refusal(404, "NoSuchKey");
    return {.body = found->second};
}

Reply FakeBucket::State::list(const HeardRequest& request) const {
    constexpr int page = 2;
    const auto prefix = parameter(request.query, "prefix");
    const auto after = parameter(request.query, "continuation-token");
    std::string found;
    std::string last;
    int count = 0;
    bool more = false;
    for (const auto& [name, bytes] : objects) {
        // The token is the last name with a mark that must be written by number, both ways.
        if (!name.starts_with(prefix) || (!after.empty() && name + "&+" <= after)) continue;
        more = count == page;
        if (more) break;
        ++count;
        last = name;
        found +=
            fmt::format("<Contents><Key>{}</Key><Size>{}</Size></Contents>", name, bytes.size());
    }
    return {
        .body = fmt::format(
            "<ListBucketResult xmlns=\"x\"><IsTruncated>{}</IsTruncated>{}{}</ListBucketResult>",
            more,
            more ? "<NextContinuationToken>" + last + "&amp;+</NextContinuationToken>" : "",
            found
        )
    };
}

Reply FakeBucket::State::copy(const std::string& from, const std::string& to) {
    const auto found = objects.find(from);
    if (found == objects.end()) return refusal(404, "NoSuchKey");
    objects[to] = std::string(found->second);
    return {.body = "<CopyObjectResult><ETag>x</ETag></CopyObjectResult>"};
}

FakeBucket::FakeBucket(SigningKey key) : state_(std::make_unique<State>(std::move(key))) {
    state_->open_door();
    state_->thread = std::jthread([this](const std::stop_token& stop) { state_->serve(stop); });
}

FakeBucket::~FakeBucket() {
    state_->thread.request_stop();
    ::shutdown(state_->door, SHUT_RDWR);
    state_->thread.join();
    ::close(state_->door);
}

std::string FakeBucket::endpoint() const {
    return fmt::format("http://127.0.0.1:{}", state_->port);
}

void FakeBucket::fail_with(Trouble trouble) {
    const std::scoped_lock lock(state_->mutex);
    state_->trouble = std::move(trouble);
}

std::map<std::string, std::string> FakeBucket::objects() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->objects;
}

void FakeBucket::set_object(const std::string& key, const std::string& bytes) {
    const std::scoped_lock lock(state_->mutex);
    state_->objects[key] = bytes;
}

std::vector<std::string> FakeBucket::heard() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->heard;
}

} // namespace heed::tests
