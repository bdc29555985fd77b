// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/exchange.hpp"

#include "kernel/check.hpp"
#include "kernel/commits.hpp"
#include "kernel/fault.hpp"
#include "kernel/json.hpp"
#include "platform/http/intake.hpp"
#include "platform/http/problem.hpp"

#include <exception>
#include <utility>

namespace heed::http {

namespace {

Error too_many_streams() {
    constexpr int seconds = 30;
    return retry_later(
        Refusal::unavailable, "too_many_streams", "Too many live streams are open.", seconds
    );
}

} // namespace

Exchange::Exchange(Shared& shared, const IpAddress& peer)
    : shared_(shared), peer_(peer), parser_(shared.options.limits) {}

Exchange::~Exchange() {
    shared_.body_memory -= body_memory_;
}

void Exchange::take_in() {
    started_at_ = Clock::now();
    auto intake = http::take_in(shared_, parser_, peer_);
    route_ = intake.route;
    if (intake.error) refuse(*intake.error);
    if (!intake.response) return;
    guard([&] {
        if (!intake.words) return made(*std::move(intake.response));
        return made(for_people(*std::move(intake.response), *intake.words));
    });
}

void Exchange::open_body() {
    if (route_->body.kind != BodyKind::multipart) return;
    attempt([this]() -> Result<void> {
        const auto type = parser_.request().headers.find("content-type").value_or("");
        const auto& options = shared_.options;
        multipart_ = TRY(MultipartReader::open(type, options.limits, options.upload_folder));
        return {};
    });
}

void Exchange::account_body() {
    if (multipart_) return; // goes to disk
    const auto added = parser_.body_bytes() - std::exchange(body_memory_, parser_.body_bytes());
    const auto together = shared_.body_memory += added;
    if (together > shared_.options.limits.body_memory_max) refuse_full();
}

void Exchange::reject(const Rejection& rejection) {
    auto& request = parser_.request();
    if (request.id.empty()) {
        started_at_ = Clock::now();
        request.id = new_request_id();
        request.peer = peer_.text();
    }
    constexpr int too_large = 413;
    const Error words{
        .kind = rejection.status == too_large ? Refusal::too_large : Refusal::malformed,
        .code = std::string(rejection.code),
        .pointer = {},
        .detail = std::string(rejection.detail),
        .members = {},
    };
    guard([&] {
        return made(for_people(problem(rejection.status, rejection.code, rejection.detail), words));
    });
}

void Exchange::refuse(const Error& error) {
    guard([&] { return refused(error); });
}

void Exchange::refuse_full() {
    constexpr std::string_view detail = "There are too many requests at once. Please try again.";
    refuse(retry_later(Refusal::unavailable, "queue_full", detail, 1));
}

void Exchange::refuse_late() {
    constexpr std::string_view detail =
        "The request waited too long for its turn. Please try again.";
    refuse(retry_later(Refusal::unavailable, "busy", detail, 2));
}

void Exchange::run_hook() {
    attempt([this]() -> Result<void> {
        const auto& hook = shared_.options.hook;
        return hook ? hook(parser_.request(), *route_) : Result<void>();
    });
}

void Exchange::run_part() {
    attempt([this] { return multipart_->feed(parser_.take_body()); });
}

void Exchange::run_last_part() {
    run_part();
    if (!answer_) attempt([this] { return multipart_->finish(parser_.request()); });
    if (!answer_) run_handler();
    multipart_.reset();
}

void Exchange::run_handler() {
    auto& request = parser_.request();
    if (!multipart_) request.body = parser_.take_body();
    if (route_->body.kind == BodyKind::form)
        attempt([&]() -> Result<void> {
            request.form = TRY(Parameters::parse(request.body));
            return {};
        });
    if (!route_->hook_before_body && !answer_) run_hook();
    if (!answer_) guard([this] { return handled(); });
    request.uploads.clear(); // deletes files, so here and not on the loop's thread
}

Answer Exchange::handled() {
    HEED_FAULT("request_begun");
    auto result = route_->handler(parser_.request());
    HEED_FAULT("request_handled");
    if (!result) return refused(result.error());
    auto answer = made(std::move(*result));
    if (!answer.on_open) return answer;
    answer.stream_place = shared_.admit_stream();
    if (answer.stream_place) return answer;
    return refused(too_many_streams());
}

void Exchange::attempt(const std::function<Result<void>()>& step) {
    bool done = false;
    guard([&] {
        const auto result = step();
        done = result.has_value();
        return done ? Answer() : refused(result.error());
    });
    if (done) answer_.reset();
}

void Exchange::guard(const std::function<Answer()>& step) {
    const auto commits_before = commits_of_thread();
    try {
        answer_ = step();
    } catch (const StorageFault& fault) {
        const bool is_done = commits_of_thread() != commits_before;
        answer_ = is_done ? trouble_afterwards(fault.what()) : storage_trouble(fault.what());
    } catch (const std::exception& fault) {
        answer_ = incident(fault.what());
    } catch (...) {
        answer_ = incident("an exception of unknown type");
    }
}

Answer Exchange::refused(const Error& error) const {
    const auto& page = shared_.options.refusal_page;
    auto response = page ? page(parser_.request(), error) : std::nullopt;
    return made(response ? std::move(*response) : problem(error));
}

Answer Exchange::storage_trouble(std::string_view what) const {
    report_fault(what);
    constexpr int seconds = 5;
    const auto error = retry_later(
        Refusal::unavailable,
        "storage",
        "The storage is full or failing. Nothing was changed.",
        seconds
    );
    return refused(error);
}

/// What was asked for is stored, or may be, and the answer to it could not be read.
Answer Exchange::trouble_afterwards(std::string_view what) const {
    report_fault(what);
    return refused({
        .kind = Refusal::unavailable,
        .code = std::string(outcome_unclear),
        .pointer = {},
        .detail = "The storage failed after something was stored. Look at what is there before "
                  "you ask again.",
        .members = {},
    });
}

/// A page in place of a problem, where the address is for people.
Response Exchange::for_people(Response problem, const Error& words) const {
    const auto& page = shared_.options.refusal_page;
    auto response = page ? page(parser_.request(), words) : std::nullopt;
    if (!response) return problem;
    response->status = problem.status;
    for (const auto* const name : {"Allow", "Retry-After"}) {
        if (const auto value = problem.header(name)) response->set(name, std::string(*value));
    }
    return *std::move(response);
}

Answer Exchange::incident(std::string_view what) const {
    report_fault(what);
    constexpr std::string_view detail = "Something went wrong here. It has been logged.";
    const auto words = retry_later(Refusal::unavailable, "incident", detail, 1);
    return made(for_people(
        problem(500, "incident", detail, {{"incident", to_json(parser_.request().id)}}), words
    ));
}

void Exchange::report_fault(std::string_view what) const {
    if (!shared_.options.on_fault) return;
    const auto& request = parser_.request();
    shared_.options.on_fault({.incident = request.id, .pattern = request.pattern, .what = what});
}

/// Whether the whole request has been read, so that another may follow.
bool Exchange::is_settled() const {
    return parser_.stage() == MessageParser::Stage::done && parser_.keep_alive();
}

Answer Exchange::made(Response response) const {
    const auto& request = parser_.request();
    return make_answer(
        std::move(response),
        {
            .request_id = request.id,
            .keep_alive = is_settled() && !shared_.stopping,
            .is_http_1_0 = parser_.is_http_1_0(),
            .without_body = request.method == Method::head,
            .security_headers = shared_.options.security_headers,
        }
    );
}

void Exchange::report() const {
    if (!shared_.options.on_access) return;
    const auto took = Clock::now() - started_at_;
    const auto& request = parser_.request();
    shared_.options.on_access({
        .method = parser_.method_text(),
        .pattern = request.pattern,
        .target = request.target,
        .status = answer_->status,
        .micros = std::chrono::duration_cast<std::chrono::microseconds>(took).count(),
        .bytes = answer_->body_bytes,
        .request_id = request.id,
        .peer = request.peer,
    });
}

} // namespace heed::http
