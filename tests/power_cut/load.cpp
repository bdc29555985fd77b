// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/power_cut/load.hpp"

#include "features/attachments/attachments.hpp"
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/check.hpp"
#include "kernel/format.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/json/json.hpp"

#include <fstream>
#include <thread>

namespace heed::tests {

namespace {

using Kind = Sent::Kind;

std::vector<http::Route> routes_of(Desk& desk) {
    std::vector<http::Route> all;
    for (const auto table :
         {tickets::routes(), conversations::routes(), attachments::routes(), inbound_mail::routes()
         }) {
        for (auto& route : server_routes(desk, table)) all.push_back(std::move(route));
    }
    return all;
}

access::Gate::Options without_limits() {
    access::Gate::Options options;
    options.rates = {.reads_per_second = 0, .writes_per_second = 0, .anonymous_per_second = 0};
    return options;
}

/// The same for the same word, as good as random to whoever stores it.
std::string content_of(const Sent& sent) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::minstd_rand chance(static_cast<std::minstd_rand::result_type>(std::hash<std::string>{
    }(sent.word)));
    std::string line(76, '=');
    std::string text;
    text.reserve(sent.size + line.size());
    while (text.size() < sent.size) {
        for (auto& letter : line) letter = letters[chance() % letters.size()];
        text.append(line).append("\r\n");
    }
    return text;
}

std::string letter_of(const Sent& sent) {
    return fmt::format(
        "From: Ana <ana@customer.example>\r\nTo: help@desk.example\r\nSubject: {0}\r\n"
        "Message-ID: <{0}@customer.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nHello, this is {0}.\r\n"
        "--b\r\nContent-Type: application/octet-stream\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment; filename=a.bin\r\n\r\n{1}\r\n--b--\r\n",
        sent.word,
        content_of(sent)
    );
}

http::Upload upload_of(const OpenDesk& desk, const Sent& sent) {
    const auto path = desk.house.config.data / ("upload_" + sent.word);
    auto content = content_of(sent);
    std::ofstream(path, std::ios::binary) << content;
    return {
        .field = "file",
        .filename = "note.bin",
        .content_type = "application/octet-stream",
        .file = http::TemporaryFile(path),
        .size = content.size(),
        .sha256 = crypto::sha256(content),
    };
}

std::optional<std::int64_t> number_in(const http::Response& answer, std::string_view name) {
    if (answer.status != 200 && answer.status != 201) return std::nullopt;
    const auto document = JsonDocument::parse(answer.body);
    CHECK(document.has_value());
    return document->root().find(name)->as_int64();
}

http::Response ask(OpenDesk& desk, http::Request request, const std::string& key) {
    request.headers.add("Idempotency-Key", key);
    return desk.answer(request);
}

std::optional<std::int64_t> deliver_note(OpenDesk& desk, const Sent& sent) {
    auto upload = desk.post("/api/v1/attachments", {});
    upload.uploads.push_back(upload_of(desk, sent));
    const auto file = number_in(ask(desk, std::move(upload), sent.word + "-file"), "id");
    if (!file) return std::nullopt;
    const auto path = fmt::format("/api/v1/tickets/{}/notes", sent.ticket);
    auto body = fmt::format(R"({{"body_text":"{}","attachments":[{}]}})", sent.word, *file);
    const auto noted = ask(desk, desk.post(path, std::move(body)), sent.word);
    return number_in(noted, "entry_id") ? std::optional(sent.ticket) : std::nullopt;
}

std::optional<std::int64_t> deliver_ticket(OpenDesk& desk, const Sent& sent) {
    auto body = fmt::format(
        R"({{"subject":"{0}","customer":{{"email":"ben@customer.example","name":"Ben"}},)"
        R"("message":{{"kind":"note","body_text":"Ben called about {0}"}}}})",
        sent.word
    );
    return number_in(ask(desk, desk.post("/api/v1/tickets", std::move(body)), sent.word), "number");
}

std::optional<std::int64_t> deliver_reply(OpenDesk& desk, const Sent& sent) {
    const auto path = fmt::format("/api/v1/tickets/{}/replies", sent.ticket);
    auto body = fmt::format(R"({{"body_text":"{}"}})", sent.word);
    const auto replied = ask(desk, desk.post(path, std::move(body)), sent.word);
    return number_in(replied, "entry_id") ? std::optional(sent.ticket) : std::nullopt;
}

/// Mostly small; every fourth attachment is a file of its own, the others rows that fill the log.
Sent next_of(std::mt19937_64& chance, std::string word, std::int64_t ticket) {
    const auto draw = chance() % 12;
    Sent sent{.kind = Kind::letter, .word = std::move(word), .size = 300, .ticket = ticket};
    if (draw < 3) sent.size = 100'000 + chance() % 100'000;
    if (draw >= 3 && draw < 5) sent.size = 40'000;
    if (draw >= 7 && draw < 9) sent.kind = Kind::ticket;
    if (draw >= 9 && ticket != 0) sent.kind = draw == 9 ? Kind::note_with_file : Kind::reply;
    if (sent.kind == Kind::note_with_file) sent.size = 100'000;
    return sent;
}

} // namespace

OpenDesk::OpenDesk(app::House& given, std::string token)
    : house(given),
      token_(std::move(token)),
      gate_(house.desk, without_limits()),
      router_(routes_of(house.desk)) {}

http::Request OpenDesk::post(const std::string& path, std::string body) const {
    http::Request request;
    request.method = http::Method::post;
    request.target = path;
    request.path = path;
    request.body = std::move(body);
    request.peer = "192.0.2.1";
    request.headers.add("Authorization", "Bearer " + token_);
    return request;
}

http::Response OpenDesk::answer(http::Request& request) {
    const auto match = router_.match(request.method, request.path);
    CHECK(match.route != nullptr);
    CHECK(http::Router::fill(request, match).has_value());
    const auto let_in = gate_.authorise(request, *match.route);
    http::Response refused;
    refused.status = 503;
    if (!let_in) return refused;
    auto answered = match.route->handler(request);
    return answered ? *std::move(answered) : refused;
}

std::optional<std::int64_t> deliver(OpenDesk& desk, const Sent& sent) {
    switch (sent.kind) {
        case Kind::letter: {
            auto request = desk.post("/api/v1/mail/inbound", letter_of(sent));
            return number_in(desk.answer(request), "number");
        }
        case Kind::ticket: return deliver_ticket(desk, sent);
        case Kind::reply: return deliver_reply(desk, sent);
        case Kind::note_with_file: return deliver_note(desk, sent);
    }
    return std::nullopt;
}

namespace {

struct History {
    std::mutex mutex;
    std::vector<Sent> sent;

    std::size_t add(const Sent& one) {
        const std::scoped_lock lock(mutex);
        sent.push_back(one);
        return sent.size() - 1;
    }
};

void send_all(
    OpenDesk& desk, Recording& recording, const LoadPlan& plan, int sender, History& history
) {
    std::mt19937_64 chance(plan.seed * 100 + static_cast<std::uint64_t>(sender));
    std::int64_t ticket = 0;
    for (int turn = 0; turn < plan.requests; ++turn) {
        const auto sent = next_of(chance, fmt::format("s{}t{}", sender, turn), ticket);
        const auto number = history.add(sent);
        recording.add({.kind = Operation::Kind::begun, .request = number});
        if (plan.told_early) recording.add({.kind = Operation::Kind::told, .request = number});
        const auto answered = deliver(desk, sent);
        CHECK(answered.has_value());
        recording.add({.kind = Operation::Kind::told, .request = number, .ticket = *answered});
        ticket = *answered;
    }
}

} // namespace

std::vector<Sent> run_load(OpenDesk& desk, Recording& recording, const LoadPlan& plan) {
    History history;
    std::vector<std::jthread> senders;
    for (int sender = 0; sender < plan.senders; ++sender)
        senders.emplace_back([&, sender] { send_all(desk, recording, plan, sender, history); });
    senders.clear();
    return history.sent;
}

} // namespace heed::tests
